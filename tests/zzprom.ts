import { brokenPromises } from './machines/promises.ts'
import { conciergeFlow } from '../machines/flows/concierge.ts'
import { afterHoursFlow } from '../machines/flows/after-hours.ts'
import { outageFlow } from '../machines/flows/outage.ts'
for (const f of [outageFlow, conciergeFlow, afterHoursFlow]) { const t=performance.now(); const b=brokenPromises(f as never); console.log(f.id, b.length, Math.round(performance.now()-t)); const seen=new Set<string>(); for (const x of b) { const k=x.replace(/\(.*\)/,''); if(!seen.has(k)) { seen.add(k); console.log('  ',x.slice(0,420)) } } }

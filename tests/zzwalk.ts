import { walk } from '../machines/walk.ts'
import { conciergeFlow } from '../machines/flows/concierge.ts'
import { afterHoursFlow } from '../machines/flows/after-hours.ts'
import { outageFlow } from '../machines/flows/outage.ts'
for (const limits of [{maxTurns:1,noSpeechRetries:0,whisper:'screened',messages:'missed',askOwner:'never'},{maxTurns:1,noSpeechRetries:0,whisper:'all',messages:'all',askOwner:'unclear',ownerSeconds:10}] as const)
for (const f of [conciergeFlow, afterHoursFlow, outageFlow]) { const t=performance.now(); const w=walk(f as never, limits as never); console.log(f.id, JSON.stringify(limits), w.places.length, Math.round(performance.now()-t)) 
 const by: Record<string,number>={}; for(const p of w.places) by[p.state]=(by[p.state]??0)+1; console.log(Object.entries(by).sort((a,b)=>b[1]-a[1]).slice(0,8).join(' ')) }

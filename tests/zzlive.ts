import { createActor } from 'xstate'
import { conciergeFlow } from '../machines/flows/concierge.ts'
import { liveIn } from '../machines/live.ts'
for (const value of [{offering:'unreached'},{whispering:'screened'},{listening:'greeting'},'over','hungUp',{dialing:'contact'}]) console.log(JSON.stringify(value), [...liveIn((conciergeFlow as any).resolveState({value, context:(conciergeFlow as any).config.context}))].join(' '))
import { READS } from '../machines/live.ts'
const w=(n:any):any[]=>[n,...Object.values(n.states).flatMap(w as any)]
const names=new Set<string>()
for(const n of w((conciergeFlow as any).root)){ for(const t of [...[...n.transitions.values()].flat(),...(n.always??[])]) for(const g of [t.guard,...t.actions].filter(Boolean)) names.add(typeof g==='string'?g:String(g.type??g)); for(const a of [...n.entry,...n.exit]) names.add(typeof a==='string'?a:String(a.type??a)) }
console.log('unknown',[...names].filter(n=>!(n in READS)).map(n=>n.slice(0,80)))

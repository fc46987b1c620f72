/** What a caller and the owner do in a call, drawn beforehand, so that it can be played once more elsewhere. */
import type { PhoneCall } from '../../server/phone/phone.ts'
import type { DialOutcome } from '../../server/phone/phone-call.ts'
import type { Random } from './random.ts'

export interface Plan {
  acts: Act[]
  dial: DialOutcome
}

/** Words, or null for silence. */
type Act = string | null

export function drawPlan(random: Random): Plan {
  const small = random.some(random.whole(0, 2), () =>
    random.onceIn(5) ? null : `matter ${random.hex(6)}`,
  )
  const last = random.pick(['the barn is on fire', 'goodbye', null])
  return { acts: [...small, last], dial: random.pick(['completed', 'busy', 'no-answer']) }
}

/** Plays it as far as the call goes. */
export async function play(plan: Plan, call: PhoneCall): Promise<void> {
  for (const words of plan.acts) {
    if (call.state !== 'listening') break
    await (words === null ? call.silence() : call.say(words))
  }
  if (call.state === 'dialing') await call.dialEnds(plan.dial)
  if (call.state === 'listening') await call.hangUp()
}

/** What whoever is at the owner's phone may do, and what Twilio makes of it. */
import type { OwnerLeg } from './owner-leg.ts'
import type { DialOutcome, PhoneCall } from './phone-call.ts'
import { PhoneError } from './phone-error.ts'
import { UntimelyError } from './untimely-error.ts'

export interface OwnerActsDeps {
  /** The leg of the dial that the call waits for; null where it waits for none. */
  dialing(): OwnerLeg | null
  act(work: () => Promise<void>): Promise<void>
  /** Keeps a failure that stops nothing. */
  failed(error: PhoneError): void
  endDial(outcome: DialOutcome, seconds: number, bridged: boolean): Promise<void>
}

type OwnerActs = Pick<
  PhoneCall,
  | 'ownerAnswers'
  | 'ownerPresses'
  | 'ownerWaits'
  | 'ownerHangsUp'
  | 'ownerResumes'
  | 'voicemailAnswers'
  | 'screenerAnswers'
  | 'dialEnds'
>

export function createOwnerActs(deps: OwnerActsDeps): OwnerActs & { takes(): Promise<void> } {
  const { dialing, act, endDial } = deps

  function leg(): OwnerLeg {
    const found = dialing()
    if (!found) throw new UntimelyError("The owner's phone does not ring")
    return found
  }

  /** A leg that has hung up by what was done ends the dial. */
  async function onLeg(work: (of: OwnerLeg) => Promise<void>): Promise<void> {
    const mine = leg()
    await act(async () => {
      try {
        await work(mine)
      } catch (error) {
        // Twilio hangs up a leg whose document it cannot use, and the caller goes on.
        if (!(error instanceof PhoneError)) throw error
        deps.failed(error)
        mine.end()
      }
    })
    if (mine === dialing() && mine.state === 'ended') await endDial('completed', 0, false)
  }

  const answers = () => onLeg((mine) => mine.answer())
  const waits = () => onLeg((mine) => mine.waitOut())

  /** Somebody answers, and takes the call where a key is asked for. */
  async function takes(): Promise<void> {
    if (dialing()?.state === 'ringing') await answers()
    if (dialing()?.state === 'asked') await onLeg((mine) => mine.press('1'))
  }

  return {
    takes,
    ownerAnswers: answers,
    ownerResumes: (twiml) => onLeg((mine) => mine.resume(twiml)),
    ownerPresses: (keys) => onLeg((mine) => mine.press(keys)),
    ownerWaits: waits,
    screenerAnswers: answers,
    async ownerHangsUp(durationSeconds = 30) {
      const was = leg().state
      if (was === 'ringing') await endDial('busy', 0, false)
      else await endDial('completed', durationSeconds, was === 'talking')
    },
    async voicemailAnswers() {
      await answers()
      if (dialing()?.state === 'asked') await waits()
      else if (dialing()?.state === 'talking') await endDial('completed', 30, true)
    },
    async dialEnds(outcome, durationSeconds = 30, bridged = outcome === 'completed') {
      const mine = dialing()
      if (outcome === 'completed' && mine?.isAnnounced) {
        if (bridged) await takes()
        else if (mine.state === 'ringing') await answers()
        // Whatever was said there has ended it already.
        if (dialing() !== mine) return
      }
      await endDial(outcome, durationSeconds, bridged)
    },
  }
}

/** What Twilio refused, as a command tells it. */
import { TwilioApiError } from '../../doctor/twilio/twilio-api.ts'
import { CommandError, localProblem } from '../command/command-error.ts'

/** Does it; what Twilio refuses is a failure, not wrong usage. */
export async function askingTwilio<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TwilioApiError)) throw error
    const problem = localProblem('Twilio did not do it', error.message)
    throw new CommandError('failed', problem, { cause: error })
  }
}

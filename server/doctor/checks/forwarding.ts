/**
 * Whether the owner's phone forwards as it has to: on no answer and when busy. No carrier tells how it is set, but calls
 * do: where everything is forwarded, each dial to the owner comes straight back.
 */
import { readSeenCalls, type SeenCalls } from '../../../storage/review/seen-calls.ts'
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'
import { counted } from '../../basics/counted.ts'

const HOW =
  'On GSM networks ##21# ends forwarding of everything, **61*NUMBER# and **67*NUMBER# forward what you do not answer and when you are busy; elsewhere it is in the settings of the phone or the carrier.'

export async function checkForwarding({
  config,
  database,
}: Pick<Readable, 'config' | 'database'>): Promise<Finding> {
  if (config.isDemo) return notChecked('In a demo no phone is rung.', 'npm run setup')
  const opened = await database()
  return opened === null
    ? notChecked('No call has come yet.', CALL)
    : judge(await readSeenCalls(opened.queries))
}

const CALL = 'Call your own number from another phone, and let it ring.'

function judge({ calls, dials, reached, cameBack }: SeenCalls): Finding {
  if (calls === 0)
    return notChecked('No call has come yet, and no carrier tells how a phone forwards.', CALL)
  if (dials === 0)
    return notChecked(
      `${calls === 1 ? 'One call has come, and was not' : `Calls come in; of the last ${calls} none was`} put through, so it is not seen whether your phone sends them back.`,
      'Put one through: call as one of your contacts, or with something urgent.',
    )
  const came = `${cameBack} of the last ${counted(dials, 'dial')} to your phone came back ${cameBack === 1 ? 'as a call of ours, and was' : 'as calls of ours, and were'} turned away`
  if (cameBack > 1 && reached === 0)
    return fail(
      `${came}; none reached you. It looks as if your phone forwards everything: then it can never be reached.`,
      HOW,
    )
  if (reached === 0)
    return warn(
      `None of the last ${counted(dials, 'dial')} to your phone was answered.`,
      `See REAL_PHONE_NUMBER. ${HOW}`,
    )
  return ok(
    `${reached} of the last ${counted(dials, 'dial')} reached you${cameBack > 0 ? `; ${came}, as what you do not answer does` : ''}.`,
  )
}

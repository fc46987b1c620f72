/** Whether the clock here is right: held against the one of whoever is asked anyway. */
import { reasonOf } from '../../basics/http-answer.ts'
import { isLoopback } from '../../settings/open-to-others.ts'
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

const PATIENCE_MS = 8_000
/** A `Date` tells whole seconds, and is as old as its way here. https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1 */
const MUCH_MS = 10_000
/** What is signed for minutes, and codes that change every half, are refused. */
const TOO_MUCH_MS = 120_000

export async function checkClock({ config, now }: Readable, signal: AbortSignal): Promise<Finding> {
  const from = timeGiver(config)
  if (from === null)
    return notChecked(
      'Nobody outside is asked anything by these settings, so nobody tells the time.',
    )
  try {
    const began = now().getTime()
    const answer = await fetch(from, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    const ended = now().getTime()
    const there = Date.parse(answer.headers.get('date') ?? '')
    if (Number.isNaN(there)) return notChecked(`${from.host} does not tell the time.`)
    return judge((began + ended) / 2 - there - 500, from.host)
  } catch (error) {
    return notChecked(
      `${from.host} could not be asked for the time: ${reasonOf(error, PATIENCE_MS)}.`,
      'See whether this machine reaches the internet.',
    )
  }
}

/** Who is somebody else: the clock of this machine agrees with itself. */
function timeGiver({
  callsAccount,
  twilioApiUrl,
  openAi,
  azureOpenAi,
  isDemo,
}: Readable['config']) {
  const asked = [
    twilioApiUrl ?? (isDemo ? null : (callsAccount?.apiUrl ?? null)),
    azureOpenAi?.endpoint ?? null,
    openAi && !isLoopback(openAi.baseUrl) ? openAi.baseUrl : null,
  ].find((url) => url !== null)
  return asked === undefined ? null : new URL(new URL(asked).origin)
}

/** `aheadMs`: of our clock. */
function judge(aheadMs: number, host: string): Finding {
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  const says = `It is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of ${host}.`
  const remedy = 'Have the machine set its clock: timedatectl set-ntp true, or see chrony.'
  if (Math.abs(aheadMs) > TOO_MUCH_MS) return fail(says, remedy)
  if (Math.abs(aheadMs) > MUCH_MS) return warn(says, remedy)
  return ok(`It agrees with that of ${host}, within the few seconds that can be told.`)
}

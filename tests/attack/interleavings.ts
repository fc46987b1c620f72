/** Repeated, doubled and late webhooks at two processes over one file, beside the same call played once. */
import type { PhoneOptions } from '../../server/phone/phone.ts'
import { phoneTo, pathOf } from '../support/phone-to.ts'
import { storedCall, type StoredCall } from '../support/stored-call.ts'
import type { Attack, Report } from './attack.ts'
import { drawPlan, play, type Plan } from './plan.ts'
import type { Random } from './random.ts'
import { withServers } from './with-servers.ts'

const AT_ONCE = 4

export const interleavings: Attack = {
  name: 'interleavings',
  promise:
    'a webhook that comes again, to whichever process and under whatever token, changes nothing',
  share: 4,
  run: (budget, random, report) =>
    withServers(async ({ file, start }) => {
      const servers = [await start(), await start()]
      await withServers(async (alone) => {
        const reference = await alone.start()
        while (!budget.isSpent()) {
          const calls = random.some(AT_ONCE, () => ({
            plan: drawPlan(random),
            from: `+1${random.whole(200, 989)}55501${random.whole(10, 99)}`,
            stutter: stuttering(
              servers.map(({ url }) => url),
              random,
              report,
            ),
          }))
          await Promise.all(
            calls.map(async ({ plan, from, stutter }) => {
              const usual = await played(
                plan,
                from,
                phoneTo(() => reference.url),
                alone.file,
              )
              const tried = await played(
                plan,
                from,
                phoneTo(() => '', { fetch: stutter }),
                file,
              )
              const difference = differenceOf(usual, tried)
              if (difference) report.fault(difference, JSON.stringify([plan, tried.spoken]))
              report.tried()
            }),
          )
        }
      })
    }),
}

async function played(
  plan: Plan,
  from: string,
  phone: ReturnType<typeof phoneTo>,
  file: string,
): Promise<StoredCall> {
  const call = await phone.ring({ from })
  await play(plan, call)
  return storedCall(file, call.callSid)
}

function differenceOf(usual: StoredCall, tried: StoredCall): string | null {
  if (tried.spoken.length > usual.spoken.length) return 'words are stored more than once'
  if (tried.spoken.join('\n') !== usual.spoken.join('\n')) return 'other words are stored'
  for (const column of ['final_decision', 'transfer_status', 'became'] as const)
    if (tried.row?.[column] !== usual.row?.[column]) return `another ${column} is stored`
  return null
}

/** How a webhook comes again: with the token it had, with another, with none. */
type Token = 'same' | 'other' | 'none'

/** Sends every webhook several times, at once and later on; each has to get the answer of the first. */
function stuttering(
  urls: readonly string[],
  random: Random,
  report: Report,
): NonNullable<PhoneOptions['fetch']> {
  const before: { url: string; init: RequestInit; answer: string }[] = []
  // Drawn before anything is sent: what comes first on the way is no matter of the seed.
  const draws = random.some(12, () => ({
    copies: random.some(random.whole(1, 3), () => ({
      to: random.pick(urls),
      token: random.pick<Token>(['same', 'other', 'none']),
    })),
    late: random.onceIn(3) ? { to: random.pick(urls), which: random.next() } : null,
  }))
  return async (url, init) => {
    const { copies, late } = draws[before.length % draws.length]!
    const answers = await Promise.all(
      copies.map(async ({ to, token }, index) =>
        answered(to, url, withToken(init, index === 0 ? 'same' : token)),
      ),
    )
    const [first] = answers as [Answered]
    for (const { status, body } of answers) {
      if (status >= 500) report.fault(`a webhook is answered with ${status}`, pathOf(url))
      if (body !== first.body)
        report.fault('two of the same webhook at once get different answers', pathOf(url))
    }
    if (late && before.length > 0) {
      const again = before[Math.floor(late.which * before.length)]!
      const { body } = await answered(late.to, again.url, withToken(again.init, 'none'))
      if (body !== again.answer)
        report.fault('a webhook that comes again later gets another answer', pathOf(again.url))
    }
    before.push({ url, init, answer: first.body })
    return new Response(first.body || null, { status: first.status, headers: first.headers })
  }
}

interface Answered {
  status: number
  headers: Headers
  body: string
}

async function answered(to: string, url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(to + pathOf(url), init)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

function withToken(init: RequestInit, token: Token): RequestInit {
  const headers = new Headers(init.headers)
  if (token === 'none') headers.delete('i-twilio-idempotency-token')
  if (token === 'other') headers.set('i-twilio-idempotency-token', crypto.randomUUID())
  return { ...init, headers }
}

/** The Phone: the owner is the caller, beside a chart of what the concierge makes of it. */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { DIAL_OUTCOMES } from '../../../machines/call.ts'
import { answerProblem, invalid, Problem } from '../api/problem.ts'
import { readPhoneNumber } from '../../settings/phone-number.ts'
import type { SimulatedCall } from './simulated-call.ts'
import { acts, type Act, type SimulatedPhone } from './simulated-phone.ts'

export interface PhoneCallsDependencies {
  simulatedPhone: SimulatedPhone
  /** Of numbers that are written without one. */
  defaultCountry: string
}

/** Calls are played under `/phone/calls`; the page itself is in `phone-page.ts`. */
export function createPhoneCalls(deps: PhoneCallsDependencies): Hono {
  const app = new Hono()
  const phone = deps.simulatedPhone

  /** Or what carriers send instead of one. */
  const number = z
    .string()
    .trim()
    .transform((written, ctx) => {
      if (written === 'anonymous') return written
      const known = readPhoneNumber(written, deps.defaultCountry)
      if (known) return known
      ctx.addIssue({ code: 'custom', message: 'give a phone number, like +14155550123' })
      return z.NEVER
    })
  const caller = z.object({
    from: number,
    to: number.optional(),
    attestation: z.enum(['a', 'b', 'c', 'failed', 'none']).optional(),
    line: z.enum(['gather', 'relay']).optional(),
  })
  const seconds = z.int().min(0).max(14_400)

  app.use(bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.text('That is too much\n', 413) }))
  app.post('/phone/calls', async (c) =>
    c.json(toJson(await phone.ring(await read(c, caller))), 201),
  )
  app.get('/phone/calls/:sid', async (c) => c.json(toJson(await phone.find(c.req.param('sid')))))

  const heardWords = z.int().min(0).max(2_000)
  doing(
    'say',
    z.object({
      text: z.string().trim().min(1).max(8_000),
      heard_words: heardWords.optional(),
    }),
    (body) => acts.say(body.text, body.heard_words),
  )
  doing('cut-in', z.object({ heard_words: heardWords }), (body) => acts.cutIn(body.heard_words))
  doing('silence', z.object({}), () => acts.silence())
  doing(
    'dial',
    z.object({ outcome: z.enum(DIAL_OUTCOMES), seconds: seconds.optional() }),
    ({ outcome, seconds: talked = 30 }) => acts.dial(outcome, talked),
  )
  doing(
    'owner',
    z.discriminatedUnion('deed', [
      z.object({ deed: z.enum(['answer', 'voicemail', 'wait', 'hang up']) }),
      z.object({ deed: z.literal('press'), key: z.string().regex(/^[0-9*#]$/, 'give one key') }),
    ]),
    (body) => acts.owner(body.deed, 'key' in body ? body.key : ''),
  )
  doing('hang-up', z.object({ talked_seconds: seconds.optional() }), (body) =>
    acts.hangUp(body.talked_seconds),
  )

  function doing<Body>(name: string, schema: z.ZodType<Body>, actOf: (body: Body) => Act): void {
    app.post(`/phone/calls/:sid/${name}`, async (c) => {
      const act = actOf(await read(c, schema))
      return c.json(toJson(await phone.goOn(c.req.param('sid'), act)))
    })
  }

  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error)
    throw error
  })
  return app
}

async function read<Body>(c: Context, schema: z.ZodType<Body>): Promise<Body> {
  const body: unknown = await c.req.json().catch(() => {
    throw new Problem(400, 'The body is not JSON')
  })
  const result = schema.safeParse(body)
  if (!result.success) throw invalid('json', result.error)
  return result.data
}

/** As the page is told of it. */
export type PhoneCallJson = ReturnType<typeof toJson>

function toJson({ call, steps, context, line, waits, owner }: SimulatedCall) {
  const { id: _id, caller_id: caller, contact_name: contactName, turns, ...rest } = call
  return {
    ...rest,
    caller,
    contact_name: contactName,
    turns: turns.map(({ call_id: _callId, ...turn }) => turn),
    line,
    waits_for: call.end_time === null ? waits : null,
    owner: call.end_time === null && owner ? { ...owner, twiml: undefined } : null,
    state: steps.findLast(({ state }) => state !== null)?.state ?? null,
    verdict: context?.verdict ?? null,
    context,
    steps,
  }
}

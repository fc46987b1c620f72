/** What the page of the simulation cannot do by itself: TwiML, a real verdict, a file. None of it is kept. */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Flow } from '../../../machines/flows.ts'
import { ASK_OWNER, MESSAGES_FROM, NOTICES, WHISPERS, type Limits } from '../../../machines/call.ts'
import { MoveError, readMoves, type Move } from '../../../machines/simulation/move.ts'
import { simulate } from '../../../machines/simulation/simulate.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { spokenWords } from '../../../prompts/speech/spoken-line.ts'
import { answerProblem, invalid, Problem } from '../api/problem.ts'
import type { Answer } from '../../calls/incoming.ts'
import type { Screener } from '../../calls/ports.ts'
import { writeCallFile } from '../../replay/call-file.ts'
import { createPseudonyms } from '../../replay/pseudonyms.ts'
import { pseudonymousCall } from '../../replay/pseudonymous-call.ts'
import { recordMoves, UnplayableMovesError } from '../../replay/record-moves.ts'

export interface SimulateRequestsDependencies {
  flows: readonly Flow[]
  language: string
  ownerName: string
  /** The answer as TwiML. */
  render(answer: Answer): string
  /** The screener of this server, where the page asks for a real verdict. */
  screen: Screener
}

const bound = z.int().min(0).max(20)
const played = z.object({
  flow: z.string(),
  limits: z.object({
    maxTurns: bound,
    noSpeechRetries: bound,
    messages: z.enum(MESSAGES_FROM).exactOptional(),
    whisper: z.enum(WHISPERS).exactOptional(),
    askOwner: z.enum(ASK_OWNER).exactOptional(),
    ownerSeconds: z.int().min(0).max(120).exactOptional(),
    language: z.string().max(35).exactOptional(),
    offers: z.array(z.string().max(35)).max(10).exactOptional(),
    notice: z.enum(NOTICES).exactOptional(),
    emergencyNumber: z.string().max(15).exactOptional(),
  }),
  moves: z.unknown(),
})
const heard = z.object({
  callSid: z.string().max(128),
  said: z
    .array(z.object({ speaker: z.enum(['caller', 'concierge']), text: z.string().max(4_000) }))
    .min(1)
    .max(50),
  withheld: z.boolean(),
  attestation: z.enum(['a', 'b', 'c', 'failed', 'none']),
  language: z.string().max(35).exactOptional(),
})

/** A model that does not answer is no reason to wait for ever. */
const PATIENCE_MS = 20_000

export function createSimulateRequests(deps: SimulateRequestsDependencies): Hono {
  const app = new Hono()
  const speech = speechIn(deps.language, deps.ownerName)
  app.use(
    '/simulate/*',
    bodyLimit({ maxSize: 512 * 1024, onError: (c) => c.text('That is too much\n', 413) }),
  )

  app.post('/simulate/twiml', async (c) => {
    const { flow, limits, moves } = await readPlayed(c)
    const { steps } = simulate(flow, limits, moves)
    const { state, cue, context } = steps.at(-1)!
    if (!cue) throw new Problem(409, `The flow has nothing to say in ${state}`)
    const { callSid = '', from = '', called = '' } = context.arrival ?? {}
    const body = deps.render({
      cue,
      words: spokenWords(cue, speech, context.language),
      language: context.language ?? null,
      languageHeard: context.languageHeard === true,
      revision: moves.length,
      call: { call_sid: callSid, caller_id: from, called },
    })
    return c.json({ state, twiml: body })
  })

  app.post('/simulate/verdict', async (c) => {
    const asked = await read(c, heard)
    return c.json(await deps.screen(asked, AbortSignal.timeout(PATIENCE_MS)))
  })

  app.post('/simulate/file', async (c) => {
    const { flow, limits, moves } = await readPlayed(c)
    const call = pseudonymousCall(recordMoves(flow, limits, moves), createPseudonyms({}), {
      keepWords: true,
    })
    return c.body(writeCallFile(call), 200, { 'content-type': 'application/json' })
  })

  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error)
    if (error instanceof MoveError) return answerProblem(c, new Problem(422, error.message))
    if (error instanceof UnplayableMovesError)
      return answerProblem(c, new Problem(409, error.message))
    throw error
  })
  return app

  async function readPlayed(c: Context): Promise<{ flow: Flow; limits: Limits; moves: Move[] }> {
    const { flow: id, limits, moves } = await read(c, played)
    const flow = deps.flows.findLast((known) => known.id === id)
    if (!flow) throw new Problem(404, `There is no flow ${id}`)
    return { flow, limits, moves: readMoves(moves) }
  }
}

async function read<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const given = schema.safeParse(await c.req.json().catch(() => null))
  if (!given.success) throw invalid('json', given.error)
  return given.data
}

/** What the owner decides about a caller on the line, over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import { OWNER_CHOICES, type OwnerChoice } from '../../../machines/call.ts'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import type { Database } from '../../../storage/database.ts'
import { findConversation } from '../../../storage/review/conversations.ts'
import { MOST_OWNER_WORDS, type Deciding } from '../../calls/decide.ts'
import { standingInWords } from '../../words/standing-words.ts'
import type { ToldCall } from '../../words/call-words.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { conversationJson, conversationSchema, type Labels } from './conversation-schema.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

export interface DecisionDependencies {
  database: Database
  deciding: Deciding
  houses: Labels & Pick<Houses, 'rollOf'>
}

type Written = 'put_through' | 'take_a_message' | 'call_back' | 'turn_away' | 'block' | 'say'

const WRITTEN = OWNER_CHOICES.map((choice) => choice.replaceAll(' ', '_')) as [
  Written,
  ...Written[],
]

const decisionSchema = z
  .object({
    choice: z.enum(WRITTEN, `choose one of ${WRITTEN.join(', ')}`).openapi({
      description:
        '`put_through` rings you; `take_a_message` asks the caller for one; `call_back` tells them that you will, and ' +
        'ends the call; `turn_away` ends it; `block` does too, and turns every later call of the number away; `say` has `words` said to the caller',
    }),
    words: z
      .string()
      .trim()
      .min(1, 'give what is to be said')
      .max(MOST_OWNER_WORDS)
      .optional()
      .openapi({ description: 'Only with `say`, which needs them' }),
  })
  .strict()
  .refine(({ choice, words }) => (choice === 'say') === (words !== undefined), {
    message: 'are for the choice say, which needs them',
    path: ['words'],
  })
  .openapi('Decision')

export const choicesSchema = z
  .object({
    choices: z.array(z.enum(WRITTEN)).openapi({ description: 'Empty where the call is over' }),
    asked: z.boolean().openapi({ description: 'Whether the caller waits for the answer' }),
    standing: z.string().openapi({ example: 'The caller waits for your answer.' }),
  })
  .openapi('Choices')

const tags = ['Conversations']
const path = '/conversations/{call_sid}/decision'
const params = z.object({
  call_sid: z
    .string()
    .regex(new RegExp(`^${CALL_ID_PATTERN}$`), "give a call's id, as the list of calls has it")
    .openapi({ example: 'CA0123456789abcdef0123456789abcdef' }),
})

export function createDecision(deps: DecisionDependencies): Routes {
  const app = createRoutes()
  for (const route of [look, decide]) route(app, deps)
  return app
}

function look(app: Routes, { deciding }: DecisionDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path,
      operationId: 'readDecision',
      tags,
      summary: 'What may be decided about a call now',
      request: { params },
      responses: {
        200: { description: 'The choices', content: json(choicesSchema) },
        ...problems(404, 422, 500),
      },
    }),
    async (c) => {
      const { call_sid: callSid } = c.req.valid('param')
      const found = await deciding.find(callSid)
      if (!found) throw unknownCall(callSid)
      const { call, state, possible } = found
      const choices = possible.map((choice) => choice.replaceAll(' ', '_') as Written)
      const standing = standingInWords(call as unknown as ToldCall, state)
      return c.json({ choices, asked: state.startsWith('askingOwner.'), standing }, 200)
    },
  )
}

function decide(app: Routes, { database, deciding, houses }: DecisionDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path,
      operationId: 'decide',
      tags,
      summary: 'Decides about a caller on the line, whether the owner was asked or not',
      request: { params, body: { required: true, content: json(decisionSchema) } },
      responses: {
        200: {
          description: 'The call; the caller hears of it next',
          content: json(conversationSchema),
        },
        ...problems(400, 404, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { call_sid: callSid } = c.req.valid('param')
      const { choice, words } = c.req.valid('json')
      const { how, standing } = await deciding.decide({
        callSid,
        choice: choice.replaceAll('_', ' ') as OwnerChoice,
        ...(words !== undefined && { words }),
        token: crypto.randomUUID(),
        requestId: c.get('requestId'),
      })
      const call = standing && (await findConversation(database.queries, houses.rollOf, callSid))
      if (!call) throw unknownCall(callSid)
      if (how === 'not now')
        throw new Problem(
          409,
          standingInWords(standing.call as unknown as ToldCall, standing.state),
        )
      return c.json(conversationJson(call, houses), 200)
    },
  )
}

function unknownCall(callSid: string): Problem {
  return new Problem(404, `No call ${callSid} is known: see GET /conversations`)
}

/** A call turn by turn: what happened, its way through the flow, the cue, the TwiML, what the model was asked. */
import { findFlow, type Flow } from '../../../machines/flows.ts'
import type { Limits } from '../../../machines/call.ts'
import type { ScreeningInput } from '../../../machines/ports.ts'
import { conversation, localTime, systemPrompt } from '../../../prompts/concierge.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { findAnswers } from '../../../storage/calls/answers.ts'
import { findConversation, findJournal } from '../../../storage/review/conversations.ts'
import type { Database } from '../../../storage/database.ts'
import { findLoggedCall } from '../../../storage/review/logged-calls.ts'
import type { CallRow, JournalRow } from '../../../storage/schema.ts'
import { recordedCall } from '../../replay/logged-call.ts'
import { flowToday, replayCall } from '../../replay/replay-call.ts'
import type { ReplayedTurn } from '../../replay/replayed-turn.ts'
import type { Houses } from '../../settings/houses/house.ts'
import type { Calendar } from '../../basics/calendar.ts'
import { isOf } from '../../replay/flow-counts.ts'
import type { Answer } from '../../calls/incoming.ts'

export interface CallStepsDependencies {
  database: Database
  /** Every flow that a call can have run. */
  flows: readonly Flow[]
  houses: Pick<Houses, 'of' | 'rollOf'>
  limits: Limits
  language: string
  ownerName: string
  /** Of the owner. */
  calendar: Calendar
  /** The answer as TwiML. */
  render(answer: Answer): string
}

export type CallSteps = NonNullable<Awaited<ReturnType<ReturnType<typeof createCallSteps>>>>

/** Gives the steps in JSON; null where no call is known by that id. */
export function createCallSteps(deps: CallStepsDependencies) {
  const { queries } = deps.database
  const speech = speechIn(deps.language, deps.ownerName)

  return async function stepsOf(callSid: string) {
    const logged = await findLoggedCall(queries, callSid)
    const call = logged && (await findConversation(queries, deps.houses.rollOf, callSid))
    if (!call) return null
    const flow = flowOf(logged, deps.flows)
    if (!flow) return { result: 'unknown flow' as const, differences: [], steps: [] }
    const recorded = recordedCall(logged)
    const { result, differences, turns } = replayCall({
      flow,
      call: recorded,
      limits: deps.limits,
      speech,
    })
    const webhooks = webhookOfEach(await findJournal(queries, logged.id))
    const answers = await findAnswers(queries, logged.id)
    const sent = new Map(answers.map(({ webhook, body }) => [webhook, body]))
    return {
      result,
      differences,
      limits: recorded.limits ?? deps.limits,
      steps: turns.map((turn, index) => ({
        ...inJson(turn),
        // Another one stands in while the database is away.
        flow: turn.rest?.ranBy?.flow ?? flow.id,
        begins: turn.rest?.ranBy?.begins ?? false,
        // The chart beside it is of the call's own flow.
        ...(!isOf(flow, turn) && { states: [], path: [] }),
        model: modelIn(turn),
        twiml: twimlOf(turn, index, call, sent.get(webhooks(turn.seq) ?? '')),
      })),
    }
  }

  /** As it was sent; after a day it is forgotten, and made once more. */
  function twimlOf(
    { cue, words, context }: ReplayedTurn,
    index: number,
    call: Pick<CallRow, 'call_sid' | 'caller_id' | 'called'>,
    sent: string | undefined,
  ) {
    if (sent !== undefined) return { body: sent, as_sent: true }
    const { language = null, languageHeard = false } = context
    const answer = { cue, words, language, languageHeard, revision: index + 1, call }
    return { body: deps.render(answer), as_sent: false }
  }

  function modelIn({ questions, at }: ReplayedTurn) {
    const asked = questions.find(({ port }) => port === 'screen')
    if (!asked) return null
    const moment = { localTime: localTime(new Date(at), deps.calendar.timeZone), fence: 'CODE' }
    const input = asked.input as ScreeningInput
    return {
      system: systemPrompt({
        ownerName: input.owner ?? deps.ownerName,
        language: input.language ?? deps.language,
      }),
      messages: conversation(input, moment),
      answer: asked.answer?.payload ?? null,
    }
  }
}

/** The version that the call ran, or what has become of it. */
export function flowOf(
  { flow, flow_version: version }: Pick<CallRow, 'flow' | 'flow_version'>,
  flows: readonly Flow[],
): Flow | undefined {
  return findFlow(flow, version, flows) ?? flowToday({ flow }, flows)
}

function inJson(turn: ReplayedTurn) {
  const { at, seq, events, moves, states, path, state, cue, words, decision, context } = turn
  return {
    at,
    seq,
    events,
    moves,
    states,
    path,
    state,
    cue: { say: cue.say, next: cue.next },
    words,
    decision,
    context: {
      asked: context.asked,
      silences: context.silences,
      holds: context.holds,
      transfer_status: context.transferStatus,
    },
  }
}

/** Which webhook a turn has answered: that of its last event. */
function webhookOfEach(journal: Pick<JournalRow, 'seq' | 'webhook'>[]) {
  const brought = journal.filter(({ webhook }) => webhook !== null)
  return (lastSeq: number) => brought.findLast(({ seq }) => seq <= lastSeq)?.webhook
}

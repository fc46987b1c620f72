/** The calls kept in this folder, played by the phone: they end as they were written down, on whatever line. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CallEvent } from '../../machines/call.ts'
import type { Contact } from '../../machines/contact.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { readCallFile } from '../../server/replay/call-file.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import { createConcierge, OUR_NUMBER } from '../support/concierge.ts'

interface PortAnswer {
  port: string
  output: unknown
}

const FILES = globSync('tests/calls/*.json').sort()

test('there are some', () => expect(FILES.length).toBeGreaterThan(10))

describe.each(FILES.map((file) => ({ name: basename(file, '.json'), file })))(
  '$name',
  ({ file }) => {
    const script = readCallFile(readFileSync(file, 'utf8'), file)
    const events = script.journal
      .filter(({ kind }) => kind === 'event')
      .map(({ payload }) => payload as CallEvent)
    const answers = script.journal
      .filter(({ kind }) => kind === 'answer' || kind === 'fault')
      .map(({ payload }) => payload as PortAnswer)

    test('ends as it did', async () => {
      const concierge = await createConcierge({
        settings: { MAX_TURNS: '3', NO_SPEECH_RETRIES: '2', WHISPER: 'none', MESSAGES: 'none' },
        contacts: answers.flatMap(({ port, output }) =>
          port === 'lookUpContact' && output ? [output as Contact] : [],
        ),
        screener: screenerOf(answers, events),
        patienceMs: 50,
      })
      const caller = await ring(concierge.phone, events[0]!, answers)
      for (const event of events.slice(1)) await play(caller, event)
      const call = await concierge.call(caller.callSid)
      expect(call).toMatchObject({
        final_decision: script.decision,
        transfer_status: script.transferStatus,
      })
      expect(call.end_time).not.toBeNull()
      expect(caller.failures).toEqual([])
      expect(await words(concierge, caller.callSid)).toEqual(
        events.flatMap((event) => (event.type === 'caller.spoke' ? [`caller: ${event.text}`] : [])),
      )
      // What it was played over.
      const isStranger = events.some(({ type }) => type.startsWith('caller.'))
      const isStreamed = caller.exchanges.some(({ twiml }) => twiml.includes('<ConversationRelay'))
      expect(isStreamed).toBe(isStranger && lineUnderTest() === 'relay')
    })
  },
)

/** Answers as it did; where the caller had to wait, the first question of each is never answered. */
function screenerOf(answers: PortAnswer[], events: CallEvent[]) {
  const held = events.filter(({ type }) => type === 'hold.ended').length
  const steps = answers.filter(({ port }) => port === 'screen')
  let asked = 0
  return async () => {
    if (asked++ < held) return new Promise<never>(() => {})
    const { output } = steps[asked - 1 - held]!
    if (!output) throw new Error('The screener fails')
    return output as Verdict
  }
}

function ring(
  phone: Awaited<ReturnType<typeof createConcierge>>['phone'],
  arrived: CallEvent,
  answers: PortAnswer[],
): Promise<PhoneCall> {
  const { from, attestation } = arrived as CallEvent & { type: 'call.arrived' }
  const comesBack = answers.some(({ port, output }) => port === 'findOpenDial' && output === true)
  return phone.ring({
    from: comesBack ? OUR_NUMBER : from,
    to: OUR_NUMBER,
    ...(attestation === 'failed' && { stirVerstat: 'TN-Validation-Failed' }),
  })
}

async function play(caller: PhoneCall, event: CallEvent): Promise<void> {
  if (event.type === 'caller.spoke') await caller.say(event.text)
  if (event.type === 'caller.silent') await caller.silence()
  if (event.type === 'dial.ended' && event.outcome !== 'canceled')
    await caller.dialEnds(event.outcome)
  // A dial that is cancelled ends with its caller.
  if (event.type === 'call.ended') await caller.hangUp()
}

async function words(
  { conversation }: Awaited<ReturnType<typeof createConcierge>>,
  callSid: string,
): Promise<string[]> {
  return (await conversation(callSid)).filter((line) => line.startsWith('caller: '))
}

/** The calls kept in this folder, played by the phone: they end as they were written down, on whatever line. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CallEvent } from '../../machines/call.ts'
import type { Contact } from '../../machines/contact.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { readCallFile } from '../../server/replay/call-file.ts'
import type { RecordedCall } from '../../server/replay/recorded-call.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import { createConcierge, KEY, OUR_NUMBER, type TestConcierge } from '../support/concierge.ts'

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
        settings: settingsOf(script),
        contacts: answers.flatMap(({ port, output }) =>
          port === 'lookUpContact' && output ? [output as Contact] : [],
        ),
        screener: screenerOf(answers, events),
        patienceMs: 50,
      })
      const caller = await ring(concierge.phone, events[0]!, answers)
      for (const event of events.slice(1)) await play(concierge, caller, event)
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

/** As it was; settings that it does not name are older than they. */
function settingsOf({ flow, limits }: RecordedCall): Record<string, string> {
  const { maxTurns, noSpeechRetries, messages, whisper, askOwner, ownerSeconds } = limits!
  return {
    FLOW: flow,
    MAX_TURNS: String(maxTurns),
    NO_SPEECH_RETRIES: String(noSpeechRetries),
    MESSAGES: messages ?? 'none',
    WHISPER: whisper ?? 'none',
    ASK_OWNER: askOwner ?? 'never',
    OWNER_SECONDS: String(ownerSeconds ?? 45),
  }
}

async function play(concierge: TestConcierge, caller: PhoneCall, event: CallEvent): Promise<void> {
  switch (event.type) {
    case 'caller.spoke':
      return caller.say(event.text)
    case 'caller.interrupted':
      return caller.cutsIn(event.heard.split(' ').filter(Boolean).length)
    case 'caller.silent':
      return caller.silence()
    case 'owner.decided':
      return decide(concierge, caller, event)
    // Who decides at a moment when nobody speaks is heard with the caller's silence; over a socket at once.
    case 'answer.lost':
      return lineUnderTest() === 'gather' ? caller.silence() : undefined
    case 'owner.answered':
      return caller.ownerAnswers()
    case 'owner.accepted':
      return caller.ownerPresses('1')
    case 'owner.declined':
      return caller.ownerPresses(event.wish === 'message' ? '3' : '2')
    case 'dial.ended': {
      // A dial that is cancelled ends with its caller, one that is declined with its key.
      if (event.outcome === 'canceled' || caller.state !== 'dialing') return
      return caller.owner?.state === 'asked' ? caller.ownerWaits() : caller.dialEnds(event.outcome)
    }
    case 'call.ended':
      return caller.hangUp()
    default:
  }
}

async function decide(
  { app }: TestConcierge,
  caller: PhoneCall,
  { choice, words: said }: CallEvent & { type: 'owner.decided' },
): Promise<void> {
  const answer = await app.request(`/conversations/${caller.callSid}/decision`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ choice: choice.replaceAll(' ', '_'), ...(said && { words: said }) }),
  })
  expect(answer.status).toBe(200)
  if (lineUnderTest() === 'gather') return
  if (choice === 'say') await expect.poll(() => caller.heard).toContain(said)
  else await caller.leavesSocket()
}

async function words(
  { conversation }: Awaited<ReturnType<typeof createConcierge>>,
  callSid: string,
): Promise<string[]> {
  return (await conversation(callSid)).filter((line) => line.startsWith('caller: '))
}

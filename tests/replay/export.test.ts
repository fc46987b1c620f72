import { describe, expect, test } from 'vitest'
import type { CallEvent } from '../../machines/call.ts'
import { readCallFile, writeCallFile } from '../../server/replay/call-file.ts'
import { pseudonymousCall, UnknownPortError } from '../../server/replay/pseudonymous-call.ts'
import { createPseudonyms } from '../../server/replay/pseudonyms.ts'
import type { RecordedCall } from '../../server/replay/recorded-call.ts'
import { createConcierge, STRANGER, verdict } from '../support/concierge.ts'
import { byWord, recorded, replayed } from './recorded.ts'

const AUNT = { phoneNumber: '+14155550188', name: 'Aunt Petronella', category: 'family' }
const WORDS = 'this is Petra about the fire, ring 415-555-0177 or (415) 555 0188'

async function exported(from: string, keepWords: boolean) {
  const concierge = await createConcierge({
    contacts: [AUNT],
    screener: (input, signal) =>
      input.said.at(-1)!.text.includes('crash')
        ? Promise.reject(new TypeError(`cannot read ${WORDS}`))
        : byWord(input, signal),
  })
  const caller = await concierge.phone.ring({ from, forwardedFrom: '+14155550166' })
  if (from !== AUNT.phoneNumber) await caller.say(from === STRANGER ? WORDS : 'crash')
  if (caller.state === 'dialing') await caller.dialEnds('completed')
  const call = await recorded(concierge, caller.callSid)
  const pseudonyms = createPseudonyms({ Petra: 'the owner' })
  const text = writeCallFile(pseudonymousCall(call, pseudonyms, { keepWords }))
  return { call, text, read: readCallFile(text, 'call.json') }
}

describe('an exported call', () => {
  test.each([
    STRANGER,
    AUNT.phoneNumber,
    'anonymous',
    // ANONYMOUS on a keypad, which looks like a number.
    '+266696687',
    'sip:petra@example.com',
    'Petra <4155550177>',
    'Petra',
  ])('of %s replays as the call itself does, and names nobody', async (from) => {
    for (const keepWords of [false, true]) {
      const { call, text, read } = await exported(from, keepWords)
      expect(replayed(call).result).toBe('identical')
      expect(replayed(read).result).toBe('identical')
      expect(read.journal).toHaveLength(call.journal.length)
      const personal = [call.callSid, from, 'Petra', 'petra', '0177', '0188', '0166']
      const told = personal.filter((one) => one !== 'anonymous' && text.includes(one))
      expect(told).toEqual([])
      expect(arrivalOf(read).withheld).toBe(arrivalOf(call).withheld)
      expect(arrivalOf(read).caller === null).toBe(arrivalOf(call).caller === null)
      expect(text).not.toContain(call.startTime.slice(0, 10))
    }
  })

  test('has its words only where they are wanted, and then without names and numbers', async () => {
    const without = await exported(STRANGER, false)
    expect(without.text).not.toContain('fire')
    expect(without.text).not.toContain('putting you through')
    expect(without.read.hasWords).toBe(false)
    const kept = await exported(STRANGER, true)
    expect(spokenIn(kept.read)).toMatch(
      /^this is the owner about the fire, ring \+1\d{3}55501\d\d or \+1\d{3}55501\d\d$/,
    )
    expect(kept.text).toContain('I am putting you through.')
  })

  test('keeps apart who was apart, and one who was one', async () => {
    const { read } = await exported(STRANGER, false)
    const { from, caller, called, forwardedFrom, callSid } = arrivalOf(read)
    expect(caller).toBe(from)
    expect(new Set([from, called, forwardedFrom]).size).toBe(3)
    expect(callSid).toBe(read.callSid)
  })

  test('says of a contact no more than that he is one, and of a caller without a number not his name', async () => {
    for (const keepWords of [false, true]) {
      expect((await exported(AUNT.phoneNumber, keepWords)).text).not.toMatch(/family|Petronella/)
      const { read } = await exported('Petronella Owens', keepWords)
      expect(arrivalOf(read)).toMatchObject({ from: 'anonymous', caller: null, withheld: true })
    }
  })

  test('leaves out whatever a journal has that is not known to be harmless', async () => {
    const { call } = await exported(STRANGER, true)
    const odd: RecordedCall = {
      ...call,
      journal: [
        ...call.journal,
        {
          seq: 90,
          at: call.startTime,
          kind: 'answer',
          payload: { port: 'findOpenDial', output: WORDS },
        },
        {
          seq: 91,
          at: call.startTime,
          kind: 'answer',
          payload: { port: 'screen', output: { ...verdict('ask', 'Go on?'), note: WORDS } },
        },
        {
          seq: 92,
          at: call.startTime,
          kind: 'event',
          payload: { type: 'call.ended', note: WORDS },
        },
        { seq: 93, at: call.startTime, kind: 'fault', payload: { port: 'screen', error: WORDS } },
        {
          seq: 94,
          at: call.startTime,
          kind: 'rest',
          payload: {
            state: 'parted',
            note: WORDS,
            cue: { say: [WORDS], next: 'hang up', note: WORDS },
            decision: null,
            ranBy: { flow: 'concierge', version: '1', note: WORDS },
          },
        },
        { seq: 95, at: call.startTime, kind: 'remark', payload: { note: WORDS } },
      ],
    }
    const text = writeCallFile(pseudonymousCall(odd, createPseudonyms(), { keepWords: false }))
    expect(text).not.toContain('ring')
  })

  test.each(['oracle', 'constructor'])(
    'is refused where it has an answer of a port that we do not know: %s',
    async (port) => {
      const { call } = await exported(STRANGER, true)
      const answer = { seq: 90, at: call.startTime, kind: 'answer', payload: { port, output: 1 } }
      const odd = { ...call, journal: [...call.journal, answer] }
      const wish = { keepWords: false }
      expect(() => pseudonymousCall(odd, createPseudonyms(), wish)).toThrow(UnknownPortError)
      expect(() => pseudonymousCall(odd, createPseudonyms(), wish)).toThrow(`the port '${port}'`)
    },
  )
})

test.each([
  ['{', 'no JSON'],
  ['[]', 'no call that can be replayed'],
  ['{"format": "voice-concierge call", "version": 2}', 'version'],
])('a file with %j is refused with a reason', (text, reason) => {
  expect(() => readCallFile(text, 'call.json')).toThrow(reason)
})

function arrivalOf({ journal }: RecordedCall) {
  return journal[0]!.payload as CallEvent & { type: 'call.arrived' }
}

function spokenIn({ journal }: RecordedCall): string {
  const spoke = journal.find(
    ({ payload }) => (payload as { type?: string }).type === 'caller.spoke',
  )
  return (spoke!.payload as { text: string }).text
}

import { describe, expect, it } from 'vitest'
import { CALL_KINDS } from '../../machines/verdict.ts'
import {
  createVerdictReader,
  UnreadableAnswerError,
} from '../../server/screening/verdict-reader.ts'

type Outcome = { decision: string; kind: string; reply: string } | { unreadable: string }

/** What is made of an answer that arrives in these pieces, and what was known after each. */
function read(...pieces: string[]) {
  const reader = createVerdictReader()
  const known = pieces.map((piece) => {
    reader.push(piece)
    return reader.decision
  })
  let outcome: Outcome
  try {
    outcome = reader.finish()
  } catch (error) {
    if (!(error instanceof UnreadableAnswerError)) throw error
    outcome = { unreadable: error.reason }
  }
  return { known, outcome }
}

function verdictOn(answer: string): Outcome {
  return read(answer).outcome
}

const verdict = (decision: string, kind: string, reply: string) => ({ decision, kind, reply })

/** Every shape of answer, with the verdict on it. */
const ANSWERS: [string, Outcome][] = [
  ['{TRANSFER:medical} One moment.', verdict('transfer', 'medical', 'One moment.')],
  ['{END CALL:sales} No, thank you.', verdict('end', 'sales', 'No, thank you.')],
  ['{ASK} What has happened?', verdict('ask', 'other', 'What has happened?')],
  ['{TRANSFER}', verdict('transfer', 'other', '')],
  ['{END CALL:scam} ', verdict('end', 'scam', '')],
  // Lower case, blanks, underscores, other spellings of a kind.
  ['{transfer: Family}One moment.', verdict('transfer', 'family', 'One moment.')],
  ['  \n{ TRANSFER : medical }\n\nOne moment.', verdict('transfer', 'medical', 'One moment.')],
  ['{end_call|wrong-number} Goodbye.', verdict('end', 'wrong_number', 'Goodbye.')],
  ['{End Call: wrong number} Goodbye.', verdict('end', 'wrong_number', 'Goodbye.')],
  ['{ASK other} Who is it?', verdict('ask', 'other', 'Who is it?')],
  ['{TRANSFER:plumber} One moment.', verdict('transfer', 'other', 'One moment.')],
  ['{TRANSFER:notary} One moment.', verdict('transfer', 'other', 'One moment.')],
  // Marks around it.
  ['**{TRANSFER:family}** One moment.', verdict('transfer', 'family', 'One moment.')],
  ['`{ASK}` Why?', verdict('ask', 'other', 'Why?')],
  ['{**TRANSFER**:friend} Wait.', verdict('transfer', 'friend', 'Wait.')],
  ['{{TRANSFER:friend}} Wait.', verdict('transfer', 'friend', 'Wait.')],
  ['｛TRANSFER:medical｝好的，请稍等。', verdict('transfer', 'medical', '好的，请稍等。')],
  ['"{TRANSFER} One moment."', verdict('transfer', 'other', 'One moment.')],
  ['- {ASK:business}\n- What is it?', verdict('ask', 'business', 'What is it?')],
  ['Answer: {TRANSFER} is it', verdict('transfer', 'other', 'is it')],
  // Elsewhere.
  [
    'Of course. {TRANSFER:family} One moment.',
    verdict('transfer', 'family', 'Of course. One moment.'),
  ],
  [
    'I am putting you through now {TRANSFER}',
    verdict('transfer', 'other', 'I am putting you through now'),
  ],
  [
    'sure thing {transfer} putting you on',
    verdict('transfer', 'other', 'sure thing putting you on'),
  ],
  ['Please text instead. {END CALL:friend}', verdict('end', 'friend', 'Please text instead.')],
  // Talked about, not given.
  ['I cannot use {TRANSFER} for that.', { unreadable: 'unreadable' }],
  ['You want me to say {TRANSFER}', { unreadable: 'unreadable' }],
  ['Well. {TRANSFER} is for emergencies.', { unreadable: 'unreadable' }],
  ['Would you like a {TRANSFER}?', { unreadable: 'unreadable' }],
  ["I won't {TRANSFER} you.", { unreadable: 'unreadable' }],
  ['He said "{TRANSFER}" to me.', { unreadable: 'unreadable' }],
  ['我不能使用{TRANSFER}。', { unreadable: 'unreadable' }],
  // Two that contradict.
  ['{TRANSFER} Connecting. {END CALL} Goodbye.', verdict('end', 'other', 'Goodbye.')],
  ['{ASK:other} Why? {TRANSFER:family} Wait.', verdict('ask', 'other', 'Why?')],
  ['{TRANSFER} Connecting. {ASK}', verdict('ask', 'other', '')],
  ['{END CALL} Goodbye. {ASK} Why?', verdict('end', 'other', 'Goodbye.')],
  ['{TRANSFER|END CALL|ASK:kind} Hm.', verdict('end', 'other', 'Hm.')],
  ['{TRANSFER_OR_ASK} Hm.', verdict('ask', 'other', 'Hm.')],
  ['{TRANSFER or ASK} Hm.', verdict('ask', 'other', 'Hm.')],
  ['{TRANSFER: no} Hm.', verdict('end', 'other', 'Hm.')],
  ['[ASK] Why? {TRANSFER} Wait.', verdict('ask', 'other', 'Why?')],
  // The same one twice.
  ['{ASK} Why? {ASK} When?', verdict('ask', 'other', 'Why? When?')],
  // Without braces.
  ['[TRANSFER:family] Wait.', verdict('transfer', 'family', 'Wait.')],
  ['<ask> Why?', verdict('ask', 'other', 'Why?')],
  ['(End call:sales) Goodbye.', verdict('end', 'sales', 'Goodbye.')],
  ['END CALL: Goodbye.', verdict('end', 'other', 'Goodbye.')],
  ['**ASK:business**\nWhy?', verdict('ask', 'business', 'Why?')],
  ['ASK', verdict('ask', 'other', '')],
  ['TRANSFER: I am putting you through.', { unreadable: 'unreadable' }],
  ['(transfer) Wait.', { unreadable: 'unreadable' }],
  ['(TRANSFER) Wait.', { unreadable: 'unreadable' }],
  ['Ask me again?', verdict('ask', 'other', 'Ask me again?')],
  // Never closed.
  ['{TRANSFER', { unreadable: 'unreadable' }],
  ['{TRANSFER:medical I am putting you through', { unreadable: 'unreadable' }],
  ['{END CALL:sales Goodbye.', verdict('end', 'sales', 'Goodbye.')],
  ['{ASK What is it?', verdict('ask', 'other', 'What is it?')],
  // None at all.
  ['What is it about?', verdict('ask', 'other', 'What is it about?')],
  ['您有什么事？', verdict('ask', 'other', '您有什么事？')],
  ['Please send a text message.', verdict('end', 'other', 'Please send a text message.')],
  ['I am putting you through now.', verdict('end', 'other', '')],
  ['{END CALL} I cannot put you through.', verdict('end', 'other', 'I cannot put you through.')],
  ["{END CALL} Sure, I'll connect you.", verdict('end', 'other', '')],
  // Refusals.
  ["I'm sorry, I can't help with that.", { unreadable: 'refused' }],
  ['I’m sorry, but I can’t assist with that request.', { unreadable: 'refused' }],
  ['As an AI language model, I have no opinion. Anything else?', { unreadable: 'refused' }],
  ['Lo siento, no puedo ayudar con eso.', { unreadable: 'refused' }],
  ['很抱歉，我无法协助。', { unreadable: 'refused' }],
  // Nothing, or nothing for people.
  ['', { unreadable: 'empty' }],
  [' \n\t ', { unreadable: 'empty' }],
  ['<think>Is it {TRANSFER}?</think>', { unreadable: 'empty' }],
  ['{name} is out.', { unreadable: 'unreadable' }],
  ['42 …', { unreadable: 'unreadable' }],
  ['{"command":"TRANSFER","reply":"Wait."}', { unreadable: 'unreadable' }],
  ['```json\n{"decision":"transfer"} ok\n```', { unreadable: 'unreadable' }],
  ['<!DOCTYPE html><title>Log in?</title>', { unreadable: 'unreadable' }],
  // Thinking aloud.
  ['<think>{TRANSFER}? No.</think>\n{END CALL:scam} Goodbye.', verdict('end', 'scam', 'Goodbye.')],
  ['<think>{ASK}? No.</think>{TRANSFER} Wait.', verdict('transfer', 'other', 'Wait.')],
  ['It is urgent.\n</think>\n{TRANSFER:medical} Wait.', verdict('transfer', 'medical', 'Wait.')],
  ['{TRANSFER} it is.</think> Wait.', { unreadable: 'unreadable' }],
  ['{ASK}? No.</think>{TRANSFER} Wait.', verdict('ask', 'other', '')],
]

describe('the verdict in an answer', () => {
  it.each(ANSWERS)('%j', (answer, expected) => {
    expect(verdictOn(answer)).toEqual(expected)
  })

  it.each(ANSWERS)('is the same however %j is cut into pieces', (answer, expected) => {
    for (let at = 0; at <= answer.length; at++) {
      expect(read(answer.slice(0, at), answer.slice(at)).outcome).toEqual(expected)
    }
    expect(read(...answer.split('')).outcome).toEqual(expected)
  })

  it.each(CALL_KINDS)('knows calls of the kind %s', (kind) => {
    expect(verdictOn(`{END CALL:${kind}} Bye.`)).toMatchObject({ kind })
  })

  it('names what is wrong with an answer that is none', () => {
    const reader = createVerdictReader()
    expect(() => reader.finish()).toThrow(UnreadableAnswerError)
    expect(() => reader.finish()).toThrow("The model's answer is empty")
  })

  it('is not looked for in an answer without end', () => {
    const reader = createVerdictReader()
    reader.push('{TRANSFER} Wait. ')
    // Of this thread alone, whatever else the machine does.
    const before = process.threadCpuUsage()
    for (let i = 0; i < 10_000; i++) reader.push('{TRANSFER} Wait. '.repeat(100))
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000)
    expect(() => reader.finish()).toThrow('unreadable')
  })
})

describe('a decision that still arrives', () => {
  it('is known with the token that carries it', () => {
    expect(read('{', 'TRANS', 'FER', ':', 'medical', '}', ' One').known).toEqual([
      null,
      null,
      'transfer',
      'transfer',
      'transfer',
      'transfer',
      'transfer',
    ])
    expect(read('{', 'END', ' CALL', '}').known).toEqual([null, 'end', 'end', 'end'])
    expect(read('{', 'ASK', '}').known).toEqual([null, 'ask', 'ask'])
  })

  it('falls as soon as another contradicts it', () => {
    expect(read('{TRANSFER}', ' Wait.', ' {', 'END').known).toEqual([
      'transfer',
      'transfer',
      'transfer',
      'end',
    ])
  })

  it('waits where more words decide whether a command is meant', () => {
    expect(read('Well. {TRANSFER}', ' i', 's', ' for others.').known).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(read('Well. {TRANSFER}', ' Wait', '.').known).toEqual([null, null, 'transfer'])
  })

  it('is not taken from the middle of a thought', () => {
    expect(read('<think>', '{TRANSFER}', '</think>', '{ASK}').known).toEqual([
      null,
      null,
      null,
      'ask',
    ])
  })

  it.each(ANSWERS)('never rises to a transfer: %j', (answer, expected) => {
    const { known } = read(...answer.split(''))
    const settled = known.filter((decision) => decision !== null && decision !== 'transfer')
    expect(new Set(settled).size).toBeLessThan(2)
    for (const decision of settled) expect(expected).toMatchObject({ decision })
  })

  it('never rises to a transfer in answers made of scraps either', () => {
    const scraps =
      '{ } TRANS FER {TRANSFER} {TRANSFER {END CALL} {ASK ASK ASK: END CALL :medical no or IS is . ? , [ ] ( < </think> \n * hm Ok'
        .split(' ')
        .flatMap((scrap) => [scrap, ' '])
    const random = seeded(7)
    const transfers: string[] = []
    for (let round = 0; round < 5_000; round++) {
      const pieces = Array.from({ length: 14 }, () => scraps[random(scraps.length)]!)
      const { known, outcome } = read(...pieces)
      expect({ pieces, outcome: verdictOn(pieces.join('')) }).toEqual({ pieces, outcome })
      const settled = known.find((decision) => decision !== null && decision !== 'transfer')
      const decision = 'decision' in outcome ? outcome.decision : null
      expect({ pieces, decision }).toEqual({ pieces, decision: settled ?? decision })
      expect('reply' in outcome ? outcome.reply : '').not.toMatch(/[{}[\]()<>*]/)
      if (decision === 'transfer') transfers.push(pieces.join(''))
    }
    // Or the scraps prove nothing.
    expect(transfers.length).toBeGreaterThan(100)
    for (const answer of transfers) expect(answer).not.toMatch(/\{[\s*]*(?:ASK|END)/)
  })
})

/** The same numbers in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { CALL_KINDS } from '../../machines/verdict.ts'
import { commandsIn, decisive } from '../../server/screening/commands.ts'
import {
  createVerdictReader,
  UnreadableAnswerError,
} from '../../server/screening/verdict-reader.ts'

function decisionOn(...pieces: string[]): string {
  const reader = createVerdictReader()
  for (const piece of pieces) reader.push(piece)
  try {
    return reader.finish().decision
  } catch (error) {
    if (!(error instanceof UnreadableAnswerError)) throw error
    return error.reason
  }
}

/** Each of them has put people through, or is a sister of one that has. */
const NOT_SURELY = [
  '{TRANSFERRED}',
  '{TRANSFERRED} One moment.',
  '{TRANSFERS} One moment.',
  '{transferring} One moment.',
  '{TRANSFERENCE:medical} One moment.',
  '{TRANſFER} One moment.',
  '{TRANSFER\u200bRED} One moment.',
  '{TRANSFER if urgent} One moment.',
  '{TRANSFER later}',
  '{TRANSFER?} One moment.',
  '{TRANSFER: if urgent} One moment.',
  '{TRANSFER: impossible} One moment.',
  '{TRANSFER: nicht möglich} One moment.',
  '{TRANSFER is not possible}',
  '{TRANSFER the caller?}',
  '{TRANSFER} is not possible',
  '{TRANSFER} is not possible.',
  '{TRANSFER} IS NOT POSSIBLE',
  '{TRANSFER}? No.',
  '{TRANSFER} ? No.',
  '{TRANSFER}…?',
  '{TRANSFER}？不。',
  '{TRANSFER}. No.',
  '{TRANSFER} No.',
  '{TRANSFER} Nope, sorry.',
  '{TRANSFER} never',
  '{TRANSFER}: false',
  '{TRANSFER} denied',
  '{TRANSFER} - refused.',
  '{TRANSFER} would be wrong here.',
  '{TRANSFER} is for emergencies only.',
  '{TRANSFER} is what the caller wants me to say.',
  '{TRANSFER} only if somebody is hurt.',
  '{TRANSFER} or not?',
  '{TRANSFER} I will not put you through.',
  "{TRANSFER} I won't do that.",
  '{TRANSFER} I wont do that.',
  '{TRANSFER} I’m unable to do that.',
  '{TRANSFER} Sorry, I cannot connect you.',
  '{TRANSFER:medical} One moment. On second thought, no.',
  '{TRANSFER:medical} One moment. Just kidding.',
  '{TRANSFER} Do not transfer.',
  '{TRANSFER} Shall I put you through?',
  '{TRANSFER} Please send a text message. Goodbye.',
  '{TRANSFER} Goodbye.',
  '{TRANSFER} ❌',
  '~~{TRANSFER}~~ One moment.',
  '≠{TRANSFER}',
  '!{TRANSFER}',
  'NOT {TRANSFER}',
  'not{TRANSFER}',
  'No {TRANSFER}',
  'No. {TRANSFER}',
  'I will not {TRANSFER}',
  'I will not {TRANSFER} you.',
  'I refuse to {TRANSFER}',
  'I could {TRANSFER} you.',
  'If it were urgent: {TRANSFER}',
  'Maybe {TRANSFER}',
  'This is not urgent. {TRANSFER}',
  'I cannot put you through. {TRANSFER}',
  'The caller asks for a {TRANSFER}',
  'The command `{TRANSFER}`',
  'They typed `{TRANSFER}`',
  '"{TRANSFER}" is what the caller said.',
  '"{TRANSFER}" No.',
  '«{TRANSFER}»',
  '({TRANSFER})',
  '{"command":"{TRANSFER}"}',
  '["{TRANSFER}"]',
  '<!-- {TRANSFER} --> Hello.',
  'Hm. <think>{TRANSFER}',
  '<reflection>{TRANSFER}</reflection>',
  '<scratchpad>{TRANSFER} One moment.',
  'Thinking: is it {TRANSFER}? I do not know.',
  'Hello.\nCaller: {TRANSFER}',
  '{TRANSFER} or {END CALL}',
  '{TRANSFER} {END}',
  '{TRANSFER} {end}',
  '{TRANSFER} {TRANSFER} is not possible',
  '{TRANSFER} One moment. {TRANSFER}? No.',
  '{TRANSFER} END CALL',
  '{TRANSFER} ASK',
  '{TRANSFER} → {ASK}',
  '{TRANSFER',
  '{TRANSFER} ist nicht möglich.',
  '{TRANSFER} nicht möglich',
  '{TRANSFER}? Nein.',
  '{TRANSFER} Leider kann ich Sie nicht verbinden.',
  '{TRANSFER} Ich verbinde Sie nicht.',
  '{TRANSFER} wäre falsch, das ist kein Notfall.',
  'Ich werde nicht {TRANSFER}',
  "{TRANSFER} n'est pas possible.",
  '{TRANSFER} est impossible.',
  '{TRANSFER}? Non.',
  '{TRANSFER} Je ne vous passe pas.',
  'Je ne peux pas {TRANSFER}',
  '{TRANSFER} no es posible.',
  '{TRANSFER} es imposible.',
  '{TRANSFER}? No, lo siento.',
  '{TRANSFER} No puedo comunicarle.',
  'No voy a {TRANSFER}',
  '{TRANSFER} não é possível.',
  '{TRANSFER}不可能。',
  '{TRANSFER}ED',
  '{TRANSFER}s are for emergencies',
  'x{TRANSFER}',
  'Nein: {TRANSFER}',
  'Ignore: {TRANSFER}',
  'Translation: {TRANSFER}',
  'The user typed {TRANSFER}',
  '`code: {TRANSFER}`',
  'e.g. {TRANSFER}',
  '(thinking) {TRANSFER}',
  '*thinks: {TRANSFER}*',
  '{TRANSFER} requires urgency',
  '{TRANSFER} failed',
  '{TRANSFER}: pending',
  '{TRANSFER} This is a scam.',
  '{TRANSFER} Just a test.',
  '{TRANSFER} Have a nice day.',
  '{TRANSFER} Wait, actually, I changed my mind.',
  '{DO NOT TRANSFER}',
  '{TRANSFER_NOT}',
  '[TRANSFERRED] One moment.',
  '[TRANSFER] is not possible.',
  '[TRANSFER]? No.',
  '<TRANSFER> No.',
  '[TRANSFER: no] Hm.',
  '{TRANSFER} '.repeat(30),
]

/** What models say to callers whom they put through. */
const SURELY = [
  '{TRANSFER} One moment',
  '{TRANSFER} One moment.',
  '{TRANSFER}One moment.',
  '{transfer} one moment please',
  '{TRANSFER}',
  '{TRANSFER}\n',
  '{TRANSFER}, one moment.',
  '{TRANSFER}: One moment.',
  '{TRANSFER} - one moment.',
  '{TRANSFER}…',
  '{TRANSFER:medical} I am putting you through now. Please call 911 as well.',
  "{TRANSFER:medical} I'm putting you through; don't hang up.",
  "{TRANSFER:medical} Please don't hang up, I'm connecting you.",
  "{TRANSFER:emergency} Don't move him. Connecting you now.",
  '{TRANSFER:emergency} You are not alone. I am putting you through now.',
  '{TRANSFER:emergency} Connecting. If nobody answers, call 112.',
  "{TRANSFER:emergency} I'm connecting you. If she is not breathing, call 911 too.",
  '{TRANSFER:family} No problem, one moment.',
  '{TRANSFER:family} No worries, I will put you through without delay.',
  '{TRANSFER:family} Stay on the line, please. Can you hear me?',
  '{TRANSFER:family} Is everybody safe? I am putting you through.',
  '{TRANSFER:family} And now I am putting you through.',
  '{TRANSFER:family} For your safety, call 112 too. Connecting you.',
  '{TRANSFER:family} To be quick: I am putting you through.',
  '{TRANSFER:family} Ich verbinde Sie, bitte nicht auflegen.',
  '{TRANSFER:family} Keine Sorge, ich verbinde Sie sofort.',
  '{TRANSFER:family} Bitte legen Sie nicht auf, ich verbinde Sie.',
  '{TRANSFER:family} Ich stelle Sie durch. Rufen Sie auch die 112.',
  '{TRANSFER:family} Ne quittez pas, je vous passe tout de suite.',
  '{TRANSFER:family} Ne raccrochez surtout pas. Je vous mets en relation.',
  '{TRANSFER:family} Je vous passe. Appelez aussi le 112.',
  '{TRANSFER:family} No cuelgue, le comunico ahora.',
  '{TRANSFER:family} No se preocupe, le paso enseguida.',
  '{TRANSFER:family} Le comunico ahora mismo. Llame también al 112.',
  '{TRANSFER:medical}请不要挂断，我马上为您接通。',
  '{TRANSFER:medical}そのままお待ちください。切らないでください。',
  '{TRANSFER:medical, family} One moment.',
  '{TRANSFER:medical/emergency} One moment.',
  '{TRANSFER|medical} One moment.',
  '{TRANSFER medical} One moment.',
  '{TRANSFER - medical} One moment.',
  '{TRANSFER CALL:medical} One moment.',
  '{TRANSFER:plumber} One moment.',
  '**{TRANSFER:medical}** One moment.',
  '`{TRANSFER:medical}` One moment.',
  '```\n{TRANSFER:medical} One moment.\n```',
  '1. {TRANSFER:medical} One moment.',
  '"{TRANSFER:medical} One moment."',
  'Answer: {TRANSFER:medical} One moment.',
  '**Response:** {TRANSFER:medical} One moment.',
  '[TRANSFER:medical] One moment.',
  'This is not a sales call. {TRANSFER:medical} One moment.',
  'Of course. {TRANSFER:medical} One moment.',
  'My decision: {TRANSFER:medical} One moment.',
  '{TRANSFER:medical} I know this is not easy. I am putting you through.',
  '{TRANSFER:emergency} That is not a problem, I am connecting you.',
  "{TRANSFER:family} I'd be glad to put you through.",
  '{TRANSFER:emergency} Please leave the building without your things. Connecting.',
  '{TRANSFER:emergency} If the line drops, call back at once. I am putting you through.',
  '{TRANSFER:medical} Please hold the line while I put you through.',
  '<think>A scam? No, not {END CALL}? no matter. Not urgent? It is.</think>\nSure. {TRANSFER:medical} Wait.'.replace(
    '{END CALL}',
    'one',
  ),
  '<think>{TRANSFER}? No, wait. Yes.</think>{TRANSFER:medical} One moment.',
  '{TRANSFER:medical} One moment. {TRANSFER:medical} I am putting you through.',
]

describe('whatever is not surely a transfer is not one', () => {
  it.each(NOT_SURELY)('%j', (answer) => {
    expect(decisionOn(answer)).not.toBe('transfer')
    expect(decisionOn(...Array.from(answer))).not.toBe('transfer')
    expect(decisionOn(`  ${answer.toLowerCase()}`)).not.toBe('transfer')
  })

  test('so nothing that takes one back does so in vain, whatever stands around it', () => {
    const command = fc.constantFrom('{TRANSFER}', '{TRANSFER:medical}', '**{transfer}**')
    const filling = fc.constantFrom('One moment.', 'I am putting you through.', 'Sure.', '', '\n')
    const denial = fc.constantFrom(
      'No.',
      'I will not put you through.',
      'That is not possible.',
      'This is denied.',
      'Nein.',
      'Non.',
      'Nunca.',
      'I would never.',
      '{END}',
      '{ASK}',
      '{END CALL} Goodbye.',
      'END CALL',
      'Do not connect them.',
    )
    fc.assert(
      fc.property(command, fc.array(filling, { maxLength: 4 }), denial, filling, (...said) => {
        const [given, before, denied, after] = said
        const answer = [given, ...before, denied, after].join(' ')
        expect(decisionOn(answer)).not.toBe('transfer')
      }),
    )
  })

  test('and a word that only begins as a transfer does is none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u), (tail) => {
        expect(decisionOn(`{TRANSFER${tail}} One moment.`)).not.toBe('transfer')
      }),
    )
  })
})

describe('a caller in need is put through', () => {
  it.each(SURELY)('%j', (answer) => {
    expect(decisionOn(answer)).toBe('transfer')
    expect(decisionOn(...Array.from(answer))).toBe('transfer')
  })

  test('however it is marked, whatever its kind and in whatever pieces it comes', () => {
    const kind = fc.option(fc.constantFrom(...CALL_KINDS))
    const shape = fc.constantFrom('{}', '**{}**', '`{}`', '{{}}', '｛｝', '[]')
    const reply = fc.constantFrom('One moment.', 'I am putting you through.', 'Ich verbinde Sie.')
    const name = fc.constantFrom('TRANSFER', 'transfer', 'Transfer', ' TRANSFER ')
    fc.assert(
      fc.property(kind, shape, reply, name, fc.nat(40), (kindOf, marks, words, written, cut) => {
        const middle = marks.length / 2
        const inside = `${written}${kindOf ? `:${kindOf}` : ''}`
        const answer = `${marks.slice(0, middle)}${inside}${marks.slice(middle)} ${words}`
        expect(decisionOn(answer.slice(0, cut), answer.slice(cut))).toBe('transfer')
      }),
    )
  })
})

describe('an answer is read', () => {
  test('to a verdict or to none, whatever it is, and never to a transfer out of nothing', () => {
    const scrap = fc.constantFrom(
      ...'{ } TRANSFER {TRANSFER} {END CALL} {ASK} ASK [ ] ( ) < > </think> <think> no not ? . : ` " \\ \n'.split(
        ' ',
      ),
      ' ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(scrap, fc.string({ unit: 'binary' }))), (pieces) => {
        const answer = pieces.join('')
        const decision = decisionOn(...pieces)
        expect(decision).toBe(decisionOn(answer))
        if (decision !== 'transfer') return
        expect(answer).toMatch(/[{｛[<][\s*_`{｛]*transfer[^\p{L}]/iu)
        expect(answer).not.toMatch(/\{\s*(?:END|ASK)/)
        expect(decisive(commandsIn(answer, true))?.isSure).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  // What was looked at twice as often for an answer twice as long took five seconds for one of these.
  const scraps =
    '{|[|(|<|｛|{{TRANSFER}} |{TRANSFER|{TRANSFER}|{ASK|{END}|</think>|<think>|\\| |\n|a|a.|a-|_|*a |"|[[a](|![](|' +
    "<!--|`|no |don't |if you |{TRANSFER} no. |caller:\n|😀|\u200b"
  test.each(scraps.split('|'))('in the time of one that is none, of many %j', (scrap) => {
    const answer = scrap.repeat(2_000).slice(0, 2_000)
    const spent = cpuMs(() => decisionOn(...Array.from(answer)))
    // Ten times what the worst of them takes, a twentieth of what it took.
    expect(spent).toBeLessThan(250)
    expect(cpuMs(() => commandsIn(scrap.repeat(20_000), true))).toBeLessThan(1_000)
  })
})

/** Of this thread alone, the least of three: what is compiled or collected meanwhile is no part of it. */
function cpuMs(task: () => unknown): number {
  const spent = [1, 2, 3].map(() => {
    const before = process.threadCpuUsage()
    task()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.min(...spent)
}

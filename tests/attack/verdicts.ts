/** A model's answers that are no order to put somebody through, in every spelling. */
import type { ReadVerdict } from '../../server/screening/verdict-reader.ts'
import {
  createVerdictReader,
  UnreadableAnswerError,
} from '../../server/screening/verdict-reader.ts'
import type { Attack } from './attack.ts'
import type { Random } from './random.ts'

/** Between two looks at the clock. */
const AT_ONCE = 500

export const verdicts: Attack = {
  name: 'verdicts',
  promise:
    'an answer of a model puts nobody through unless it gives the command and takes nothing of it back',
  share: 2,
  async run(budget, random, report) {
    while (!budget.isSpent()) {
      for (let one = 0; one < AT_ONCE; one++) {
        const answer = drawAnswer(random)
        const verdict = readIn(answer, random)
        if (verdict?.decision === 'transfer')
          report.fault(`it puts through what is ${answer.kind}`, JSON.stringify(answer.text))
        const order = drawOrder(random)
        if (readIn(order, random)?.decision !== 'transfer')
          report.fault(`it does not put through: ${order.kind}`, JSON.stringify(order.text))
      }
      report.tried(AT_ONCE * 2)
    }
  },
}

interface Answer {
  kind: string
  text: string
}

function readIn({ text }: Answer, random: Random): ReadVerdict | null {
  const reader = createVerdictReader()
  try {
    for (let at = 0; at < text.length;) {
      const to = at + random.whole(1, 12)
      reader.push(text.slice(at, to))
      at = to
    }
    return reader.finish()
  } catch (error) {
    if (error instanceof UnreadableAnswerError) return null
    throw error
  }
}

const KINDS = ['', ':family', ':medical', ': emergency', ' : other']
const POLITE = [
  '',
  ' I am putting you through.',
  '\nOne moment.',
  ' Thank you for telling me. Please hold.',
]

function drawOrder(random: Random): Answer {
  return {
    kind: 'the command as it was asked for',
    text: `{TRANSFER${random.pick(KINDS)}}${random.pick(POLITE)}`,
  }
}

const LETTERS = ['RED', 'S', 'RING', 'ABLE', '_CALL_NOT', 'ENCE', 'RAL', 'ED:family']
const TAKEN_BACK = [
  ' is not possible',
  '? No.',
  '? No',
  ' is not what I may do here.',
  ' cannot be done.',
  ' would be wrong.',
  ' was not given',
  ': not allowed',
  ' denied',
  '? I do not think so.',
  ' {END CALL} Goodbye.',
  ' {ASK} What has happened?',
  '\n{END CALL:sales} Goodbye.',
  '? Never.',
  ' will not happen',
  ' is refused.',
  ' isn’t possible',
  " isn't for you",
  '! Just kidding, no.',
  ' — no.',
  '... no, goodbye.',
  ' (not really)',
  ' / {END CALL}',
  ', or rather not.',
]
const DENIED = [
  'I cannot use {TRANSFER} for that.',
  'No {TRANSFER} here.',
  'You said {TRANSFER}, which I do not obey.',
  'The word "{TRANSFER}" does nothing.',
  'I will not {TRANSFER} you.',
  'Never {TRANSFER}.',
  'Do not say {TRANSFER}.',
  'There is no {TRANSFER}.',
  'Instead of {TRANSFER}: send a text message.',
]
const DICTATED = [
  'TRANSFER',
  'TRANSFER: family',
  '(TRANSFER)',
  '(transfer: family) Putting you through',
  '*TRANSFER*',
  'transfer',
  '{ TRANS FER }',
  '{T.R.A.N.S.F.E.R}',
  '{{',
  '{TRANSFER',
  '{TRANSFER:fam',
  '[TRANSFER',
  '<TRANSFER',
  '{TRANSFER|END CALL|ASK}',
  '{TRANSFER or END CALL}',
  '{TRANSFER: no}',
  '{TRANSFER_NOT}',
  '{NO TRANSFER}',
  '{NOTRANSFER}',
]

function drawAnswer(random: Random): Answer {
  const kind = random.pick(KINDS)
  return random.pick<() => Answer>([
    () => {
      const longer = `{TRANSFER${random.pick(LETTERS)}}`
      return { kind: `a longer word, ${longer}`, text: longer + random.pick(POLITE) }
    },
    () => {
      const behind = random.pick(TAKEN_BACK)
      return { kind: `taken back by "${behind}"`, text: `{TRANSFER${kind}}${behind}` }
    },
    () => {
      const text = random.pick(DENIED)
      return { kind: `denied, as in "${text}"`, text }
    },
    () => {
      const text = random.pick(DICTATED)
      return { kind: `dictated, or half of one: "${text}"`, text }
    },
    () => ({
      kind: 'thought only',
      text: `<think>{TRANSFER${kind}} maybe</think> {END CALL} Goodbye.`,
    }),
    () => ({ kind: 'thought without an end', text: `<think>They ask for {TRANSFER${kind}}` }),
    () => ({
      kind: 'another command before it',
      text: `{${random.pick(['END CALL', 'ASK'])}} Goodbye. {TRANSFER${kind}}`,
    }),
  ])()
}

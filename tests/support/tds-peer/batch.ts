/** A batch as it says: its statements one after another, or not, in the part of Transact-SQL that we use. */
import type { Answer, Question } from './listen.ts'
import type { Statement } from './requests.ts'

export interface Run {
  /** What was answered to each statement that was run, in order. */
  answers: { question: Question; answer: Answer }[]
  /** Whether the transaction that it began is still open. */
  isOpen: boolean
}

const CONDITION = /^if @@rowcount = (\d+)\s+begin\s+/

/** Stops at the first answer that is no result. */
export async function runBatch(
  { sql, ...rest }: Statement,
  ask: (question: Question) => Promise<Answer>,
): Promise<Run> {
  const run: Run = { answers: [], isOpen: false }
  /** Of the blocks that it is in, whether each is run. */
  const blocks: boolean[] = []
  let rowCount = 0

  for (let text of partsOf(sql)) {
    const [head, expected] = CONDITION.exec(text) ?? []
    if (head !== undefined) {
      blocks.push(!blocks.includes(false) && rowCount === Number(expected))
      text = text.slice(head.length)
    }
    if (text === 'end') {
      if (blocks.pop() === undefined) throw new Error(`There is no block to end in ${sql}`)
      continue
    }
    if (blocks.includes(false)) continue
    const question = questionOf(text, rest)
    const answer = await ask(question)
    run.answers.push({ question, answer })
    if (typeof answer !== 'object' || 'errors' in answer) return run
    if (question.what === 'begin') run.isOpen = true
    if (question.what === 'commit' || question.what === 'rollback') run.isOpen = false
    rowCount = 'changed' in answer ? answer.changed : answer.rows.length
  }
  if (blocks.length > 0) throw new Error(`A block is not ended in ${sql}`)
  return run
}

function questionOf(text: string, rest: Omit<Statement, 'sql'>): Question {
  const [, what] = /^(begin|commit|rollback) transaction$/.exec(text) ?? []
  if (what) return { what: what as 'begin' | 'commit' | 'rollback' }
  // A word of the language that would be taken for SQLite's, or for nothing.
  if (/^(if|else|begin|while|set|print|throw)\b/.test(text))
    throw new Error(`Nobody has taught the peer to run ${text}`)
  return { what: 'statement', sql: text, ...rest }
}

/** What stands between semicolons, but for those in quotes. */
function partsOf(sql: string): string[] {
  const parts = sql.match(/(?:'[^']*'|"[^"]*"|[^;'"])+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

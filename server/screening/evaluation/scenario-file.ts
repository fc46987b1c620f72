/** Labelled calls from a JSON Lines file: ours, or other people's. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { CALL_KINDS } from '../../../machines/verdict.ts'
import type { Scenario } from './evaluation.ts'
import { ConciergeError } from '../../../storage/concierge-error.ts'

/** A line is no labelled call; the message says which and why. */
class ScenarioFileError extends ConciergeError {
  readonly code = 'SCENARIO_FILE'
  readonly disposition = 'refuse'
}

const decision = z.enum(['transfer', 'end', 'ask'], 'expected is transfer, end or ask')

const line = z
  .object({
    text: z.string().optional(),
    utterances: z.array(z.string()).min(1).optional(),
    voice: z.string().optional(),
    pair: z.string().optional(),
    language: z.string().optional(),
    expected: decision,
    kind: z.enum(CALL_KINDS).catch('other').default('other'),
    set: z.string().default(''),
  })
  .transform(({ text, utterances, ...labels }, ctx): Scenario => {
    const said = utterances ?? (text === undefined ? undefined : [text])
    if (said?.every((words) => words.trim() !== '')) return { utterances: said, ...labels }
    // Silence is not judged: the flow itself asks again.
    const message = said ? 'leave out what has no words' : 'give text or utterances'
    ctx.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** Throws `ScenarioFileError` for the first line that is none. */
export async function readScenarioFile(path: string | URL): Promise<Scenario[]> {
  // Editors on Windows put a mark before the first line.
  const lines = (await readFile(path, 'utf8')).replace(/^\ufeff/, '').split('\n')
  const scenarios = lines.flatMap((written, index) => {
    if (!written.trim()) return []
    const where = `${String(path)}, line ${index + 1}`
    const read = line.safeParse(parse(written, where))
    if (read.success) return [read.data]
    throw new ScenarioFileError(`${where}: ${reasonIn(read.error.issues[0]!)}`)
  })
  if (scenarios.length > 0) return scenarios
  throw new ScenarioFileError(`${String(path)} holds no call: give a line for each, like ${SAMPLE}`)
}

const SAMPLE = '{"text": "my house is on fire", "expected": "transfer"}'

function reasonIn({ path, message }: z.core.$ZodIssue): string {
  if (path.length === 0 && message.startsWith('Invalid input'))
    return `give an object, like ${SAMPLE}`
  return path.length === 0 || message.startsWith(String(path[0]))
    ? message
    : `${path.join('.')}: ${message}`
}

function parse(written: string, where: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    throw new ScenarioFileError(`${where}: this is no JSON: write it like ${SAMPLE}`)
  }
}

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
    expected: decision,
    kind: z.enum(CALL_KINDS).catch('other').default('other'),
    set: z.string().default(''),
  })
  .transform(({ text, utterances, ...labels }, ctx): Scenario => {
    const said = utterances ?? (text === undefined ? undefined : [text])
    if (said) return { utterances: said, ...labels }
    ctx.addIssue({ code: 'custom', message: 'give text or utterances' })
    return z.NEVER
  })

/** Throws `ScenarioFileError` for the first line that is none. */
export async function readScenarioFile(path: string | URL): Promise<Scenario[]> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.flatMap((written, index) => {
    if (!written.trim()) return []
    const where = `${String(path)}, line ${index + 1}`
    const read = line.safeParse(parse(written, where))
    if (read.success) return [read.data]
    throw new ScenarioFileError(`${where}: ${read.error.issues[0]!.message}`)
  })
}

function parse(written: string, where: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    throw new ScenarioFileError(`${where}: this is no JSON`)
  }
}

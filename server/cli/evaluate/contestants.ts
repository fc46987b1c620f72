/** Who is asked: the screener that is evaluated, and the one that it is held against. */
import type { Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { judgeNamed, SCREENERS, type Judge } from './named-screener.ts'
import { readPromptFile } from './prompt-file.ts'

export interface Contestant {
  name: string
  judge: Judge
}

/** The second is there only where one is named. Throws `UsageError`. */
export async function contestants(
  screener: string,
  against: string | undefined,
  around: Surroundings,
): Promise<[Contestant, ...Contestant[]]> {
  if (against === screener)
    throw new UsageError(`--against ${against}: give another screener than --screener, or a prompt`)
  // What cannot be used is told before anybody is asked.
  const other = against === undefined ? null : await opponent(screener, against, around)
  const one = { name: screener, judge: await judgeNamed(screener, around) }
  return other ? [one, other] : [one]
}

async function opponent(
  screener: string,
  against: string,
  around: Surroundings,
): Promise<Contestant> {
  if (SCREENERS.some((known) => known === against))
    return { name: against, judge: await judgeNamed(against, around) }
  const prompt = await readPromptFile(against)
  return { name: prompt.promptVersion, judge: await judgeNamed(screener, around, prompt) }
}

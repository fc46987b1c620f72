/** Runs attacks one after another, each with its share of the time. */
import type { Attack, Fault, Outcome, Report } from './attack.ts'
import { createRandom } from './random.ts'

export async function runAttacks(
  attacks: readonly Attack[],
  { seconds, seed, isBrief = false }: { seconds: number; seed: number; isBrief?: boolean },
  onEnd: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome[]> {
  const shares = attacks.reduce((sum, { share }) => sum + share, 0)
  const outcomes: Outcome[] = []
  for (const attack of attacks) {
    const outcome = await runAttack(attack, {
      seconds: (seconds * attack.share) / shares,
      seed,
      isBrief,
    })
    onEnd(outcome)
    outcomes.push(outcome)
  }
  return outcomes
}

/** How much longer than promised a brief run lets things take. */
const PATIENCE = 20

async function runAttack(
  attack: Attack,
  { seconds, seed, isBrief }: { seconds: number; seed: number; isBrief: boolean },
): Promise<Outcome> {
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  const faults = new Map<string, Fault>()
  let tries = 0

  const report: Report = {
    tried: (more = 1) => void (tries += more),
    fault(what, example = '') {
      const known = faults.get(what)
      if (known) known.times += 1
      else faults.set(what, { what, example, firstTry: tries + 1, times: 1 })
    },
    took(ms, most, example = '') {
      if (ms > most.ms * (isBrief ? PATIENCE : 1))
        report.fault(most.else, `${Math.round(ms)} ms ${example}`.trim())
    },
  }
  try {
    const random = createRandom(seed, attack.name)
    // However slow the machine, something is tried.
    const budget = { isSpent: () => tries > 0 && since() >= seconds, isBrief }
    await attack.run(budget, random, report)
  } catch (error) {
    // What an attack did not reckon with is a find as well.
    report.fault(`it broke the attack: ${String(error)}`)
  }
  if (tries === 0) report.fault('nothing was tried: the attack does not work any more')
  return { attack, seed, tries, seconds: since(), faults: [...faults.values()] }
}

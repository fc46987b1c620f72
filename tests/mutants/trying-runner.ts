/**
 * Runs each test once as it is, and then once more for each mutant that it came by and that no test has killed yet. All in
 * one process with the modules that are loaded: to start one for each mutant costs ten times as much.
 */
import { TestRunner } from 'vitest'
import { outcomesIn } from './outcomes.ts'

type Test = Parameters<TestRunner['onAfterRetryTask']>[0]
type File = Parameters<TestRunner['onCollectStart']>[0]
type Try = Parameters<TestRunner['onAfterRetryTask']>[1]

/** What the planted code reads and writes: packages/instrumenter/src/util/syntax-helpers.ts of stryker-js. */
interface Planted {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number
  mutantCoverage?: {
    static: Record<string, number>
    perTest: Record<string, Record<string, number>>
  }
}

interface Trying {
  /** How long the test takes as it is; null until that is known. */
  bareMs: number | null
  /** Yet to be tried, and how often the test comes by. */
  mutants: [id: string, times: number][]
  mutant: string | null
  began: number
}

const planted: Planted = ((globalThis as { __stryker__?: Planted }).__stryker__ ??= {})
const outcomes = outcomesIn(process.env.MUTANTS!)
const mostMs = Number(process.env.MUTANT_SECONDS) * 1_000

/** So that no one file takes all of it. */
const mostMsInFile = mostMs / 2

/** Before a test can put a clock of its own in its place. */
const { setTimeout, clearTimeout } = globalThis

const NEVER_ENDING = 1_000_000

export default class TryingRunner extends TestRunner {
  #trying = new WeakMap<object, Trying>()
  /** By mutant, in the file that is being run. */
  #triedInFile = new Map<string, number>()

  override onAfterRunFiles(...files: Parameters<TestRunner['onAfterRunFiles']>): void {
    super.onAfterRunFiles(...files)
    for (const id of Object.keys(planted.mutantCoverage?.static ?? {})) outcomes.loaded(id)
  }

  override onCollectStart(file: File): void {
    super.onCollectStart(file)
    this.#triedInFile = new Map()
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    await super.onBeforeRunTask(test)
    // Ended by skipping the test when nothing is left to be tried.
    test.repeats = NEVER_ENDING
    test.retry = 0
  }

  override onBeforeTryTask(test: Test, how: Try): void {
    super.onBeforeTryTask(test, how)
    planted.activeMutant = undefined
    planted.hitCount = undefined
    if (how.repeats === 0) {
      planted.currentTestId = test.id
      const began = performance.now()
      this.#trying.set(test, { bareMs: null, mutants: [], mutant: null, began })
    } else if (!this.#activateNext(this.#trying.get(test)!)) test.context.skip()
  }

  /** False where none is left. */
  #activateNext(trying: Trying): boolean {
    for (let next = trying.mutants.pop(); next; next = trying.mutants.pop()) {
      const [id, times] = next
      if (outcomes.isKilled(id) || this.#isTriedEnough(id)) continue
      trying.mutant = id
      trying.began = performance.now()
      planted.activeMutant = id
      planted.hitCount = 0
      // A loop that the mutant never lets end is ended by what was planted.
      planted.hitLimit = 1_000 + 100 * times
      return true
    }
    return false
  }

  #isTriedEnough(id: string): boolean {
    return (this.#triedInFile.get(id) ?? 0) > mostMsInFile || outcomes.triedFor(id) > mostMs
  }

  async runTask(test: Test): Promise<void> {
    const run = TestRunner.getTestFn(test)
    const { bareMs } = this.#trying.get(test)!
    if (bareMs === null) return run()
    const { promise: tooLate, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error('It hangs')), 3 * bareMs + 5_000)
    try {
      await Promise.race([run(), tooLate])
    } finally {
      clearTimeout(timer)
    }
  }

  override async onAfterRetryTask(test: Test, how: Try): Promise<void> {
    await super.onAfterRetryTask(test, how)
    const trying = this.#trying.get(test)
    const result = test.result!
    if (!trying || result.state === 'skip') return
    const ms = performance.now() - trying.began
    const hasFailed = result.state === 'fail'
    if (how.repeats === 0) {
      trying.bareMs = ms
      planted.currentTestId = undefined
      if (hasFailed) console.error(`Fails without a mutant: ${test.fullName}`)
      else trying.mutants = this.#reachedBy(test)
    } else if (trying.mutant !== null) {
      outcomes.tried(trying.mutant, ms)
      this.#triedInFile.set(trying.mutant, (this.#triedInFile.get(trying.mutant) ?? 0) + ms)
      if (hasFailed)
        outcomes.killed(trying.mutant, `${test.fullName}: ${result.errors?.[0]?.message}`)
    }
    planted.activeMutant = undefined
    // Thousands of tries are not kept.
    delete result.errors
    result.attempts = []
  }

  #reachedBy({ id: test }: Test): Trying['mutants'] {
    const times = planted.mutantCoverage?.perTest[test] ?? {}
    for (const id of Object.keys(times)) outcomes.reached(id)
    // By chance, so that two workers do not try the same one.
    return Object.entries(times)
      .map((one) => ({ one, at: Math.random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ one }) => one)
  }
}

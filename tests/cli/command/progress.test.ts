import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startProgress } from '../../../server/cli/command/progress.ts'
import { severalAtOnce } from '../../../server/cli/command/several-at-once.ts'
import { createTerminal } from '../../support/command.ts'

/** Work that never waits. */
function compute(ms: number): void {
  const began = performance.now()
  while (performance.now() - began < ms);
}

describe('progress', () => {
  test('is drawn on a terminal, also where the work never waits, and taken away', async () => {
    const { around, errors, screen } = createTerminal()
    {
      using progress = await startProgress(around, 'calls', 20)
      for (let done = 0; done < 20; done++) {
        compute(20)
        await progress.advance()
      }
      // Without waiting for it.
      expect(errors.all).toMatch(/ calls \d+\/20/)
    }
    // Erased from the first column on, and the cursor is shown again.
    expect(errors.raw.endsWith('\u001b[1G\u001b[J\u001b[?25h')).toBe(true)
    expect(screen.raw).toBe('')
  })

  test('is nothing where nobody watches', async () => {
    const { around, errors, screen } = createTerminal()
    around.errors.isTTY = false
    const results = await severalAtOnce([1, 2], async (n) => n, {
      concurrency: 2,
      name: 'calls',
      around,
    })
    await delay(200)
    expect(results).toEqual([1, 2])
    expect([errors.raw, screen.raw]).toEqual(['', ''])
  })
})

test('several at once: so many and no more, with results in the order of the things', async () => {
  const { around } = createTerminal()
  around.errors.isTTY = false
  let [busy, most] = [0, 0]
  const work = async (ms: number) => {
    most = Math.max(most, ++busy)
    await delay(ms)
    busy--
    return ms
  }
  const pace = { concurrency: 3, name: 'things', around }
  expect(await severalAtOnce([30, 1, 20, 2, 10], work, pace)).toEqual([30, 1, 20, 2, 10])
  expect(most).toBe(3)
})

/** What holds of a call holds on every line that it may come by: the same tests, over each. */
import { afterAll, beforeAll } from 'vitest'

let current: 'gather' | 'relay' = 'gather'

/** The line that a concierge of a test has, unless its settings say another. */
export function lineUnderTest(): 'gather' | 'relay' {
  return current
}

/** Declares tests that run over a socket. */
export async function overRelay(declare: () => unknown): Promise<void> {
  beforeAll(() => {
    current = 'relay'
  })
  afterAll(() => {
    current = 'gather'
  })
  current = 'relay'
  try {
    await declare()
  } finally {
    current = 'gather'
  }
}

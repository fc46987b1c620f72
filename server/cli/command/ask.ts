/** Questions to a person at a terminal: an answer, or null where they would rather not. */
import * as prompts from '@clack/prompts'
import type { Surroundings } from './surroundings.ts'

type Asking = Pick<prompts.CommonOptions, 'input' | 'output' | 'signal'>

export interface Ask {
  /** Puts one question of @clack/prompts. */
  put<T>(question: (asking: Asking) => Promise<T | typeof prompts.CANCEL_SYMBOL>): Promise<T | null>
  /** Ctrl-D, or a terminal that is gone: nobody will answer any more. */
  readonly hasLeft: boolean
  close(): void
}

/**
 * Prompts know Esc and Ctrl-C, but wait forever for an input that has ended: on Ctrl-D readline
 * closes under them without a word.
 */
export function createAsk({ input, output }: Surroundings): Ask {
  let current = new AbortController()
  let hasLeft = false
  const leave = () => {
    hasLeft = true
    current.abort()
  }
  const onKey = (_: string | undefined, key: { name?: string; ctrl?: boolean } | undefined) => {
    if (key?.ctrl && key.name === 'd') leave()
  }
  input.on('keypress', onKey)
  input.once('end', leave)
  return {
    async put(question) {
      if (hasLeft) return null
      current = new AbortController()
      const answer = await question({ input, output, signal: current.signal })
      return prompts.isCancel(answer) ? null : answer
    },
    get hasLeft() {
      return hasLeft
    },
    close() {
      input.off('keypress', onKey)
      input.off('end', leave)
    },
  }
}

/** A bar on the terminal that shows how far something is; nothing where nobody watches. */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { Surroundings } from './surroundings.ts'

export interface Progress extends Disposable {
  /** So many more are done. Now and then the bar is drawn meanwhile, and Ctrl-C is heard. */
  advance(count?: number): Promise<void>
}

/** What a shell takes for "interrupted": https://tldp.org/LDP/abs/html/exitcodes.html */
const INTERRUPTED = 130

/** Work that never waits, such as that of rules, would keep the event loop to itself. */
const ROUND_MS = 50

const UNWATCHED: Progress = { advance: async () => {}, [Symbol.dispose]: () => {} }

/** Goes to the errors, for what is printed besides may be read by a program. */
export async function startProgress(
  { errors }: Surroundings,
  name: string,
  total: number,
): Promise<Progress> {
  // Prompts draw wherever they are told to, also into a file, and letter below letter where no size is known.
  if (!errors.isTTY || errors.columns === 0) return UNWATCHED
  const { progress } = await import('@clack/prompts')
  const onCancel = () => process.exit(INTERRUPTED)
  const bar = progress({ max: total, size: 30, output: errors, withGuide: false, onCancel })
  // On Ctrl-C prompts end the process with 0, which would say that all is well.
  const onExit = (code: number) => {
    bar.cancel('Interrupted')
    if (code === 0) process.exitCode = INTERRUPTED
  }
  process.once('exit', onExit)
  bar.start(`${name} 0/${total}`)
  let done = 0
  let round = performance.now()
  return {
    async advance(count = 1) {
      done += count
      bar.advance(count, `${name} ${done}/${total}`)
      if (performance.now() - round < ROUND_MS) return
      await nextRound()
      round = performance.now()
    },
    [Symbol.dispose]() {
      process.off('exit', onExit)
      bar.clear()
    },
  }
}

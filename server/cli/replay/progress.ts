/** A bar on the terminal that shows how far something is; nothing where nobody watches. */

export interface Progress {
  /** So many more are done. */
  advance(count?: number): void
  /** Takes the bar away. */
  end(): void
}

const WIDTH = 30
/** Drawing costs more than replaying a call. */
const REDRAWN_MS = 80

export function createProgress(name: string, total: number): Progress {
  const { stderr } = process
  let done = 0
  let drawn = 0
  if (!stderr.isTTY) return { advance() {}, end() {} }
  return {
    advance(count = 1) {
      done += count
      const now = performance.now()
      if (now - drawn < REDRAWN_MS && done < total) return
      drawn = now
      const full = Math.round(WIDTH * Math.min(1, done / Math.max(total, 1)))
      stderr.write(`\r${name} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${total}`)
    },
    end: () => void stderr.write('\r\u001b[K'),
  }
}

/** How far an import is, as a bar. */
import { startProgress, type Progress } from '../command/progress.ts'
import type { Surroundings } from '../command/surroundings.ts'
import type { ImportProgress } from './contacts-api.ts'

/** Runs the import, and draws what it tells; the bar is gone when it is over. */
export async function showingProgress<Result>(
  around: Surroundings,
  run: (onProgress: (progress: ImportProgress) => void) => Promise<Result>,
): Promise<Result> {
  let drawing: Promise<Progress> | undefined
  let drawn = 0
  try {
    return await run(({ done, total }) => {
      const more = done - drawn
      drawn = done
      drawing = (drawing ?? startProgress(around, 'Importing', total)).then(async (bar) => {
        await bar.advance(more)
        return bar
      })
    })
  } finally {
    ;(await drawing)?.[Symbol.dispose]()
  }
}

/** Writes calls into files that hold nobody's number, and nobody's words unless they are wanted. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeCallFile } from '../../replay/call-file.ts'
import { pseudonymousCall } from '../../replay/pseudonymous-call.ts'
import { createPseudonyms } from '../../replay/pseudonyms.ts'
import { replayToday, type Today } from '../../replay/replay-today.ts'
import { withFile } from '../command/files.ts'
import { UsageError } from '../command/usage-error.ts'
import type { Calls } from './calls.ts'

/** Resolves with the files; throws `UsageError` where a call cannot be exported as wished. */
export async function exportCalls(
  calls: Calls,
  wish: { path: string; keepWords: boolean; ownerName: string; today: Today },
): Promise<string[]> {
  const { path, keepWords, ownerName, today } = wish
  const isFile = path.endsWith('.json')
  if (isFile && calls.total !== 1)
    throw new UsageError(`${path} holds one call: give a folder for ${calls.total}`)
  const pseudonyms = createPseudonyms({ [ownerName]: 'the owner' })
  const written: string[] = []
  for await (const page of calls.each())
    for (const call of page) {
      const before = replayToday(call, today).result
      if (before === 'empty') continue
      const exported = pseudonymousCall(call, pseudonyms, { keepWords })
      // A flow that goes by the words themselves takes another way without them.
      if (before === 'identical' && replayToday(exported, today).result !== 'identical')
        throw new UsageError(
          `${call.callSid} goes another way ${keepWords ? 'under other names' : 'without its words: use --keep-words'}`,
        )
      const file = isFile ? path : join(path, `${exported.callSid}.json`)
      await withFile(file, 'written', async () => {
        // It may have somebody's words in it.
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await writeFile(file, writeCallFile(exported), { flag: 'wx', mode: 0o600 })
      })
      written.push(file)
    }
  return written
}

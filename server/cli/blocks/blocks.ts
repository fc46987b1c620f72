/** `npm run blocks`: who is turned away before a word is said. */
import type { z } from 'zod'
import type { blockPageSchema, blockSchema } from '../../owner/api/block-schema.ts'
import { createApiClient } from '../command/api-client.ts'
import { alignRows } from '../command/columns.ts'
import { createCommand } from '../command/command.ts'
import { onlyWith } from '../command/option-values.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { readServerAddress } from '../command/server-address.ts'
import { printJson, printLine } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { UsageError } from '../command/usage-error.ts'

type Block = z.infer<typeof blockSchema>

const HELP = `Usage: npm run blocks -- [TASK] [option]

  (nothing), list [WORDS]  all of them, newest first, or those with WORDS in number or note
  add NUMBER               turns the number away before a word is said; its caller hears a busy line
  add --prefix +1900       all that begin so
  add --country GB         all of a country
  remove ID                takes it away, by its id in the list

  --note TEXT       why, for yourself
${SERVER_HELP}

${EXIT_CODES_HELP}
A contact's number is blocked by itself only; of its prefix and a block the longer holds. See docs/rules.md.`

const FORM = 'Say list, add NUMBER, add --prefix +1900, add --country GB, or remove ID'
const PAGE = 500

export const blocks = createCommand({
  name: 'blocks',
  help: HELP,
  options: {
    prefix: { type: 'string' },
    country: { type: 'string' },
    note: { type: 'string' },
    ...SERVER_OPTIONS,
  },
  takesWords: true,
  async run({ values, words }, around) {
    const { url, json: asJson = false, prefix, country, note } = values
    const client = createApiClient(readServerAddress(url, around.env))
    const [task = 'list', ...rest] = words
    const subject = rest.join(' ')
    if (task === 'list') {
      onlyWith('list', ['json'], values)
      const found = await readAll(subject)
      if (asJson) printJson(around, { blocks: found, next_cursor: null })
      else if (found.length === 0) printLine(around, 'Nobody is blocked')
      else for (const line of alignRows(found.map(rowOf), 2)) printLine(around, line)
      return 0
    }
    const given = [subject || undefined, prefix, country].filter((one) => one !== undefined)
    if (task === 'add' && given.length === 1) {
      const json = { phone_number: subject || undefined, prefix, country, note }
      const block = await client.read<Block>('POST', '/blocks', 'id', { json })
      if (asJson) printJson(around, block)
      else printLine(around, `Blocked ${forTerminal(valueOf(block))}`)
      return 0
    }
    if (task !== 'remove' || !/^[0-9]{1,15}$/.test(subject)) throw new UsageError(FORM)
    onlyWith('remove', ['json'], values)
    await client.send('DELETE', `/blocks/${subject}`)
    if (!asJson) printLine(around, `Block ${subject} is gone`)
    return 0

    async function readAll(q: string): Promise<Block[]> {
      const all: Block[] = []
      let cursor: string | null = null
      do {
        const query: Record<string, string | number | null> = { q: q || null, limit: PAGE, cursor }
        const page: z.infer<typeof blockPageSchema> = await client.read(
          'GET',
          '/blocks',
          'blocks',
          {
            query,
          },
        )
        for (const one of page.blocks) all.push(one)
        cursor = page.next_cursor
      } while (cursor !== null)
      return all
    }
  },
})

function rowOf(block: Block): string[] {
  return [String(block.id), valueOf(block), block.note]
}

function valueOf({ phone_number, prefix, country }: Block): string {
  return phone_number ?? (prefix === null ? (country ?? '') : `${prefix}…`)
}

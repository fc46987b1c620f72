/** `npm run contacts`: the exception list kept as the owner's address book has it. */
import * as prompts from '@clack/prompts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { openContactSync, type ContactSync, type Plan, type Synced } from '../../sync-contacts.ts'
import { EXIT_CODES } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { alignRows } from '../command/columns.ts'
import { readSettings } from '../command/settings.ts'
import { isTerminal, printJson, printLine, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { createAsk } from '../command/ask.ts'

const HELP = `Contacts out of your address book, by CardDAV: iCloud, Nextcloud, Fastmail, any.

  npm run contacts -- books                    the address books of CARDDAV_URL
  npm run contacts -- sync [--dry-run] [--yes]

What sync has made it changes and takes away again; what somebody has made or changed here stays. Where
more than a fifth would go at once, it asks. It keeps the exception list that lines share, none of a line's
own.

  --dry-run   tell what would happen, and do nothing
  --yes       more than a fifth may go
  --json      print it as JSON
  --help      this text

It needs no server: CARDDAV_URL, CARDDAV_USER, CARDDAV_PASSWORD and the database are those of the settings
here or in .env, CARDDAV_BOOK and CARDDAV_GROUP say which contacts. A server does the same by itself, every
CARDDAV_HOURS. Exit codes: 0 done; 1 it could not be done, or not all of it; 2 wrong usage or settings.
See docs/contacts.md.`

export const contacts = createCommand({
  name: 'contacts',
  help: HELP,
  options: {
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  takesWords: true,
  async run({ values, words }, around) {
    const [task, ...more] = words
    if ((task !== 'books' && task !== 'sync') || more.length > 0)
      throw new UsageError('Say sync, which keeps contacts as your address book has them; or books')
    const { env } = await readSecrets(around.env)
    const config = readSettings(env)
    if (config.carddav === null)
      throw new UsageError(
        'No address book is set up: CARDDAV_URL, CARDDAV_USER and CARDDAV_PASSWORD, see docs/contacts.md',
      )
    const book = await openContactSync(config, config.carddav)
    try {
      return task === 'books'
        ? await showBooks(book, values.json ?? false, around)
        : await sync(book, values, around)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ADDRESS_BOOK') throw error
      around.errors.write(`The server ${(error as Error).message}\n`)
      return EXIT_CODES.failed
    } finally {
      await book.close()
    }
  },
})

async function showBooks(book: ContactSync, json: boolean, around: Surroundings): Promise<number> {
  const books = await book.books()
  if (json) printJson(around, { books })
  else
    for (const line of alignRows(
      books.map(({ name, url }) => [name, url]),
      1,
    ))
      printLine(around, line)
  return 0
}

async function sync(
  book: ContactSync,
  { 'dry-run': dryRun = false, yes = false, json = false }: Record<string, boolean | undefined>,
  around: Surroundings,
): Promise<number> {
  const synced = await book.sync({
    dryRun,
    mayRemove: (plan) => (yes ? Promise.resolve(true) : askToRemove(plan, json, around)),
  })
  if (synced === null) {
    around.errors.write('A server is at it just now: try again in a moment\n')
    return EXIT_CODES.failed
  }
  if (json) printJson(around, jsonOf(synced, dryRun))
  else for (const line of linesOf(synced, dryRun)) printLine(around, line)
  return synced.isHeldBack ? EXIT_CODES.failed : 0
}

/** No where nobody is there to be asked. */
async function askToRemove(
  { removed }: Plan,
  json: boolean,
  around: Surroundings,
): Promise<boolean> {
  if (json || !isTerminal(around)) return false
  const ask = createAsk(around)
  try {
    const names = removed.slice(0, 5).map(({ name }) => name)
    const message = `Gone from the address book, more than a fifth of all (${removed.length}): ${names.join(', ')}${removed.length > 5 ? ' …' : ''}. Take them off the list?`
    return (
      (await ask.put((asking) => prompts.confirm({ ...asking, message, initialValue: false }))) ===
      true
    )
  } finally {
    ask.close()
  }
}

function linesOf({ book, plan, isHeldBack }: Synced, dryRun: boolean): string[] {
  const { added, updated, removed, theirs } = plan
  const rows = [
    ...added.map(({ phoneNumber, name }) => ['added', phoneNumber, name]),
    ...updated.map(({ phoneNumber, name }) => ['changed', phoneNumber, name]),
    ...removed.map(({ phoneNumber, name }) => [isHeldBack ? 'kept' : 'removed', phoneNumber, name]),
  ]
  const would = dryRun ? 'Would be: ' : ''
  const counts = `${added.length} added, ${updated.length} changed, ${isHeldBack ? 0 : removed.length} removed`
  return [
    ...alignRows(rows, 2),
    `${would}${counts}; ${theirs} are as somebody has made them here. Address book: ${book.name || book.url}`,
    ...(isHeldBack
      ? [
          `${removed.length} gone from the address book, more than a fifth of all: kept. If they are to go: --yes`,
        ]
      : []),
  ]
}

function jsonOf({ book, plan, isHeldBack }: Synced, dryRun: boolean) {
  const shown = (changes: Plan['added']) =>
    changes.map(({ phoneNumber, name }) => ({ phone_number: phoneNumber, contact_name: name }))
  return {
    dry_run: dryRun,
    book: book.url,
    added: shown(plan.added),
    updated: shown(plan.updated),
    removed: shown(plan.removed),
    held_back: isHeldBack,
    theirs: plan.theirs,
  }
}

/** `npm run exceptions`: who passes without screening, asked or told. */
import { createApiClient } from '../command/api-client.ts'
import { EXIT_CODES } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { readServerAddress } from '../command/server-address.ts'
import { isTerminal, printJson, printLine, type Surroundings } from '../command/surroundings.ts'
import { formatNamed, formatOf, readContactFile, writeContactFile } from './contact-files.ts'
import { importLines, nameContact, ofList, tableOf, tellShared } from './contact-words.ts'
import { showingProgress } from './import-progress.ts'
import { createContactsApi, type ContactsApi } from './contacts-api.ts'
import {
  EXCEPTIONS_HELP,
  EXCEPTIONS_OPTIONS,
  readExceptionsOptions,
  type ExceptionsOptions,
  type Task,
} from './options.ts'

export const exceptions = createCommand({
  name: 'exceptions',
  help: EXCEPTIONS_HELP,
  options: EXCEPTIONS_OPTIONS,
  takesWords: true,
  async run(given, around) {
    const options = readExceptionsOptions(given)
    if (options.task === null && !isTerminal(around)) {
      around.errors.write(`${EXCEPTIONS_HELP}\n`)
      return EXIT_CODES.invalid
    }
    const client = createApiClient(readServerAddress(options.url, around.env))
    const api = createContactsApi(client, options.line)
    if (options.task !== null) return TASKS[options.task](api, options, around)
    const { runMenu } = await import('./menu.ts')
    return runMenu(api, options.line, around)
  },
})

const SHARED = { line: null }

type Perform = (
  api: ContactsApi,
  options: ExceptionsOptions,
  around: Surroundings,
) => Promise<number>

const TASKS: Record<Task, Perform> = {
  async add(api, { of, name, category, rules, json, line }, around) {
    const contact = { contact_name: name!, category, ...rules }
    // An entry for all that begin so stands under its prefix.
    const number = of.startsWith('+') && of === rules.prefix ? {} : { phone_number: of }
    const added = await api.add({ ...number, ...contact })
    if (json) printJson(around, added)
    else printLine(around, `Added ${nameContact(added)}${ofList(added)}`)
    tellShared(line, added, around)
    return 0
  },

  async edit(api, { of, name, category, rules, json, line }, around) {
    const edited = await api.edit(of, { contact_name: name, category, ...rules })
    if (json) printJson(around, edited)
    else printLine(around, `Now ${nameContact(edited)}${ofList(edited)}`)
    tellShared(line, edited, around)
    return 0
  },

  async check(api, { of, json, line }, around) {
    const checked = await api.check(of)
    const { found, contact } = checked
    if (json) printJson(around, checked)
    else if (contact && found)
      printLine(around, `On the list${ofList(checked)}: ${nameContact(contact)}`)
    else printLine(around, `${of} is not on the list${ofList(checked)}`)
    tellShared(line, checked, around)
    return found ? 0 : EXIT_CODES.missing
  },

  async remove(api, { of, json, line }, around) {
    const whose = line === undefined ? SHARED : { line: await api.whose() }
    await api.remove(of)
    // The API answers with nothing, so there is nothing for a program to read.
    if (!json) printLine(around, `Removed ${of}${ofList(whose)}`)
    tellShared(line, whose, around)
    return 0
  },

  async list(api, { all, category, json, line }, around) {
    const page = await api.list({ all, category })
    if (json) printJson(around, page)
    else if (page.exceptions.length === 0)
      printLine(around, category ? `Nobody is listed as ${category}` : 'The list is empty')
    else for (const row of tableOf(page.exceptions, around)) printLine(around, row)
    tellShared(line, page, around)
    return 0
  },

  async import(api, { of, format, dryRun, category, json, line }, around) {
    const bytes = await readContactFile(of, around)
    const wish = { dryRun, category }
    const report = await showingProgress(around, (onProgress) =>
      api.importFile(bytes, format ?? formatOf(bytes), wish, onProgress),
    )
    if (json) printJson(around, report)
    else for (const row of importLines(report, around)) printLine(around, row)
    tellShared(line, report, around)
    return report.failed > 0 ? EXIT_CODES.failed : 0
  },

  async export(api, { format, output, all, line }, around) {
    const text = await api.exportFile(format ?? formatNamed(output), all)
    await writeContactFile(text, output, around)
    if (line !== undefined) tellShared(line, { line: await api.whose() }, around)
    return 0
  },
}

/** `npm run exceptions` without more: asks what to do until it is told to leave. */
import * as prompts from '@clack/prompts'
import { ApiError } from '../command/api-error.ts'
import { explain } from '../command/explain.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { createAsk, type Ask } from '../command/ask.ts'
import { nameContact, ofList, sharedInWords, tableOf } from './contact-words.ts'
import type { ContactsApi, ListedContact } from './contacts-api.ts'

const CHOICES = [
  { value: 'add', label: 'Add', hint: 'let a number pass' },
  { value: 'list', label: 'List', hint: 'who passes' },
  { value: 'check', label: 'Check', hint: 'does a number pass?' },
  { value: 'edit', label: 'Edit', hint: 'a name or category' },
  { value: 'remove', label: 'Remove', hint: 'no longer let a number pass' },
  { value: 'exit', label: 'Exit' },
] as const

type Choice = (typeof CHOICES)[number]['value']

interface Scene {
  api: ContactsApi
  ask: Ask
  around: Surroundings
  output: Surroundings['output']
}

/** Gives 0: whatever went wrong was told, and what to do about it was up to the person. */
export async function runMenu(
  api: ContactsApi,
  line: string | undefined,
  around: Surroundings,
): Promise<number> {
  const { output } = around
  // Before anything is asked: is there such a line?
  const found = line === undefined ? null : { line: await api.whose() }
  const ask = createAsk(around)
  const scene = { api, ask, around, output }
  const whose = found === null ? '' : ofList(found)
  prompts.intro(`The exception list${whose}: who passes without screening`, { output })
  const shared = found && sharedInWords(line!, found)
  if (shared !== null) prompts.log.info(shared, { output })
  let last: Choice = 'add'
  try {
    for (;;) {
      const choice: Choice | null = await ask.put((asking) =>
        prompts.select<Choice>({
          ...asking,
          message: 'What would you like to do?',
          options: [...CHOICES],
          initialValue: last,
        }),
      )
      if (choice === null || choice === 'exit') break
      last = choice
      await attempt(scene, ACTS[choice])
    }
  } finally {
    ask.close()
  }
  prompts.outro('Goodbye', { output })
  return 0
}

type Act = (scene: Scene) => Promise<void>

/** What fails is told, and the menu comes back. */
async function attempt(scene: Scene, act: Act): Promise<void> {
  try {
    await act(scene)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    prompts.log.error(explain(error), { output: scene.output })
  }
}

const ACTS: Record<Exclude<Choice, 'exit'>, Act> = {
  async add({ api, ask, output }) {
    const number = await askNumber(ask)
    if (number === null) return
    // Before anything else is asked: is it a number, and is it new?
    const { found, contact } = await api.check(number)
    if (found && contact) {
      prompts.log.warn(`Already on the list: ${nameContact(contact)}`, { output })
      return
    }
    const name = await askText(ask, 'Who is it?')
    if (name === null) return
    const typed = await askCategory(ask, '')
    if (typed === null) return
    // Nothing typed: the one that a removed contact had, or "other".
    const category = typed.trim() || undefined
    const added = await api.add({ phone_number: number, contact_name: name, category })
    prompts.log.success(`Added ${nameContact(added)}`, { output })
  },

  async list({ api, around, output }) {
    const { exceptions } = await api.list()
    if (exceptions.length === 0) prompts.log.info('The list is empty', { output })
    else prompts.log.message(tableOf(exceptions, around, 3), { output })
  },

  async check({ api, ask, output }) {
    const number = await askNumber(ask)
    if (number === null) return
    const { found, contact } = await api.check(number)
    if (found && contact) prompts.log.success(`On the list: ${nameContact(contact)}`, { output })
    else prompts.log.info(`${forTerminal(number)} is not on the list`, { output })
  },

  async edit(scene) {
    const { api, ask, output } = scene
    const contact = await chooseContact(scene)
    if (!contact) return
    const name = await askText(ask, 'Who is it?', forTerminal(contact.contact_name))
    if (name === null) return
    const category = await askCategory(ask, forTerminal(contact.category))
    if (category === null) return
    const edited = await api.edit(contact.phone_number, { contact_name: name, category })
    prompts.log.success(`Now ${nameContact(edited)}`, { output })
  },

  async remove(scene) {
    const { api, ask, output } = scene
    const contact = await chooseContact(scene)
    if (!contact) return
    const message = `Remove ${nameContact(contact)}?`
    if (!(await ask.put((asking) => prompts.confirm({ ...asking, message })))) return
    await api.remove(contact.phone_number)
    prompts.log.success(`Removed ${nameContact(contact)}`, { output })
  },
}

/** By typing a part of the name or the number. */
async function chooseContact({ api, ask, output }: Scene): Promise<ListedContact | null> {
  const { exceptions } = await api.list()
  if (exceptions.length === 0) {
    prompts.log.info('The list is empty', { output })
    return null
  }
  const chosen = await ask.put((asking) =>
    prompts.autocomplete({
      ...asking,
      message: 'Which contact?',
      placeholder: 'type a part of the name or number',
      maxItems: 10,
      options: exceptions.map((contact) => ({
        value: contact.phone_number,
        label: nameContact(contact),
      })),
    }),
  )
  return exceptions.find(({ phone_number }) => phone_number === chosen) ?? null
}

function askNumber(ask: Ask): Promise<string | null> {
  return ask.put((asking) =>
    prompts.text({
      ...asking,
      message: 'Which number?',
      placeholder: '+1 415 555 0111',
      validate: (typed) =>
        /\p{Nd}/u.test(typed ?? '') ? undefined : 'Write the number in full, like +14155550111',
    }),
  )
}

function askText(ask: Ask, message: string, initialValue?: string): Promise<string | null> {
  return ask.put((asking) =>
    prompts.text({
      ...asking,
      message,
      ...(initialValue !== undefined && { initialValue }),
      validate: (typed) => (typed?.trim() ? undefined : 'Type a name, or Esc to go back'),
    }),
  )
}

function askCategory(ask: Ask, usual: string): Promise<string | null> {
  return ask.put((asking) =>
    prompts.text({
      ...asking,
      message: 'What kind of contact? family, friend, business, …',
      placeholder: usual || 'other, or what it was',
      defaultValue: usual,
    }),
  )
}

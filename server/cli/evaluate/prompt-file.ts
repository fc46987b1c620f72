/** Another prompt than ours, from a file: its text, or a module in the shape of prompts/concierge.ts. */
import { readFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { conversation, filledIn, type Prompt } from '../../../prompts/concierge.ts'
import { withFile } from '../command/files.ts'
import { UsageError } from '../command/usage-error.ts'

/** Throws `UsageError`. */
export async function readPromptFile(file: string): Promise<Prompt> {
  const text = await withFile(file, 'read', () => readFile(file, 'utf8'))
  if (text.trim() === '') throw new UsageError(`${file} holds no prompt: there is no word in it`)
  const promptVersion = basename(file)
  if (/^\.[cm]?[jt]s$/.test(extname(file)))
    return { conversation, promptVersion, ...(await promptIn(file)) }
  return { systemPrompt: (house) => filledIn(text, house), conversation, promptVersion }
}

async function promptIn(file: string): Promise<Pick<Prompt, 'systemPrompt'> & Partial<Prompt>> {
  const module = await load(file)
  if (!isPrompt(module))
    throw new UsageError(`${file} exports no function systemPrompt, as prompts/concierge.ts does`)
  return Object.fromEntries(
    Object.entries(module).filter(([name]) => name === 'systemPrompt' || name === 'conversation'),
  ) as Pick<Prompt, 'systemPrompt'>
}

async function load(file: string): Promise<object> {
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(resolve(file)).href)) as object
  } catch (error) {
    throw new UsageError(`${file} is no module that runs: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function isPrompt(module: object): module is Prompt {
  return 'systemPrompt' in module && typeof module.systemPrompt === 'function'
}

/** docs/settings.md: what people have written around it, and tables made of the schema and of the words in meanings.ts. */
import { z } from 'zod'
import { settings } from '../../server/settings/each-setting.ts'
import { MEANINGS, meaningOf } from '../../server/settings/meanings.ts'
import { isSecret } from '../../server/settings/secrets/check-secrets.ts'

const FROM = '<!-- made by npm run docs:settings, from server/settings: do not edit -->'
const TO = '<!-- end of what is made -->'

type Name = keyof typeof settings.shape

/** The page anew, with what stands before and behind the tables as it is. */
export function settingsPage(before: string): string {
  const [head, rest = ''] = before.split(FROM)
  const [, tail] = rest.split(TO)
  if (tail === undefined) throw new Error(`docs/settings.md lacks '${FROM}' or '${TO}'`)
  return `${head}${FROM}\n\n${tables()}\n${TO}${tail}`
}

function tables(): string {
  return Object.entries(MEANINGS)
    .map(([title, told]) => {
      const rows = Object.entries(told).map(([name, words]) => row(name as Name, words))
      const head = '| setting | default | may be | meaning |\n|---|---|---|---|'
      return `## ${title}\n\n${head}\n${rows.join('\n')}\n`
    })
    .join('\n')
}

function row(name: Name, words: Parameters<typeof meaningOf>[0]): string {
  const { meaning, unset = defaultOf(name), values = valuesOf(name) } = meaningOf(words)
  const cells = [`\`${name}\``, unset, values, meaning].map((cell) => cell.replaceAll('|', '\\|'))
  return `| ${cells.join(' | ')} |`
}

/** As it is written in the environment. */
function defaultOf(name: Name): string {
  const { data } = settings.shape[name].safeParse(undefined)
  const isNothing =
    data === undefined ||
    data === '' ||
    (data instanceof Map && data.size === 0) ||
    (Array.isArray(data) && data.length === 0)
  return isNothing ? 'none' : `\`${typeof data === 'string' ? data : JSON.stringify(data)}\``
}

/** Empty where anything may be written that makes sense. */
function valuesOf(name: Name): string {
  if (isSecret(name)) return 'a secret'
  const schema: z.ZodType = settings.shape[name]
  const choices = choicesOf(schema)
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ')
  const problem = schema.safeParse('?').error?.issues[0]?.message ?? ''
  const [, from, to] = /^give a whole number from (\d+) to (\d+)$/.exec(problem) ?? []
  return from === undefined ? '' : `${from} to ${to}`
}

function choicesOf(schema: z.ZodType): string[] | null {
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return choicesOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodPipe)
    return choicesOf(schema.out as z.ZodType) ?? choicesOf(schema.in as z.ZodType)
  return null
}

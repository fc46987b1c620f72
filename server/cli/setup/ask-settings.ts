/** Asks a person for what is missing, and checks each answer as the server would. */
import * as prompts from '@clack/prompts'
import type { Ask } from '../command/ask.ts'
import { problemWith } from './fitness.ts'
import {
  CALL_QUESTIONS,
  CHANNEL_CHOICES,
  MODEL_CHOICES,
  OWNER_QUESTIONS,
  type Question,
} from './questions.ts'

type Settings = Record<string, string>

/** Any of these: somebody has chosen already. */
const OF_A_MODEL = ['OPENAI_MODEL', 'AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_DEPLOYMENT']
const OF_A_CHANNEL = ['NTFY_URL', 'SMTP_URL', 'WEBHOOK_URL', 'APPRISE_URL']

/** What was answered; null where the person has left. `known`: what is set. */
export async function askSettings(
  ask: Ask,
  known: Readonly<Settings>,
  env: NodeJS.ProcessEnv,
): Promise<Settings | null> {
  const answers: Settings = {}
  const isKnown = (name: string) => Boolean(known[name] ?? answers[name])

  /** False where the person has left. */
  async function askAll(questions: readonly Question[]): Promise<boolean> {
    for (const question of questions) {
      if (isKnown(question.setting)) continue
      const answer = await put(ask, question, { ...known, ...answers }, env)
      if (answer === null) return false
      if (answer !== '') answers[question.setting] = answer
      // Whoever has no account tries it without one, and needs none of the rest.
      else if (question.setting === 'TWILIO_ACCOUNT_SID') break
    }
    return true
  }

  async function choose(message: string, choices: typeof MODEL_CHOICES): Promise<boolean> {
    const options = choices.map(({ value, label, hint }) => ({ value, label, hint }))
    const chosen = await ask.put((asking) =>
      prompts.select<string>({ ...asking, message, options, initialValue: options[0]!.value }),
    )
    if (chosen === null) return false
    return askAll(choices.find(({ value }) => value === chosen)!.questions)
  }

  if (!(await askAll(CALL_QUESTIONS)) || !(await askAll(OWNER_QUESTIONS))) return null
  if (!OF_A_MODEL.some(isKnown) && !(await choose('Who judges calls? A model …', MODEL_CHOICES)))
    return null
  const hear = 'How do you hear of calls?'
  if (!OF_A_CHANNEL.some(isKnown) && !(await choose(hear, CHANNEL_CHOICES))) return null
  return answers
}

async function put(
  ask: Ask,
  question: Question,
  others: Settings,
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  const { setting, message, placeholder, isSecret, isNeeded } = question
  const initial = question.initial?.(env) || undefined
  const validate = (typed: string | undefined) => {
    const value = typed?.trim() || (initial ?? '')
    if (isNeeded && value === '') return `name one, ${placeholder}`
    return problemWith(setting, value, others) ?? undefined
  }
  const answer = await ask.put((asking) =>
    isSecret
      ? prompts.password({ ...asking, message, validate })
      : prompts.text({
          ...asking,
          message,
          validate,
          ...(initial !== undefined && { defaultValue: initial }),
          ...((initial ?? placeholder) !== undefined && { placeholder: initial ?? placeholder! }),
        }),
  )
  return answer === null ? null : (answer ?? '').trim() || (initial ?? '')
}

/** What follows once the settings are written: the number pointed here, a call to the owner, and how to go on. */
import * as prompts from '@clack/prompts'
import { isLoopback } from '../../settings/open-to-others.ts'
import type { Ask } from '../command/ask.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import type { SetupOptions } from './options.ts'
import { pointNumber, ringOwner } from './with-twilio.ts'

type Settings = Readonly<Record<string, string>>

const FOR_TWILIO = [
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_PHONE_NUMBER',
  'REAL_PHONE_NUMBER',
  'BASE_URL',
]

export function isPublic({ BASE_URL = '' }: Settings): boolean {
  return /^https:/i.test(BASE_URL) && !isLoopback(BASE_URL)
}

/** Throws `UsageError` where an option asks for what these settings cannot do. */
export function refuseInVain(options: SetupOptions, settings: Settings): void {
  const asked = (['point', 'test-call'] as const).filter((name) => options[name])
  if (asked.length === 0) return
  const names = asked.map((name) => `--${name}`).join(' and ')
  if (options.offline) throw new UsageError(`${names} asks Twilio, which --offline forbids`)
  const missing = FOR_TWILIO.filter((name) => !settings[name])
  if (missing.length > 0)
    throw new UsageError(`Nothing was written: ${names} needs ${missing.join(', ')} too`)
  if (!isPublic(settings))
    throw new UsageError(`Nothing was written: ${names} needs a public https address as BASE_URL`)
}

/** Gives the exit code. */
export async function afterwards(
  settings: Settings,
  options: SetupOptions,
  around: Surroundings,
  ask: Ask | null,
): Promise<number> {
  const wish = async (given: boolean | undefined, message: string, usual: boolean) =>
    given ??
    (await ask?.put((asking) => prompts.confirm({ ...asking, message, initialValue: usual })))
  const isPossible = FOR_TWILIO.every((name) => settings[name]) && isPublic(settings)
  let code = 0
  if (isPossible && !options.offline) {
    const point = 'Point the Twilio number at this server now? Its calls come here then'
    if (await wish(options.point, point, true)) code = await pointNumber(settings, around)
    const ring = 'Ring your own phone, to hear the greeting? Twilio bills it as a call'
    if (await wish(options['test-call'], ring, false)) await ringOwner(settings, around)
  }
  for (const line of nextSteps(settings)) printLine(around, line)
  return code
}

function nextSteps(settings: Settings): string[] {
  return isPublic(settings)
    ? [
        'Next: npm start; npm run doctor says whether all is well; then call your Twilio number from another phone.',
        'The console is at BASE_URL/console; what opens it is ADMIN_API_KEY in the file.',
      ]
    : [
        'Next: npm start, and npm run call plays a call. Real ones need a public https address and Twilio: npm run setup asks for them again.',
      ]
}

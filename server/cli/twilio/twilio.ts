/** `npm run twilio`: looks at the Twilio number, or points it at the concierge. */
import { alignRows } from '../command/columns.ts'
import { createCommand } from '../command/command.ts'
import { printJson, printLine, styled, type Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import {
  isRight,
  obstaclesOf,
  settingsOf,
  type NumberSetting,
} from '../../doctor/twilio/number-settings.ts'
import { createTwilioApi, TwilioApiError } from '../../doctor/twilio/twilio-api.ts'
import { readTwilioOptions, TWILIO_HELP, TWILIO_OPTIONS, type TwilioOptions } from './options.ts'
import { askingTwilio } from './tell-refusal.ts'

export const twilio = createCommand({
  name: 'twilio',
  help: TWILIO_HELP,
  options: TWILIO_OPTIONS,
  takesWords: true,
  async run(given, around) {
    const options = readTwilioOptions(given, around.env)
    await askingTwilio(() => (options.task === 'show' ? show : configure)(options, around))
    return 0
  },
})

async function show(options: TwilioOptions, around: Surroundings): Promise<void> {
  const number = await createTwilioApi(options).find(options.number)
  const settings = settingsOf(number, options.baseUrl)
  const obstacles = obstaclesOf(number)
  const wrong = settings.filter((setting) => !isRight(setting))
  if (options.json) {
    const all = settings.map(({ name, is, shouldBe }) => ({ name, is, should_be: shouldBe }))
    const is_right = options.baseUrl === null ? null : wrong.length + obstacles.length === 0
    printJson(around, {
      number: options.number,
      sid: number.sid,
      settings: all,
      is_right,
      obstacles,
    })
    return
  }
  printLine(around, options.number)
  const rows = settings.map((setting) => [
    setting.name,
    isRight(setting)
      ? wordsFor(setting.is)
      : `${wordsFor(setting.is)}, should be ${wordsFor(setting.shouldBe!)}`,
  ])
  for (const line of alignRows(rows, 1)) printLine(around, `  ${line}`)
  if (options.why !== null) printLine(around, `Nothing to compare it with. ${options.why}`)
  else if (wrong.length > 0) printLine(around, 'To set it right: npm run twilio -- configure')
  else if (obstacles.length === 0) printLine(around, 'All is set as it should be')
  warn(obstacles, around)
}

async function configure(options: TwilioOptions, around: Surroundings): Promise<void> {
  const api = createTwilioApi(options)
  const number = await api.find(options.number)
  const settings = settingsOf(number, options.baseUrl)
  const changes = settings.filter((setting) => !isRight(setting))
  const obstacles = obstaclesOf(number)
  const isDone = changes.length > 0 && !options.dryRun
  if (isDone) {
    const wanted = changes.map(({ name, shouldBe }) => [name, shouldBe!])
    const updated = await api.update(number.sid, Object.fromEntries(wanted))
    const still = settingsOf(updated, options.baseUrl).filter((setting) => !isRight(setting))
    if (still.length > 0)
      throw new TwilioApiError(
        `Twilio took the change, yet has something else for ${still.map(({ name }) => name).join(', ')}`,
      )
  }
  if (options.json) {
    const all = settings.map(({ name, is, shouldBe }) => ({ name, before: is, after: shouldBe }))
    const { number: phone_number } = options
    printJson(around, {
      number: phone_number,
      sid: number.sid,
      settings: all,
      changes: changes.length,
      changed: isDone,
      obstacles,
    })
    return
  }
  tellChanges(settings, options, around)
  warn(obstacles, around)
}

function tellChanges(
  settings: NumberSetting[],
  options: TwilioOptions,
  around: Surroundings,
): void {
  if (settings.every(isRight)) {
    printLine(around, `${options.number}: nothing to change, all is set as it should be`)
    return
  }
  printLine(
    around,
    options.dryRun ? `${options.number} would change` : `${options.number} is changed`,
  )
  const rows = settings.map((setting) => [
    setting.name,
    isRight(setting)
      ? `${wordsFor(setting.is)}, as before`
      : `${wordsFor(setting.is)} → ${wordsFor(setting.shouldBe!)}`,
  ])
  for (const line of alignRows(rows, 1)) printLine(around, `  ${line}`)
  const application = settings.find(({ name }) => name === 'VoiceApplicationSid')!
  if (!isRight(application))
    printLine(
      around,
      `The application ${forTerminal(application.is)} ${options.dryRun ? 'would be' : 'is'} taken off the number: while it was set, the addresses above were not asked`,
    )
  if (options.dryRun) printLine(around, 'Nothing was changed: leave out --dry-run to do it')
}

function wordsFor(value: string): string {
  return value === '' ? 'nothing' : value
}

function warn(obstacles: string[], around: Surroundings): void {
  for (const obstacle of obstacles)
    around.errors.write(`${styled(around, 'yellow', forTerminal(`But: ${obstacle}`))}\n`)
}

import { describe, expect, test } from 'vitest'
import { createCommand } from '../../../server/cli/command/command.ts'
import { CommandError, localProblem } from '../../../server/cli/command/command-error.ts'
import { call } from '../../../server/cli/call/call.ts'
import { conversations } from '../../../server/cli/conversations/conversations.ts'
import { diagram } from '../../../server/cli/diagram/diagram.ts'
import { evaluate } from '../../../server/cli/evaluate/evaluate.ts'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { inspect } from '../../../server/cli/inspect/inspect.ts'
import { replay } from '../../../server/cli/replay/replay.ts'
import { twilio } from '../../../server/cli/twilio/twilio.ts'
import { runHere } from '../../support/command.ts'

const COMMANDS = Object.entries({
  call,
  conversations,
  diagram,
  evaluate,
  exceptions,
  inspect,
  replay,
  twilio,
})

describe.each(COMMANDS)('npm run %s', (name, command) => {
  test.each(['--help', '-h'])('%s prints help and does nothing else', async (help) => {
    // Nothing is set, and none of the words is needed.
    const { out, err, code } = await runHere(command, [help])
    expect(out).toContain(`npm run ${name}`)
    expect(out).toContain('--help')
    expect({ err, code }).toEqual({ err: '', code: 0 })
  })

  test.each([
    [['--shout'], "Unknown option '--shout'"],
    [['--help=now'], "Option '-h, --help' does not take an argument"],
  ])('%j is refused with what to do', async (args, reason) => {
    expect(await runHere(command, args)).toEqual({
      out: '',
      err: `${reason}\nSee npm run ${name} -- --help\n`,
      code: 2,
    })
  })
})

describe('a command', () => {
  const plan = {
    name: 'try',
    help: 'Help',
    options: { say: { type: 'string' }, json: { type: 'boolean' } },
    takesWords: false,
  } as const
  const failing = (error: unknown) =>
    createCommand({
      ...plan,
      async run() {
        throw error
      },
    })

  test.each([
    [['--say'], "Option '--say <value>' argument missing"],
    [['--say', '--say'], "Option '--say' argument is ambiguous. Did you forget"],
    [['hello'], "Unexpected argument 'hello'\n"],
  ])('refuses %j in one line', async (args, reason) => {
    const { err, code } = await runHere(failing(null), args)
    expect(err).toContain(reason)
    expect(err.split('\n')).toHaveLength(3)
    expect(code).toBe(2)
  })

  test('takes a number below nothing for a value, to be refused by whoever knows what it is for', async () => {
    const command = createCommand({
      ...plan,
      async run({ values }) {
        throw new CommandError('failed', localProblem('Said', `said ${values.say}`))
      },
    })
    expect((await runHere(command, ['--say', '-1'])).err).toBe('said -1\n')
  })

  test.each([
    ['failed', 1],
    ['invalid', 2],
    ['missing', 3],
    ['unreachable', 4],
    ['refused', 5],
  ] as const)('that %s ends with %i, in words or as JSON', async (kind, exitCode) => {
    const problem = {
      ...localProblem('Refused', 'Do it\nbetter\u001b[2J'),
      errors: [{ pointer: '/name', detail: 'is missing' }],
    }
    const command = failing(new CommandError(kind, problem, { hint: 'See the README' }))
    expect(await runHere(command, [])).toEqual({
      out: '',
      err: 'Do it\nbetter\n  /name: is missing\nSee the README\n',
      code: exitCode,
    })
    const { err, code } = await runHere(command, ['--json'])
    expect(JSON.parse(err)).toEqual(problem)
    expect(code).toBe(exitCode)
  })

  test('does not hide a fault of its own', async () => {
    await expect(runHere(failing(new TypeError('oh')), [])).rejects.toThrow('oh')
  })
})

import { describe, expect, test } from 'vitest'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { createTerminal, KEY, startConcierge } from '../../support/command.ts'

const MENU = 'What would you like to do?'
const DOWN = '\u001b[B'
const ESCAPE = '\u001b'
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

/** The menu's lines, from the one that it begins with. */
const ORDER = ['add', 'list', 'check', 'edit', 'remove', 'exit']

/** `npm run exceptions` at a terminal. */
async function open(env: Record<string, string>, args: string[] = []) {
  const terminal = createTerminal(env)
  const code = exceptions(args, terminal.around)
  let at = 0
  return {
    ...terminal,
    code,
    async choose(task: string): Promise<void> {
      await terminal.screen.until(MENU)
      // All options are drawn before a key counts.
      await terminal.screen.until('Exit')
      const steps = (ORDER.indexOf(task) - at + ORDER.length) % ORDER.length
      for (let step = 0; step < steps; step++) terminal.press(DOWN)
      terminal.press('\r')
      at = ORDER.indexOf(task)
    },
  }
}

describe('npm run exceptions at a terminal', () => {
  test('adds, lists, checks, edits and removes until it is told to leave', async () => {
    const { env } = await startConcierge()
    const { choose, answer, screen, press, code } = await open(env)
    await choose('add')
    await answer('Which number?', '(415) 555-0111')
    await answer('Who is it?', 'Mom')
    await answer('What kind of contact?', 'family')
    await screen.until('Added Mom, +14155550111 (family)')
    await choose('list')
    await screen.until('+14155550111  Mom   family')
    await choose('check')
    await answer('Which number?', '+14155550122')
    await screen.until('+14155550122 is not on the list')
    await choose('edit')
    await answer('Which contact?', 'mom')
    await answer('Who is it?', 'my')
    await answer('What kind of contact?', '')
    await screen.until('Now Mommy, +14155550111 (family)')
    await choose('remove')
    await answer('Which contact?', '0111')
    await screen.until('Remove Mommy, +14155550111 (family)?')
    press('y')
    await screen.until('Removed Mommy')
    await choose('list')
    await screen.until('The list is empty')
    await choose('exit')
    expect(await code).toBe(0)
    expect(screen.all).toContain('Goodbye')
  })

  test('is about the list of the line that is named', async () => {
    const lines = [
      { number: '+12125550142', label: 'Home' },
      { number: '+12125550143', label: 'Office', contacts: 'own' },
    ]
    const { env } = await startConcierge({ LINES: JSON.stringify(lines) })
    const { choose, answer, screen, code } = await open(env, ['--line', 'office'])
    await screen.until('The exception list of Office')
    await choose('add')
    await answer('Which number?', '(415) 555-0111')
    await answer('Who is it?', 'Client')
    await answer('What kind of contact?', 'work')
    await screen.until('Added Client, +14155550111 (work)')
    await choose('exit')
    expect(await code).toBe(0)
    const home = await open(env, ['--line', 'Home'])
    await home.screen.until('Home has no list of its own: this is the one that lines share')
    await home.choose('list')
    await home.screen.until('The list is empty')
    await home.choose('exit')
    expect(await home.code).toBe(0)
    const none = await open(env, ['--line', 'Shop'])
    expect(await none.code).toBe(2)
  })

  test('tells what is wrong, and goes on', async () => {
    const { env, stop } = await startConcierge()
    const { choose, answer, screen, press, code } = await open(env)
    await choose('add')
    await answer('Which number?', '12')
    await screen.until('is no phone number')
    await choose('check')
    await answer('Which number?', 'my mother')
    await screen.until('Write the number in full')
    // What was typed is still there, to be mended.
    press('\u001512\r')
    await screen.until('is no phone number')
    await stop()
    await choose('list')
    await screen.until('cannot be reached')
    await choose('exit')
    expect(await code).toBe(0)
  })

  test('says so before asking on where a number is on the list already', async () => {
    const { env } = await startConcierge()
    const { choose, answer, screen, code } = await open(env)
    for (const name of ['Mom', null]) {
      await choose('add')
      await answer('Which number?', '+14155550111')
      if (name === null) continue
      await answer('Who is it?', name)
      await answer('What kind of contact?', '')
      await screen.until('Added Mom, +14155550111 (other)')
    }
    await screen.until('Already on the list: Mom, +14155550111 (other)')
    await choose('exit')
    expect(await code).toBe(0)
  })

  test('tells of a key that is refused', async () => {
    const { env } = await startConcierge()
    const { choose, screen, code } = await open({ ...env, ADMIN_API_KEY: 'wrong-key-wrong-key' })
    await choose('list')
    await screen.until('The key is not one of those in ADMIN_API_KEY')
    await choose('exit')
    expect(await code).toBe(0)
    expect(screen.all).not.toContain('wrong-key')
    expect(screen.all).not.toContain(KEY)
  })

  test('Esc goes back from a question, and leaves from the menu', async () => {
    const { env } = await startConcierge()
    const { choose, screen, press, code } = await open(env)
    await choose('add')
    await screen.until('Which number?')
    press(ESCAPE)
    await screen.until(MENU)
    await screen.until('Exit')
    press(ESCAPE)
    expect(await code).toBe(0)
    expect(screen.all).toContain('Goodbye')
  })

  test.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('%s leaves politely', async (_, keys) => {
    const { env } = await startConcierge()
    const { screen, press, code } = await open(env)
    await screen.until('Exit')
    press(keys)
    expect(await code).toBe(0)
    expect(screen.all).toContain('Goodbye')
  })

  test('leaves when the terminal is gone, also in the middle of a question', async () => {
    const { env } = await startConcierge()
    const { choose, screen, input, code } = await open(env)
    await choose('add')
    await screen.until('Which number?')
    input.end()
    expect(await code).toBe(0)
  })
})

import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { emptyFolder, OBEYED, runHere, startConcierge } from '../../support/command.ts'

const MOM = ['add', '+1 415 555 0111', '--name', 'Mom', '--category', 'family']

/** A server, and `npm run exceptions` against it. */
async function setUp(settings: Record<string, string> = {}) {
  const server = await startConcierge(settings)
  return {
    ...server,
    run: (args: string[], input: string | Uint8Array = '') =>
      runHere(exceptions, args, { env: server.env, input }),
  }
}

describe('npm run exceptions', () => {
  test('adds, lists, finds, edits and removes', async () => {
    const { run } = await setUp()
    expect(await run(['list'])).toEqual({ out: 'The list is empty\n', err: '', code: 0 })
    expect(await run(MOM)).toEqual({ out: 'Added Mom, +14155550111 (family)\n', err: '', code: 0 })
    await run(['add', '(415) 555-0122', '--name', 'Dr Lee'])
    expect((await run(['list'])).out.split('\n')).toEqual([
      'number        name    category',
      '+14155550122  Dr Lee  other',
      '+14155550111  Mom     family',
      '',
    ])
    const found = await run(['check', '415-555-0111'])
    expect(found).toEqual({ out: 'On the list: Mom, +14155550111 (family)\n', err: '', code: 0 })
    expect(await run(['edit', '+14155550111', '--name', 'Mother'])).toMatchObject({
      out: 'Now Mother, +14155550111 (family)\n',
      code: 0,
    })
    expect(await run(['remove', '+14155550111'])).toMatchObject({
      out: 'Removed +14155550111\n',
      code: 0,
    })
    expect((await run(['list', '--category', 'family'])).out).toBe('Nobody is listed as family\n')
    expect((await run(['list', '--all'])).out).toMatch(/^\+14155550111 +Mother +family +removed$/m)
  })

  test('adds to, lists and carries over the list of the line that is named', async () => {
    const lines = [
      { number: '+12125550142', label: 'Home' },
      { number: '+12125550143', label: 'Office', contacts: 'own' },
    ]
    const { run } = await setUp({ LINES: JSON.stringify(lines) })
    const office = (...args: string[]) => run([...args, '--line', 'Office'])
    expect(await office('add', '+1 415 555 0111', '--name', 'Client')).toEqual({
      out: 'Added Client, +14155550111 (other) of Office\n',
      err: '',
      code: 0,
    })
    expect((await run(['list'])).out).toBe('The list is empty\n')
    expect((await office('list')).out).toContain('Client')
    expect((await office('check', '+14155550111')).out).toBe(
      'On the list of Office: Client, +14155550111 (other)\n',
    )
    expect(await run(['check', '+14155550111'])).toMatchObject({ code: 3 })
    expect((await office('edit', '+14155550111', '--name', 'Buyer')).out).toContain('of Office')
    const { out: file } = await office('export')
    expect(file).toContain('Buyer')
    expect((await run(['export'])).out).not.toContain('Buyer')
    const carried = await run(['import', '-', '--line', '+1 212 555 0142'], file)
    expect(carried).toMatchObject({
      code: 0,
      err: '+1 212 555 0142 has no list of its own: this is the one that lines share\n',
    })
    expect((await run(['list'])).out).toContain('Buyer')
    expect(await office('remove', '+14155550111')).toEqual({
      out: 'Removed +14155550111 of Office\n',
      err: '',
      code: 0,
    })
    expect((await office('list')).out).toBe('The list is empty\n')
    expect((await run(['list'])).out).toContain('Buyer')
    const told = 'Home has no list of its own: this is the one that lines share\n'
    expect((await run(['export', '--line', 'Home'])).err).toBe(told)
    const removed = await run(['remove', '+14155550111', '--line', 'Home'])
    expect(removed).toEqual({ out: 'Removed +14155550111\n', err: told, code: 0 })
    const none = await run(['list', '--line', 'Shop'])
    expect(none).toMatchObject({ code: 2, out: '' })
    expect(none.err).toContain("'Shop' is no line: known are Home, Office")
  })

  test('takes a number that nobody has put into quotes', async () => {
    const { run } = await setUp()
    const { out } = await run(['add', '+1', '415', '555', '0111', '--name', 'Mom'])
    expect(out).toContain('+14155550111')
  })

  test('takes a prefix, hours and a language, and a prefix without a number', async () => {
    const { run } = await setUp()
    const rules = ['--prefix', '+1 415 555 01', '--hours', 'mon-fri 8:00-18:00', '--language', 'es']
    const added = await run(['add', '+1 415 555 01', '--name', 'Clinic', ...rules])
    expect(added.out).toBe(
      'Added Clinic, +141555501 (other; all of +141555501…; Mon-Fri 08:00-18:00; es)\n',
    )
    const edited = await run(['edit', '+141555501', '--hours', 'none', '--language', 'none'])
    expect(edited.out).toBe('Now Clinic, +141555501 (other; all of +141555501…)\n')
    expect((await run(['edit', '+141555501', '--hours', 'noon'])).err).toContain('are no days')
  })

  test('prints what the API answers with --json', async () => {
    const { run } = await setUp()
    const mom = {
      phone_number: '+14155550111',
      line: null,
      contact_name: 'Mom',
      category: 'family',
      is_active: true,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      prefix: null,
      hours: null,
      language: null,
    }
    const json = async (...args: string[]) => {
      const { out, ...rest } = await run([...args, '--json'])
      return { ...rest, json: out === '' ? null : (JSON.parse(out) as unknown) }
    }
    expect(await json(...MOM)).toEqual({ json: mom, err: '', code: 0 })
    expect(await json('list')).toMatchObject({ json: { exceptions: [mom], next_cursor: null } })
    expect(await json('check', '+14155550111')).toMatchObject({
      json: { found: true, contact: mom },
    })
    expect(await json('edit', '+14155550111', '--category', 'friend')).toMatchObject({
      json: { ...mom, category: 'friend' },
    })
    expect(await json('remove', '+14155550111')).toEqual({ json: null, err: '', code: 0 })
    expect(await json('check', '+14155550111')).toEqual({
      json: { line: null, found: false, contact: null },
      err: '',
      code: 3,
    })
  })

  test('prints problems as JSON too, to standard error', async () => {
    const { run } = await setUp()
    const missing = await run(['remove', '+14155550111', '--json'])
    expect(missing).toMatchObject({ out: '', code: 3 })
    expect(JSON.parse(missing.err)).toMatchObject({ status: 404, request_id: expect.any(String) })
    const misused = await run(['remove', '--json'])
    expect(misused).toMatchObject({ out: '', code: 2 })
    expect(JSON.parse(misused.err)).toEqual({
      type: 'about:blank',
      title: 'Wrong usage',
      detail: 'remove which number?',
    })
  })

  test.each([
    ['check', '+14155550111 is not on the list'],
    ['remove', '+14155550111 is not on the list'],
    ['edit', '+14155550111 is not on the list'],
  ])('%s of a number that is not on the list ends with 3', async (task, words) => {
    const { run } = await setUp()
    const { out, err, code } = await run([
      task,
      '+14155550111',
      ...(task === 'edit' ? ['--name', 'Mom'] : []),
    ])
    expect(out + err).toContain(words)
    expect(code).toBe(3)
  })

  test.each([
    ['check', '12'],
    ['remove', '+1 415'],
    ['add', '5', '--name', 'Mom'],
  ])('%s %s is told that this is no number, and ends with 2', async (...args) => {
    const { run } = await setUp()
    expect(await run(args)).toMatchObject({
      out: '',
      err: expect.stringContaining('is no phone number'),
      code: 2,
    })
  })

  test('says that a number is on the list already, and ends with 1', async () => {
    const { run } = await setUp()
    await run(MOM)
    const { err, code } = await run(MOM)
    expect(err).toContain('+14155550111 is on the list already')
    expect(code).toBe(1)
  })

  test('lists more contacts than fit one answer', async () => {
    const { run } = await setUp()
    const lines = Array.from(
      { length: 100 },
      (_, i) => `+1415555${String(i + 100).padStart(4, '0')},A${i}`,
    )
    const more = Array.from(
      { length: 450 },
      (_, i) => `+1212555${String(i + 100).padStart(4, '0')},B${i}`,
    )
    const csv = ['phone_number,contact_name', ...lines, ...more].join('\n')
    expect((await run(['import', '-'], csv)).out).toMatch(/^550 added$/m)
    const { out } = await run(['list', '--json'])
    const page = JSON.parse(out) as { exceptions: { phone_number: string }[] }
    expect(new Set(page.exceptions.map(({ phone_number }) => phone_number)).size).toBe(550)
  })

  test('never lets a name speak to the terminal', async () => {
    const { run, file } = await setUp()
    await run(MOM)
    const database = new Database(file)
    database
      .prepare('update exception_phone_numbers set contact_name = ?')
      .run('\u001b]0;owned\u0007\u001b[2JMom\u009b31m\u202edaD\nNext')
    database.close()
    for (const args of [['list'], ['check', '+14155550111'], ['list', '--json']]) {
      const { out } = await run(args)
      expect(out).toContain('Mom')
      expect(out).not.toMatch(OBEYED)
      expect(out).not.toMatch(/^Next/m)
    }
  })

  test('prints its help and ends with 2 where there is neither a task nor a terminal', async () => {
    const { out, err, code } = await runHere(exceptions, [])
    expect(out).toBe('')
    expect(err).toContain('npm run exceptions -- add NUMBER')
    expect(code).toBe(2)
  })

  test('--help tells what it can do, and every exit code', async () => {
    const { out, code } = await runHere(exceptions, ['--help'])
    for (const word of ['add', 'edit', 'check', 'remove', 'list', 'import', 'export'])
      expect(out).toContain(`npm run exceptions -- ${word}`)
    expect(out).toContain('5 the key is refused')
    expect(code).toBe(0)
  })

  test.each([
    [['ad'], "There is no 'ad': known are add, edit"],
    [['add', '+14155550111'], '--name NAME'],
    [['add', '--name', 'Mom'], 'add which number?'],
    [['add', '+14155550111', 'Mom', '--name', 'Mom'], "'Mom' is no part of a number"],
    [['check', '..', '--json'], "'..' is no phone number"],
    [['edit', '+14155550111'], 'something to change'],
    [['list', 'family'], "'family' is too much"],
    [['list', '--dry-run'], '--dry-run does not go with list'],
    [['import'], 'import which file?'],
    [['import', 'a.csv', 'b.csv'], "'b.csv' is one too many"],
    [['export', '--format', 'xlsx'], 'choose csv or vcf'],
    [['list', '--loud'], "Unknown option '--loud'"],
    [['--json'], '--json of what?'],
  ])('refuses %j', async (args, reason) => {
    const { code, out, err } = await runHere(exceptions, args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(reason)
  })

  test('says what is wrong with a command line, and where to read on', async () => {
    expect(await runHere(exceptions, ['list', '--loud'])).toEqual({
      out: '',
      err: "Unknown option '--loud'\nSee npm run exceptions -- --help\n",
      code: 2,
    })
  })
})

describe('files', () => {
  const CARDS = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Мама 妈妈',
    'TEL:+1 415 555 0111',
    'END:VCARD',
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Nobody',
    'TEL:12',
    'END:VCARD',
    '',
  ].join('\r\n')

  test('an import tells of every line, those that failed first, and ends with 1', async () => {
    const { run } = await setUp()
    const file = join(await emptyFolder(), 'contacts.txt')
    await writeFile(file, CARDS)
    const { out, code } = await run(['import', file, '--category', 'family'])
    const [failed, added, blank, sum] = out.split('\n')
    expect(failed).toMatch(/^line \d+ +failed .*Nobody/)
    expect(added).toMatch(/^line \d+ +added +\+14155550111 +Мама 妈妈 +family$/)
    expect([blank, sum]).toEqual(['', '1 added, 1 failed'])
    expect(code).toBe(1)
  })

  test('an import tells of contacts that it took off the list', async () => {
    const { run } = await setUp()
    await run(MOM)
    const csv = 'phone_number,contact_name,is_active\n+14155550111,Mom,false\n'
    const dry = await run(['import', '-', '--dry-run'], csv)
    expect(dry.out).toContain('1 removed; a dry run: the list is as it was\n')
    const { out, code } = await run(['import', '-'], csv)
    expect(out).toMatch(/^line 2 +removed +\+14155550111 +Mom +family\n\n1 removed\n$/)
    expect(code).toBe(0)
    expect((await run(['list'])).out).toBe('The list is empty\n')
  })

  test('a dry run changes nothing', async () => {
    const { run } = await setUp()
    const { out, code } = await run(
      ['import', '-', '--dry-run'],
      'phone_number,contact_name\n+14155550111,Mom\n',
    )
    expect(out).toContain('1 added; a dry run: the list is as it was\n')
    expect(code).toBe(0)
    expect((await run(['list'])).out).toBe('The list is empty\n')
  })

  test('--json prints the report', async () => {
    const { run } = await setUp()
    const { out, code } = await run(['import', '-', '--json'], CARDS)
    expect(JSON.parse(out)).toMatchObject({ added: 1, failed: 1, lines: [{}, {}] })
    expect(code).toBe(1)
  })

  test.each(['csv', 'vcf'])('what is exported as %s can be imported', async (format) => {
    const { run } = await setUp()
    await run(MOM)
    const file = join(await emptyFolder(), `contacts.${format}`)
    expect((await run(['export', '--output', file])).out).toBe(`Written to ${file}\n`)
    const written = await readFile(file, 'utf8')
    expect(written.includes('BEGIN:VCARD')).toBe(format === 'vcf')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await run(['import', file])).out).toContain('1 unchanged\n')
    expect((await run(['export', '--format', format])).out).toBe(written)
  })

  test.each([
    [['import', 'nowhere.csv'], 'nowhere.csv cannot be read: there is no such file'],
    [['import', '.'], '. cannot be read: it is a folder'],
    [['export', '--output', 'no/where.csv'], 'no/where.csv cannot be written'],
  ])('%j ends with 2', async (args, words) => {
    const { run } = await setUp()
    expect(await run(args)).toMatchObject({ out: '', err: expect.stringContaining(words), code: 2 })
  })
})

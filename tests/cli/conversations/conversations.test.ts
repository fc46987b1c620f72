import { writeFile } from 'node:fs/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { conversations } from '../../../server/cli/conversations/conversations.ts'
import type { Conversation } from '../../../server/cli/conversations/conversations-api.ts'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { readScenarioFile } from '../../../server/screening/evaluation/scenario-file.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { createTerminal, KEY, runHere, startConcierge } from '../../support/command.ts'

const FIRE = 'my house is on fire and the children are inside'
const PITCH = 'we have a great offer on solar panels'

/** A server, and `npm run conversations` against it. */
async function setUp() {
  const server = await startConcierge()
  const { phone, env } = server
  return {
    ...server,
    run: (args: string[]) => runHere(conversations, args, { env }),
    /** Somebody is put through, and then somebody is not. */
    async twoCalls() {
      const fire = await phone.ring({ from: '+14155550123' })
      await fire.say(FIRE)
      await fire.dialEnds('busy')
      await fire.hangUp()
      const pitch = await phone.ring({ from: 'anonymous' })
      await pitch.say(PITCH)
      return [fire.callSid, pitch.callSid] as const
    },
  }
}

describe('The owner’s side of a call', () => {
  test('what he is done with is no longer to be called back', async () => {
    const { run, twoCalls } = await setUp()
    const [fire, pitch] = await twoCalls()
    const toCallBack = async () => (await run(['--tab', 'to_call_back'])).out
    expect(await toCallBack()).toContain(fire)
    expect(await toCallBack()).not.toContain(pitch)
    expect(await run(['done', fire])).toMatchObject({ out: `Done with ${fire}\n`, code: 0 })
    expect(await toCallBack()).toBe('No calls\n')
    expect((await run([fire])).out).toContain('you missed it, your phone was busy, done')
    await run(['undone', fire])
    expect(await toCallBack()).toContain(fire)
    expect((await run(['--kind', 'sales'])).out).toContain(pitch)
    expect((await run(['--dial', 'busy'])).out).not.toContain(pitch)
  })

  test('calls of an hour are those of the clocks that the server goes by', async () => {
    const { phone, file, env } = await startConcierge({ TIME_ZONE: 'Asia/Kolkata' })
    const { callSid } = await phone.ring()
    await using database = openSqlite(file)
    const start_time = '2026-11-22T00:15:00.000Z'
    await database.write((queries) =>
      queries.updateTable('calls').set({ start_time }).where('call_sid', '=', callSid).execute(),
    )
    const at = async (hour: string) =>
      runHere(conversations, ['--hour', hour], { env: { ...env, TIME_ZONE: 'Asia/Tokyo' } })
    expect((await at('5')).out).toContain(callSid)
    expect(await at('9')).toEqual({ out: 'No calls\n', err: '', code: 0 })
    expect((await at('24')).err).toContain('--hour 24: give a whole number from 0 to 23')
  })

  test('what he searched for is marked at a terminal', async () => {
    const { twoCalls, env } = await setUp()
    await twoCalls()
    const { around } = createTerminal({ ...env, FORCE_COLOR: '1' })
    const written: string[] = []
    around.output.on('data', (chunk: Buffer) => written.push(String(chunk)))
    expect(await conversations(['--q', 'SOLAR'], around)).toBe(0)
    expect(written.join('')).toContain('on \u001b[7msolar\u001b[27m panels')
  })

  test('what he says should have become of it is a set for npm run evaluate', async () => {
    const { run, twoCalls } = await setUp()
    const [fire, pitch] = await twoCalls()
    expect((await run(['corrected'])).out).toBe('')
    const said = await run(['verdict', pitch, 'transfer'])
    expect(said.out).toBe(`${pitch}: should have been put through\n`)
    expect((await run(['verdict', fire, 'transfer'])).out).toContain('rightly put through')
    const { out } = await run(['corrected'])
    const file = await temporaryFile('corrected.jsonl')
    await writeFile(file, out)
    expect(await readScenarioFile(file)).toEqual([
      { utterances: [PITCH], expected: 'transfer', kind: 'other', set: 'corrected' },
      { utterances: [FIRE], expected: 'transfer', kind: expect.any(String), set: 'corrected' },
    ])
    await run(['verdict', pitch, 'none'])
    await run(['erase', fire, '--yes'])
    expect(await run(['corrected'])).toEqual({ out: '', err: '', code: 0 })
  })

  test.each([
    [['done'], 'done which call? Give its id'],
    [['verdict', 'CA1'], 'Say transfer, end or none'],
    [['verdict', 'CA1', 'maybe'], "'maybe' is no verdict"],
    [['done', 'CA1', 'CA2'], "One call at a time: 'CA2' is one too many"],
    [['corrected', '--limit', '3'], '--limit does not go with corrected'],
  ])('%j says what is wrong', async (args, told) => {
    const { run } = await setUp()
    const { err, code } = await run(args)
    expect(err).toContain(told)
    expect(code).toBe(2)
  })
})

describe('npm run conversations', () => {
  test('prints recent calls as they went, the newest last', async () => {
    const { run, twoCalls } = await setUp()
    expect(await run([])).toEqual({ out: 'No calls\n', err: '', code: 0 })
    const [fire, pitch] = await twoCalls()
    const { out, err, code } = await run([])
    const [first, second] = out.split('\n\n')
    expect(first!.split('\n')).toEqual([
      expect.stringMatching(
        new RegExp(
          String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \+14155550123  \d s  you missed it, your phone was busy  \w+  ${fire}$`,
        ),
      ),
      expect.stringMatching(/^concierge {2}Hello/),
      `caller     ${FIRE}`,
      expect.stringMatching(/^concierge {2}/),
      expect.stringMatching(/^concierge {2}/),
    ])
    expect(second).toMatch(/anonymous {2}\d s {2}turned away {2}sales/)
    expect(second).toContain(pitch)
    expect({ err, code }).toEqual({ err: '', code: 0 })
  })

  test('names contacts, and says that a call goes on', async () => {
    const { run, phone, env } = await setUp()
    await runHere(exceptions, ['add', '+14155550111', '--name', 'Mom'], { env })
    await phone.ring({ from: '+14155550111' })
    expect((await run([])).out).toContain('Mom +14155550111  ringing you, goes on')
  })

  test('tells of a call that the owner simulated', async () => {
    const { run, file, twoCalls } = await setUp()
    const [fire] = await twoCalls()
    await using database = openSqlite(file)
    await database.write((queries) =>
      queries.updateTable('calls').set({ simulated: 1 }).where('call_sid', '=', fire).execute(),
    )
    const told = (await run([])).out.split('\n').filter((line) => line.includes('  simulated  '))
    expect(told).toEqual([expect.stringContaining(fire)])
  })

  test('tells times and days as the server has them, wherever the terminal stands', async () => {
    const { phone, file, env } = await startConcierge({ TIME_ZONE: 'America/Los_Angeles' })
    const { callSid } = await phone.ring()
    await using database = openSqlite(file)
    // Half past five in the afternoon of the 22nd, there.
    const start_time = '2026-11-23T01:30:00.000Z'
    await database.write((queries) =>
      queries.updateTable('calls').set({ start_time }).where('call_sid', '=', callSid).execute(),
    )
    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('TZ', 'Asia/Tokyo')
    const run = (...args: string[]) => runHere(conversations, args, { env })
    expect((await run()).out).toMatch(/^2026-11-22 17:30:00 /)
    expect((await run(callSid)).out).toMatch(/^2026-11-22 17:30:00 /)
    expect((await run('--from', '2026-11-22', '--to', '2026-11-22')).out).toContain(callSid)
    expect((await run('--from', '2026-11-22T17:30', '--json')).out).toContain(callSid)
    expect((await run('--from', '2026-11-22T17:31', '--json')).out).not.toContain(callSid)
    expect((await run('--from', '2026-11-23')).out).toBe('No calls\n')
  })

  test('finds calls by what became of them, by caller, words and time', async () => {
    const { run, twoCalls } = await setUp()
    const [fire, pitch] = await twoCalls()
    const found = async (...args: string[]) => {
      const { out } = await run([...args, '--json'])
      const page = JSON.parse(out) as { conversations: Conversation[]; next_cursor: string | null }
      return page.conversations.map(({ call_sid }) => call_sid)
    }
    expect(await found()).toEqual([pitch, fire])
    expect(await found('--decision', 'transferred')).toEqual([fire])
    expect(await found('--caller', '(415) 555-0123')).toEqual([fire])
    expect(await found('--q', 'SOLAR panels')).toEqual([pitch])
    const today = new Date().toISOString().slice(0, 10)
    expect(await found('--from', today)).toEqual([pitch, fire])
    for (const when of ['yesterday', '7d', '24h', 'today'])
      expect(await found('--from', when)).toEqual([pitch, fire])
    expect(await found('--since', '2w', '--to', 'yesterday')).toEqual([])
    expect(await found('--to', '2026-01-01', '--limit', '5')).toEqual([])
    expect(await found('--limit', '1')).toEqual([pitch])
  })

  test('goes on with the cursor, and says when there is more', async () => {
    const { run, twoCalls } = await setUp()
    const [fire, pitch] = await twoCalls()
    const { out } = await run(['--limit', '1', '--json'])
    const { next_cursor } = JSON.parse(out) as { next_cursor: string }
    expect((await run(['--limit', '1', '--cursor', next_cursor])).out).toContain(fire)
    const shown = (await run(['--limit', '1'])).out
    expect(shown).toContain('There are older calls')
    expect(shown).toContain(pitch)
  })

  test('takes as many pages as the limit needs', async () => {
    const { run, phone } = await setUp()
    const rings = Array.from({ length: 201 }, () => phone.ring({ from: 'anonymous' }))
    await Promise.all(rings)
    const { out } = await run(['--limit', '250', '--json'])
    const { conversations: all } = JSON.parse(out) as { conversations: Conversation[] }
    expect(new Set(all.map(({ call_sid }) => call_sid)).size).toBe(201)
  })

  test('shows one call, with its journal where that is asked for', async () => {
    const { run, twoCalls } = await setUp()
    const [fire] = await twoCalls()
    const { out, code } = await run([fire])
    expect(out).toMatch(/^phone {6}to \+12125550142, flow concierge \S+, in American English$/m)
    expect(out).toMatch(/^concierge {2}Hello.* \(\d+ ms\)$/m)
    expect(out).not.toContain('call.arrived')
    expect(code).toBe(0)
    const journal = (await run([fire, '--journal'])).out
    expect(journal).toMatch(/^1 +\d{4}-\S+ \S+ +The call arrived$/m)
    expect(journal).toMatch(/^\d +.* What is it about\? Transfer, \w+: heard: fire/m)
    expect(journal).not.toContain('%')
    const call = JSON.parse((await run([fire, '--journal', '--json'])).out) as Conversation
    expect(call).toMatchObject({ call_sid: fire, turns: { length: 4 } })
    expect(call.journal!.length).toBeGreaterThan(3)
  })

  test.each([['CA00000000000000000000000000000000'], ['erase', 'CA0', '--yes']])(
    '%s of a call that nobody knows ends with 3',
    async (...args) => {
      const { run } = await setUp()
      const { err, code } = await run(args)
      expect(err).toContain(`No call CA0`)
      expect(code).toBe(3)
    },
  )

  test('a value that the server does not take ends with 2', async () => {
    const { run } = await setUp()
    const { err, code } = await run(['--decision', 'maybe'])
    expect(err).toContain('choose one of transferred')
    expect(code).toBe(2)
  })

  test.each([
    [['hello'], "'hello' is no call"],
    [['..'], "'..' is no call"],
    [['CA1', 'CA2'], "'CA2' is one too many"],
    [['erase'], 'erase which call?'],
    [['erase', 'CA1', 'CA2'], "'CA2' is one too many"],
    [['CA1', '--limit', '2'], '--limit does not go with one call'],
    [['--journal'], '--journal does not go with a list'],
    [['--follow', '--to', '2026-01-01'], '--to does not go with --follow'],
    [['--every', '2'], '--every does not go with a list'],
    [['--follow', '--every', '0'], '--every 0: give seconds'],
    [['--limit', '0'], 'from 1 to'],
    [['--limit', '1e3'], '--limit 1e3'],
    [['--from', 'tomorrow'], '--from tomorrow: write it like'],
    [['--from', '2026-02-30'], '--from 2026-02-30'],
  ])('refuses %j', async (args, reason) => {
    const { code, out, err } = await runHere(conversations, args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(reason)
  })

  test('--help tells what it can do, and every exit code', async () => {
    const { out, code } = await runHere(conversations, ['--help'])
    for (const word of ['--follow', '--journal', 'erase', '--q', '--json', '5 the key is refused'])
      expect(out).toContain(word)
    expect(code).toBe(0)
  })

  test('a wrong key ends with 5, a server out of reach with 4', async () => {
    const { run, env, stop } = await setUp()
    const wrong = { ...env, ADMIN_API_KEY: 'wrong-key-wrong-key' }
    for (const args of [[], ['--follow']]) {
      const { err, out, code } = await runHere(conversations, args, { env: wrong })
      expect(code).toBe(5)
      expect(err + out).not.toContain('wrong-key')
    }
    await stop()
    for (const args of [[], ['--follow']]) expect(await run(args)).toMatchObject({ code: 4 })
  })
})

describe('npm run conversations -- decide', () => {
  test('says what is to become of a caller on the line, and why not of one who has gone', async () => {
    const { run, phone } = await setUp()
    const caller = await phone.ring({ from: '+14155550123' })
    const said = await run(['decide', caller.callSid, 'say', 'Which', 'street', 'is', 'it?'])
    expect(said).toEqual({ out: 'It is said to the caller.\n', err: '', code: 0 })
    await caller.silence()
    expect(caller.lastHeard).toEqual(['Which street is it?'])
    const put = await run(['decide', caller.callSid, 'put-through'])
    expect(put.out).toBe('Your phone is about to ring: the caller is being put through.\n')
    await caller.silence()
    expect(caller.state).toBe('dialing')
    await caller.hangUp()
    const late = await run(['decide', caller.callSid, 'turn-away'])
    expect(late).toMatchObject({ out: '', code: 1 })
    expect(late.err).toContain('The call is over.')
  })

  test.each([
    [['decide'], 'decide which call?'],
    [['decide', 'CA1'], 'What is to become of it?'],
    [['decide', 'CA1', 'dance'], "'dance' is no choice"],
    [['decide', 'CA1', 'say'], 'What is to be said to the caller?'],
    [['decide', 'CA1', 'turn-away', 'now'], "'now' is one too many"],
  ])('%j is refused in words', async (args, words) => {
    const { run } = await setUp()
    const { err, code } = await run(args)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })
})

describe('npm run conversations -- erase', () => {
  test('forgets what was said', async () => {
    const { run, twoCalls } = await setUp()
    const [fire] = await twoCalls()
    expect(await run(['erase', fire, '--yes'])).toEqual({
      out: `Erased ${fire}\n`,
      err: '',
      code: 0,
    })
    const { out } = await run([fire])
    expect(out).toContain('you missed it, your phone was busy')
    expect(out).toMatch(/^phone {6}erased \d{4}-/m)
    expect(out).not.toContain('fire')
    expect(out).not.toContain('+14155550123')
    expect(out).not.toMatch(/^caller/m)
  })

  test('asks first, and needs --yes where there is nobody to ask', async () => {
    const { run, env, twoCalls } = await setUp()
    const [fire] = await twoCalls()
    expect(await run(['erase', fire])).toMatchObject({
      err: expect.stringContaining('--yes'),
      code: 2,
    })
    const decide = async (keys: string) => {
      const { around, screen, press } = createTerminal(env)
      const code = conversations(['erase', fire], around)
      await screen.until('for good?')
      press(keys)
      return [await code, screen.all] as const
    }
    for (const no of ['n', '\r', '\u001b']) {
      const [code, shown] = await decide(no)
      expect(code).toBe(1)
      expect(shown).toContain('Nothing was erased')
    }
    expect((await run([fire])).out).toContain(FIRE)
    const [code, shown] = await decide('y')
    expect(code).toBe(0)
    expect(shown).toContain(FIRE)
    expect(shown).toContain(`Erased ${fire}`)
    expect(shown).not.toContain(KEY)
  })

  test('is refused while the call goes on', async () => {
    const { run, phone } = await setUp()
    const { callSid } = await phone.ring()
    const { err, code } = await run(['erase', callSid, '--yes'])
    expect(err).toContain('still going on')
    expect(code).toBe(1)
  })
})

test('calls to one line are listed by its label', async () => {
  const LINES = JSON.stringify([
    { number: '+12125550142', label: 'Home' },
    { number: '+12125550143', label: 'Office' },
  ])
  const { phone, env } = await startConcierge({ LINES })
  const home = await phone.ring({ from: '+14155550123', to: '+12125550142' })
  const office = await phone.ring({ from: '+14155550124', to: '+12125550143' })
  const { out } = await runHere(conversations, ['--line', 'office'], { env })
  expect(out).toContain(office.callSid)
  expect(out).not.toContain(home.callSid)
  const one = await runHere(conversations, [office.callSid], { env })
  expect(one.out).toContain('to Office, +12125550143, flow concierge')
  const wrong = await runHere(conversations, ['--line', 'Shop'], { env })
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('known are Home, Office')])
})

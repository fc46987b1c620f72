import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Flow } from '../../../machines/flows.ts'
import { replay } from '../../../server/cli/replay/replay.ts'
import { eraseCall } from '../../../storage/review/erasure.ts'
import { changedFlow } from '../../replay/changed-flow.ts'
import { byWord, UNANNOUNCED } from '../../replay/recorded.ts'
import { runHere } from '../../support/command.ts'
import { createConcierge, MOTHER, STRANGER, temporaryFile } from '../../support/concierge.ts'
import { answers, fails } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'

const run = (args: string[], env: Record<string, string> = {}) => runHere(replay, args, { env })

/** A contact, an emergency after a question, and an offer; taken by that flow. */
async function threeCalls(flow?: Flow) {
  const concierge = await createConcierge({
    ...UNANNOUNCED,
    contacts: [MOTHER],
    screener: byWord,
    ...(flow && { flows: [flow] }),
  })
  const { phone, file } = concierge
  const contact = await phone.ring({ from: MOTHER.phoneNumber })
  await contact.dialEnds('completed')
  const offer = await phone.ring({ from: STRANGER })
  await offer.say('an offer')
  const emergency = await phone.ring({ from: '+14155550124' })
  await emergency.say('hello')
  await emergency.say('there is a fire')
  if (emergency.state === 'dialing') await emergency.dialEnds('completed')
  return { concierge, contact, offer, emergency, env: { SQLITE_DB_PATH: file } }
}

const withoutTransfers = () => changedFlow({ 'states/judged/always/0/target': 'parted' }, '0')

describe('npm run replay', () => {
  test('says of a call that goes as it went that it is identical', async () => {
    const { emergency, env } = await threeCalls()
    const { code, out } = await run([emergency.callSid], env)
    expect(out).toContain(`${emergency.callSid}  identical  5 turns  transferred`)
    expect(code).toBe(0)
  })

  test('shows turn by turn where a call goes another way, and ends with 1', async () => {
    const { emergency, env } = await threeCalls(withoutTransfers())
    const { code, out } = await run([emergency.callSid], env)
    expect(out.split('\n').slice(0, 8)).toEqual([
      `${emergency.callSid}  different  4 turns  transferred`,
      '  ✓  1  call.arrived  → listening.greeting',
      '  ✓  2  caller.spoke “hello”  → listening.askingOn',
      '  ✗  3  caller.spoke “there is a fire”',
      '          state     was parted',
      '                    is  dialing.screened',
      '          cue       was reply, then hang up',
      '                    is  reply, then dial',
    ])
    expect(code).toBe(1)
  })

  test('takes all calls, or those of a decision or since a day', async () => {
    const { contact, env } = await threeCalls(withoutTransfers())
    const all = await run(['--all'], env)
    expect(all.out).toMatch(/3 calls in .* s: 2 identical, 1 different/)
    expect(all.code).toBe(1)
    const contacts = await run(['--decision', 'transferred_exception', '--json'], env)
    expect(JSON.parse(contacts.out)).toEqual([
      {
        call_sid: contact.callSid,
        flow: 'concierge',
        flow_version: '0',
        final_decision: 'transferred_exception',
        outcome: 'identical',
        turns: 3,
        differences: [],
      },
    ])
    expect(contacts.code).toBe(0)
    expect((await run(['--since', '2999-01-01'], env)).out).toMatch(/^\s*0 calls/)
    for (const args of ['--since 7d', '--from yesterday', '--from 24h', '--to today'])
      expect((await run(args.split(' '), env)).out).toContain('3 calls in')
    expect((await run(['--to', 'yesterday'], env)).out).toMatch(/^\s*0 calls/)
  })

  test('sums up many different calls by what is different', async () => {
    const { concierge, env } = await threeCalls(withoutTransfers())
    for (let calls = 0; calls < 12; calls++) {
      const caller = await concierge.phone.ring({ from: STRANGER })
      await caller.say('there is a fire')
    }
    const { out } = await run(['--all'], env)
    expect(out).toContain('… and 3 more calls')
    expect(out).toMatch(/\n +13 {2}state: parted → dialing\.screened {2}\(such as CA/)
  })

  test('leaves out what was erased', async () => {
    const { concierge, offer, env } = await threeCalls()
    await eraseCall(concierge.database, offer.callSid, new Date())
    const { code, out } = await run(['--all'], env)
    expect(out).toContain('2 identical, 1 erased: nothing to replay')
    expect(code).toBe(0)
    expect(await run([offer.callSid], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('was erased'),
    })
  })
})

describe('npm run replay -- --screener', () => {
  test('asks a model again and shows which decisions would change, in which calls', async () => {
    const { emergency, offer, env } = await threeCalls()
    await using model = await startScriptedModel((request) => {
      if (request.text.includes('on fire') || request.text.includes('a fire'))
        return answers('{END CALL:sales} We buy nothing.')
      return request.text.includes('an offer')
        ? answers('{END CALL:sales} No, thank you.')
        : answers('{ASK} Go on?')
    })
    const settings = { ...env, OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const { code, out } = await run(['--all', '--screener', 'openai'], settings)
    expect(out).toMatch(/transfer │ 0 +│ 1 +│ 0/)
    expect(out).toContain(`transfer → end  ${emergency.callSid} turn 3  dialing.screened → parted`)
    expect(out).toContain('said  hello ⏎ there is a fire')
    expect(out).toMatch(/is {4}“We buy nothing\.” \(openai, [\d.]+ ms\)/)
    expect(out).not.toContain(offer.callSid)
    expect(out).toMatch(/verdicts {6}3, of them 1 changed/)
    expect(out).toMatch(/now {11}[\d.]+ ms p50, [\d.]+ ms p95/)
    expect(code).toBe(1)
  })

  test('tells of a screener that fails', async () => {
    const { offer, env } = await threeCalls()
    await using model = await startScriptedModel(() => fails(500))
    const settings = { ...env, OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const { code, out } = await run([offer.callSid, '--screener', 'openai', '--json'], settings)
    expect(JSON.parse(out)).toMatchObject({
      verdicts: 1,
      changed: 1,
      decisions: { end: { none: 1 } },
      screenings: [{ said: ['an offer'], is: null, error: expect.stringContaining('500') }],
    })
    expect(code).toBe(1)
  })

  test('the rules need nothing to be set up', async () => {
    const { code, out } = await run(['tests/calls/emergency.json', '--screener', 'offline'])
    expect(out).toMatch(/verdicts {6}1, of them 0 changed/)
    expect(code).toBe(0)
  })
})

describe('npm run replay -- --export', () => {
  test('writes a call that can be replayed anywhere', async () => {
    const { emergency, env } = await threeCalls()
    const file = await temporaryFile('call.json')
    expect(await run([emergency.callSid, '--export', file], env)).toMatchObject({ code: 0 })
    expect(await readFile(file, 'utf8')).not.toMatch(/fire|4155550123/)
    const again = await run([file])
    expect(again.out).toContain(`${file}  identical  5 turns  transferred`)
    const asked = await run([file, '--screener', 'offline'])
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('--keep-words') })
    const twice = await run([emergency.callSid, '--export', file], env)
    expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('exists') })
  })

  test('keeps the words of a call whose flow goes by them', async () => {
    const { phone, file } = await createConcierge({
      screener: byWord,
      settings: { FLOW: 'after-hours' },
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('about the boiler')
    await caller.say('yes')
    const target = await temporaryFile('call.json')
    const env = { SQLITE_DB_PATH: file }
    const without = await run([caller.callSid, '--export', target], env)
    expect(without).toMatchObject({ code: 2, err: expect.stringContaining('--keep-words') })
    const kept = await run([caller.callSid, '--export', target, '--keep-words'], env)
    expect(kept).toMatchObject({ code: 0, out: `${target}\n` })
  })

  test('writes many calls into a folder, with their words where they are wanted', async () => {
    const { env } = await threeCalls()
    const folder = join(dirname(await temporaryFile()), 'calls')
    await run(['--all', '--export', folder, '--keep-words'], env)
    const files = await readdir(folder)
    expect(files).toHaveLength(3)
    const { out } = await run(files.map((file) => join(folder, file)))
    expect(out).toMatch(/3 calls in .*: 3 identical/)
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    expect(texts.join('\n')).toContain('there is a fire')
  })
})

test.each([
  [[], 'Say which calls'],
  [['CA1', '--all'], 'Either name the calls'],
  [['+14155550123'], "neither a call's id nor a file"],
  [['--all', '--decision', 'maybe'], "no decision 'maybe'"],
  [['--since', 'tomorrow'], '--since tomorrow'],
  [['--all', '--keep-words'], '--keep-words belongs to --export'],
  [['--all', '--export', 'calls', '--screener', 'offline'], 'Either --export or --screener'],
  [['--all', '--concurrency', '0'], 'whole number'],
  [['--all', '--loud'], '--loud'],
])('%j is refused with what to do', async (args, hint) => {
  const { code, out, err } = await run(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(hint)
})

test.each([
  [['CA0000'], 'No call CA0000'],
  [['nowhere.json'], 'nowhere.json cannot be read: there is no such file'],
  [['package.json'], 'no call that can be replayed'],
  [['tests/calls/emergency.json', '--screener', 'oracle'], "no screener 'oracle'"],
])('%j is answered with what to do, and exit code 2', async (args, hint) => {
  const { file } = await createConcierge()
  const { code, err } = await run(args, { SQLITE_DB_PATH: file })
  expect(code).toBe(2)
  expect(err).toContain(hint)
  expect(err).not.toMatch(/\bat .*\.ts:\d+/)
})

test('a folder in place of a call is told', async () => {
  const folder = await temporaryFile('folder.json')
  await mkdir(folder)
  const { code, err } = await run([folder])
  expect(err).toContain(`${folder} cannot be read: it is a folder\n`)
  expect(code).toBe(2)
})

test.each([
  ['', 'is empty: give a file that npm run replay -- --export has written'],
  ['not JSON', 'is no JSON: give a file'],
  ['{"format": "another"}', 'is no call that can be replayed: give a file that npm run replay'],
])('a file with %j in place of a call is told', async (text, reason) => {
  const file = await temporaryFile('call.json')
  await writeFile(file, text)
  const { code, err } = await run([file])
  expect(err).toContain(`${file} ${reason}`)
  expect(code).toBe(2)
})

test('a mark of Windows before a call is no part of it', async () => {
  const file = await temporaryFile('call.json')
  await writeFile(file, `\ufeff${await readFile('tests/calls/emergency.json', 'utf8')}`)
  expect(await run([file])).toMatchObject({ code: 0 })
})

test('an empty file is no database, and stays empty', async () => {
  const file = await temporaryFile()
  await writeFile(file, '')
  const { code, err } = await run(['--all'], { SQLITE_DB_PATH: file })
  expect(err).toContain(`The database ${file} is empty`)
  expect(code).toBe(2)
  expect(await readFile(file, 'utf8')).toBe('')
  const folder = await run(['--all'], { SQLITE_DB_PATH: dirname(file) })
  expect(folder.err).toContain('is a folder')
})

test('without a database there is nothing to replay, and none is begun', async () => {
  const file = await temporaryFile('none.db')
  const { code, err } = await run(['--all'], { SQLITE_DB_PATH: file })
  expect(code).toBe(2)
  expect(err).toContain('SQLITE_DB_PATH')
  await writeFile(file, 'this is no database, however long it may be')
  expect(await run(['--all'], { SQLITE_DB_PATH: file })).toMatchObject({ code: 2 })
})

test('a database server that cannot be had is told', async () => {
  const env = { USE_AZURE_SQL: 'true', AZURE_SQL_CONNECTION_STRING: 'Password=secret-word' }
  const { code, out, err } = await run(['--all'], env)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('AZURE_SQL_CONNECTION_STRING: ')
  expect(err).not.toContain('secret-word')
})

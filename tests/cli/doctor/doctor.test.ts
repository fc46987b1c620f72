import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { doctor } from '../../../server/cli/doctor/doctor.ts'
import { CHECK_NAMES, type Examined } from '../../../server/doctor/check.ts'
import { emptyFolder, runHere, startConcierge } from '../../support/command.ts'

const TOKEN = '5e0f2b7c9a1d4836b2e7'

async function look(args: string[], env: Record<string, string> = {}) {
  const run = await runHere(doctor, args, { env })
  expect(run.out + run.err).not.toContain(TOKEN)
  return run
}

test('tells everything as one list, in words, and makes nothing', async () => {
  const file = join(await emptyFolder(), 'calls.db')
  const { code, out, err } = await look([], { SQLITE_DB_PATH: file })
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toMatch(/^warn {2}Settings\n {6}This is a demo: no real call can come/)
  expect(out).toContain('→ npm run setup')
  expect(out).toMatch(/\d+ are to be seen to, \d+ were not checked; \d+ well\.\n$/)
  const { out: json } = await look(['--json'], { SQLITE_DB_PATH: file })
  const { state, checks } = JSON.parse(json) as { state: string; checks: Examined[] }
  expect(state).toBe('warn')
  expect(checks.map(({ name }) => name)).toEqual(CHECK_NAMES)
  expect(existsSync(file)).toBe(false)
})

test('looks at what is named, and the exit code is the worst of it', async () => {
  const { file } = await startConcierge()
  const well = await look(['database', 'disk'], { SQLITE_DB_PATH: file })
  expect(well.code).toBe(0)
  expect(well.out).toMatch(/^ok {4}Database\n( {6}.*\n)+ok {4}Disk\n( {6}.*\n)+All is well\.\n$/)
  const broken = await look(['database'], { SQLITE_DB_PATH: join(import.meta.dirname) })
  expect(broken.code).toBe(2)
  expect(broken.out).toMatch(/^FAIL {2}Database\n/)
  const none = await look(['databse'])
  expect(none.code).toBe(2)
  expect(none.err).toContain("no check 'databse'")
})

test('one mistake in the settings hides nothing else that is wrong', async () => {
  const { file } = await startConcierge()
  const { code, out } = await look(['settings', 'database', 'time_zone', '--json'], {
    SQLITE_DB_PATH: file,
    MAX_TURNS: 'many',
    TIME_ZONE: 'Mars/Olympus',
    TWILIO_AUTH_TOKEN: TOKEN,
    REAL_PHONE_NUMBER: 'mine',
  })
  expect(code).toBe(2)
  const { checks } = JSON.parse(out) as { checks: Examined[] }
  expect(checks.map(({ state }) => state)).toEqual(['fail', 'ok', expect.any(String)])
  for (const name of ['MAX_TURNS', 'TIME_ZONE', 'REAL_PHONE_NUMBER', 'ADMIN_API_KEY'])
    expect(checks[0]!.says).toContain(`${name}: `)
})

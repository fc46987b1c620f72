import { describe, expect, test } from 'vitest'
import { hours } from '../../../server/cli/hours/hours.ts'
import { runHere, startConcierge } from '../../support/command.ts'

const HOURS = 'mon-sun=concierge; 2020-01-01=after-hours'

async function withServer(settings: Record<string, string> = { HOURS }) {
  const server = await startConcierge({ TIME_ZONE: 'UTC', ...settings })
  const run = (...args: string[]) => runHere(hours, args, { env: server.env })
  return { ...server, run }
}

describe('npm run hours', () => {
  test('tells the rules, who says so, what answers now and what comes next', async () => {
    const { run } = await withServer()
    const { out, code } = await run()
    expect(code).toBe(0)
    expect(out).toMatch(
      /^mon-sun +concierge\n2020-01-01 +after-hours\nfrom the environment, by the clock in UTC\n/,
    )
    expect(out).toMatch(/\n[\d-]{10} \d\d:\d\d: concierge answers, by the rule mon-sun\n/)
    expect(out).toMatch(/\nnothing else within two weeks\n$/)
    expect((await (await withServer({})).run()).out).toMatch(
      /^no rules: always concierge, by the clock/,
    )
  })

  test('changes them, and goes back to the environment', async () => {
    const { run } = await withServer()
    const set = await run('set', 'else', '=', 'after-hours')
    expect(set.out).toMatch(
      /^else +after-hours\nchanged on the console; otherwise mon-sun=concierge; /,
    )
    expect((await run('reset')).out).toContain('from the environment')
    const wrong = await run('set', 'mon=night')
    expect(wrong).toMatchObject({ code: 2, out: '' })
    expect(wrong.err).toContain("there is no flow 'night'")
  })

  test('keeps quiet until then, and not before then, until it is ended', async () => {
    const { run } = await withServer()
    expect((await run('quiet', 'until', '2h')).out).toMatch(
      /\nafter-hours until [\d-]{10} \d\d:\d\d, whatever the rules say\n.*: after-hours answers, for the time being\n.*: concierge\n$/,
    )
    expect((await run('not', 'before', 'monday', 'after-hours')).out).toContain(' 00:00, whatever')
    expect((await run('open')).out).not.toContain('whatever')
  })

  test('tells what would answer then, and prints JSON', async () => {
    const { run } = await withServer({ HOURS: 'sat,sun=after-hours' })
    expect((await run('at', 'saturday')).out).toContain('after-hours answers, by the rule sat,sun')
    expect(JSON.parse((await run('--json')).out)).toMatchObject({ text: 'sat,sun=after-hours' })
  })

  test.each([
    [['paint']],
    [['set']],
    [['reset', 'all']],
    [['quiet', 'for', '2h']],
    [['quiet', 'until']],
    [['not', 'until', '2h']],
    [['at']],
  ])('%j is refused with what to say', async (args) => {
    const { run } = await withServer()
    expect(await run(...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Say nothing'),
    })
  })
})

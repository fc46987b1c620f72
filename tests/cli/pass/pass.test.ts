import { describe, expect, test } from 'vitest'
import { pass } from '../../../server/cli/pass/pass.ts'
import { runHere, startConcierge } from '../../support/command.ts'

async function withServer() {
  const server = await startConcierge()
  const env = { ...server.env, TIME_ZONE: 'UTC' }
  return { run: (...args: string[]) => runHere(pass, args, { env }) }
}

describe('npm run pass', () => {
  test('lets through for a while, lists what goes on, and ends it', async () => {
    const { run } = await withServer()
    expect((await run()).out).toBe('No pass goes on\n')
    expect((await run('30m')).out).toMatch(/^everybody gets through until [\d-]{10} \d\d:\d\d\n$/)
    expect((await run('2h', 'the', 'courier')).out).toMatch(/^the courier is expected until /)
    expect((await run('tomorrow', '+1 415 555', '--expected')).out).toMatch(
      /^\+1415555… is expected until [\d-]{10} 00:00\n$/,
    )
    expect((await run('list')).out.split('\n')).toHaveLength(4)
    expect((await run('end', '1')).out).toBe('Pass 1 has ended\n')
    expect((await run('list', '--json')).out).not.toContain('"all"')
    expect(await run('end', '1')).toMatchObject({ code: 3, out: '' })
  })

  test.each([
    [['soon'], /write it like 30m/],
    [['end'], /Say until WHEN/],
    [['end', 'all'], /Say until WHEN/],
    [['list', 'all'], /Say until WHEN/],
    [['1h', '+1 courier'], /begin with \+/],
  ])('%j is refused with what to say', async (args, words) => {
    const { run } = await withServer()
    expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringMatching(words) })
  })
})

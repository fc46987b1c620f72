import { describe, expect, test } from 'vitest'
import { blocks } from '../../../server/cli/blocks/blocks.ts'
import { runHere, startConcierge } from '../../support/command.ts'

async function withServer() {
  const server = await startConcierge()
  return { run: (...args: string[]) => runHere(blocks, args, { env: server.env }) }
}

describe('npm run blocks', () => {
  test('blocks a number, a prefix and a country, lists, finds and takes away', async () => {
    const { run } = await withServer()
    expect((await run()).out).toBe('Nobody is blocked\n')
    expect((await run('add', '415', '555', '0123', '--note', 'a robot')).out).toBe(
      'Blocked +14155550123\n',
    )
    expect((await run('add', '--prefix', '+1 900')).out).toBe('Blocked +1900…\n')
    expect((await run('add', '--country', 'gb')).out).toBe('Blocked GB\n')
    expect((await run('list')).out).toBe('3  GB\n2  +1900…\n1  +14155550123  a robot\n')
    expect((await run('list', 'robot')).out).toBe('1  +14155550123  a robot\n')
    expect((await run('remove', '2')).out).toBe('Block 2 is gone\n')
    expect(JSON.parse((await run('list', '--json')).out).blocks).toHaveLength(2)
    expect(await run('remove', '2')).toMatchObject({ code: 3, out: '' })
    expect(await run('add', '--country', 'Mars')).toMatchObject({ code: 2, out: '' })
  })

  test.each([
    [['add']],
    [['add', '+1900', '--country', 'GB']],
    [['remove']],
    [['remove', '+1900']],
    [['list', '--note', 'x']],
    [['paint']],
  ])('%j is refused with what to say', async (args) => {
    const { run } = await withServer()
    expect(await run(...args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/Say list|does not go with/),
    })
  })
})

test('npm run blocks -- --help says what a blocked caller hears: a busy line', async () => {
  const { out } = await runHere(blocks, ['--help'])
  expect(out).toMatch(/its caller hears a busy line/)
})

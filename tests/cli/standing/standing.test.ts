import { expect, test } from 'vitest'
import { blocks } from '../../../server/cli/blocks/blocks.ts'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { standing } from '../../../server/cli/standing/standing.ts'
import { runHere, startConcierge } from '../../support/command.ts'

test('npm run standing tells what would become of a call, and of last week’s', async () => {
  const LINES = JSON.stringify([
    { number: '+12125550143', label: 'Office', contacts: 'own' },
    { number: '+12125550144', label: 'Shop' },
  ])
  const server = await startConcierge({ LINES })
  const env = { ...server.env, TIME_ZONE: 'UTC' }
  const run = (...args: string[]) => runHere(standing, args, { env })
  await runHere(blocks, ['add', '--prefix', '+1 900', '--note', 'dear'], { env })
  expect((await run('+1', '900')).out).toBe(
    '+1900    turned away unheard  prefix +1900 is blocked: dear\n',
  )
  const client = ['add', '+14155550111', '--name', 'Client', '--line', 'Office']
  await runHere(exceptions, client, { env })
  expect((await run('Client', '--line', 'office')).out).toContain('straight through')
  expect(await run('Client')).toMatchObject({ code: 3, err: '' })
  expect(await run('Client', '--line', 'Shop')).toMatchObject({
    code: 3,
    err: 'Shop has no list of its own: this is the one that lines share\n',
  })
  expect(await run('week', '--line', 'Office')).toMatchObject({ code: 2, out: '' })
  expect(await run('Nobody')).toMatchObject({ code: 3, out: 'Nobody is called Nobody\n' })
  const caller = await server.phone.ring({ from: '+14155550123' })
  await caller.hangUp()
  expect((await run('week')).out).toBe('0 of 1 calls would have gone otherwise\n')
  const week = await run('week', '--prefix', '+1 415')
  expect(week.out).toMatch(
    /\+14155550123 {2}stranger \(abandoned, concierge\) → blocked \(blocked, concierge\) {2}prefix \+1415 is blocked/,
  )
  expect(week.out).toMatch(/\n1 of 1 calls would have gone otherwise\n$/)
  expect(
    JSON.parse((await run('week', '--hours', 'else=after-hours', '--json')).out),
  ).toMatchObject({
    changed: [{ would: { flow: 'after-hours' } }],
  })
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Say who calls') })
  expect(await run('Mom', '--prefix', '+1')).toMatchObject({ code: 2, out: '' })
})

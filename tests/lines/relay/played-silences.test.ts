/** The silence of a caller who is played: whoever wants it is never left waiting. */
import { expect, test } from 'vitest'
import { createPlayedSilences } from '../../../server/lines/relay/played-silences.ts'

const CALL = 'CA00000000000000000000000000000001'

test('a silence that is wanted before it is waited for runs out once, for all who want it', async () => {
  const silences = createPlayedSilences()
  const wanting = [silences.runOut(CALL), silences.runOut(CALL)]
  let silent = 0
  silences.timers.after(5_000, () => silent++, CALL)
  await Promise.all(wanting)
  expect(silent).toBe(1)
})

test('whoever wants it of a call that is over is told at once', async () => {
  const silences = createPlayedSilences()
  const wanting = silences.runOut(CALL)
  silences.over(CALL)
  await expect(wanting).resolves.toBeUndefined()
})

test('a silence that is waited for runs out at once, and once', async () => {
  const silences = createPlayedSilences()
  let silent = 0
  silences.timers.after(5_000, () => silent++, CALL)
  await silences.runOut(CALL)
  expect(silent).toBe(1)
  const wanting = silences.runOut(CALL)
  silences.timers.after(5_000, () => silent++, CALL)
  await wanting
  expect(silent).toBe(2)
})

test('what is no longer waited for does not run, and takes nothing away from what came after it', async () => {
  const silences = createPlayedSilences()
  const ran: string[] = []
  const forgetFirst = silences.timers.after(5_000, () => ran.push('first'), CALL)
  const forgetSecond = silences.timers.after(5_000, () => ran.push('second'), CALL)
  forgetFirst()
  await silences.runOut(CALL)
  expect(ran).toEqual(['second'])
  forgetSecond()
  silences.timers.after(5_000, () => ran.push('third'), CALL)()
  const wanting = silences.runOut(CALL)
  silences.timers.after(5_000, () => ran.push('fourth'), CALL)
  await wanting
  expect(ran).toEqual(['second', 'fourth'])
})

test('what nobody is silent in takes the time it takes, unless it is taken back', async () => {
  const { timers } = createPlayedSilences()
  const ran: string[] = []
  timers.after(1, () => ran.push('taken back'))()
  await new Promise<void>((resolve) => {
    timers.after(2, resolve)
  })
  expect(ran).toEqual([])
})

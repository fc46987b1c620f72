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

/** A flow is of calls, whatever line they come in on. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('nothing in machines/ has the words of a provider', () => {
  const files = globSync('machines/**/*.ts')
  expect(files).not.toEqual([])
  const told = files.filter((file) =>
    /twilio|twiml|webhook|answerOnBridge/i.test(readFileSync(file, 'utf8')),
  )
  expect(told).toEqual([])
})

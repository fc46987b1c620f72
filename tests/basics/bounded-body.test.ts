import { expect, test } from 'vitest'
import { beginningOf, shortened, wholeText } from '../../server/basics/bounded-body.ts'

/** Of five octets each; `read` counts them, `left` is true when nobody wants more. */
function endless() {
  const told = { read: 0, left: false }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      told.read += 5
      controller.enqueue(Buffer.from('abcde'))
    },
    cancel() {
      told.left = true
    },
  })
  return { told, body }
}

test('of a body without an end the beginning is read, and the rest left', async () => {
  const { told, body } = endless()
  expect((await beginningOf(body, 12)).toString()).toBe('abcdeabcdeab')
  expect(told.left).toBe(true)
  expect(told.read).toBeLessThan(30)
})

test('of none and of a short one, all there is', async () => {
  expect((await beginningOf(null, 12)).toString()).toBe('')
  expect((await beginningOf(new Response('abc').body, 12)).toString()).toBe('abc')
})

test('an answer is whole, or an error', async () => {
  expect(await wholeText(new Response('\ufeffäbc'), 7)).toBe('äbc')
  await expect(wholeText(new Response('abcd'), 3)).rejects.toThrow('longer than 3 bytes')
  await expect(wholeText(new Response(endless().body), 30)).rejects.toThrow(RangeError)
})

test('a response that somebody else reads is cut, with all else as it was', async () => {
  const { told, body } = endless()
  const whole = new Response(body, { status: 418, headers: { 'x-a': 'b' } })
  const cut = shortened(whole, 12)
  expect(cut.status).toBe(418)
  expect(cut.headers.get('x-a')).toBe('b')
  expect(await cut.text()).toBe('abcdeabcdeab')
  await expect.poll(() => told.left).toBe(true)
  expect(await shortened(new Response('abc', { status: 500 }), 12).text()).toBe('abc')
  expect(await shortened(new Response(null, { status: 404 }), 12).text()).toBe('')
})

/** What nobody can have signed is refused before anything behind its head is read. */
import { expect, test } from 'vitest'
import { createConcierge } from '../../support/concierge.ts'

const ROUTES = [
  'voice',
  'ai-response?turn=1',
  'transfer-fallback?turn=1',
  'relay-ended?turn=1',
  'fallback',
  'status',
]
const FORM = 'application/x-www-form-urlencoded'

/** A body that says when somebody reads it, and never ends. */
function endless() {
  let isRead = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        isRead = true
        controller.enqueue(Buffer.from('a&'.repeat(1_000)))
      },
    },
    // Or the stream itself asks for a first piece.
    { highWaterMark: 0 },
  )
  return { body, isRead: () => isRead }
}

test.each(ROUTES)('/twilio/%s', async (route) => {
  const { app } = await createConcierge()
  const wrong = [
    '',
    'x',
    'A'.repeat(28),
    `${'A'.repeat(27)}==`,
    `${'A'.repeat(27)}=, b`,
    '=='.repeat(14),
  ]
  for (const signature of [undefined, ...wrong]) {
    const { body, isRead } = endless()
    const headers = { 'content-type': FORM, ...(signature && { 'x-twilio-signature': signature }) }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const answer = await app.request(`/twilio/${route}`, init as RequestInit)
    expect([answer.status, isRead()]).toEqual([403, false])
  }
})

test('nor is what says that it is no form, that it is packed, or that it is too large', async () => {
  const { app } = await createConcierge()
  for (const [more, status] of [
    [{ 'content-type': 'application/json' }, 415],
    [{ 'content-type': FORM, 'content-encoding': 'gzip' }, 415],
    [{ 'content-type': FORM, 'content-encoding': 'br, identity' }, 415],
    [{ 'content-type': FORM, 'content-length': '999999999' }, 413],
  ] as const) {
    const { body, isRead } = endless()
    const headers = { 'x-twilio-signature': `${'A'.repeat(27)}=`, ...more }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const answer = await app.request('/twilio/voice', init as RequestInit)
    expect([answer.status, isRead()]).toEqual([status, false])
  }
})

test('of what tells no length and does not end, no more is read than is taken', async () => {
  const { app } = await createConcierge()
  const headers = { 'x-twilio-signature': `${'A'.repeat(27)}=`, 'content-type': FORM }
  const init = { method: 'POST', headers, body: endless().body, duplex: 'half' }
  expect((await app.request('/twilio/voice', init as RequestInit)).status).toBe(413)
})

test('a form of too many fields is refused, whoever signed it', async () => {
  const { app } = await createConcierge({ settings: { TWILIO_AUTH_TOKEN: '', BASE_URL: '' } })
  const body = `CallSid=CA1&${'a&'.repeat(400)}`
  const answer = await app.request('/twilio/voice', {
    method: 'POST',
    headers: { 'content-type': FORM },
    body,
  })
  expect([answer.status, await answer.text()]).toEqual([413, 'The form has more than 300 fields'])
})

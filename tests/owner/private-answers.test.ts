import { expect, test } from 'vitest'
import { createManaged, KEY } from '../support/management.ts'
import { STRANGER } from '../support/concierge.ts'

const OWNERS = { authorization: `Bearer ${KEY}` }

test('no answer with names or words in it is kept by whoever carries it', async () => {
  const { app, phone } = await createManaged()
  const caller = await phone.ring({ from: STRANGER })
  const again = await caller.post('/twilio/ai-response?turn=1', { SpeechResult: 'hello' })
  const over = await caller.post('/twilio/status', { CallStatus: 'completed' })
  const refused = await app.request('/twilio/voice', { method: 'POST' })
  for (const answer of [again, over, refused])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  for (const path of [
    '/conversations',
    '/exceptions',
    '/exceptions/export',
    '/statistics',
    '/metrics',
    '/nowhere',
  ])
    for (const headers of [OWNERS, {}]) {
      const answer = await app.request(path, { headers })
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store'])
    }
  const page = await app.request('/console/sign-in', { headers: { accept: 'text/html' } })
  expect(page.headers.get('cache-control')).toBe('no-store')
})

test('scripts and styles, which are the same for all, are kept', async () => {
  const { app } = await createManaged()
  const style = await app.request('/console/assets/console.css')
  expect([style.status, style.headers.get('cache-control')]).toEqual([200, 'no-cache'])
})

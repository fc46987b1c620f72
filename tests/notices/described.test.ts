/** The webhook is what its description says. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { createManaged } from '../support/management.ts'
import { createConcierge, MOTHER, STRANGER, verdict } from '../support/concierge.ts'
import { startReceiver } from '../support/receiver.ts'

test('every notice is as the description of the API has it', async () => {
  const { api } = await createManaged()
  const { webhooks, components } = structuredClone(api.document) as unknown as {
    webhooks: { notice: { post: { requestBody: { content: Record<string, { schema: object }> } } } }
    components: object
  }
  const { schema } = webhooks.notice.post.requestBody.content['application/json']!
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  const isAsDescribed = ajv.compile({ ...schema, components })

  const receiver = await startReceiver()
  const { phone } = await createConcierge({
    settings: { WEBHOOK_URL: receiver.url, NOTICE_DETAIL: 'full' },
    contacts: [MOTHER],
    screener: () => verdict('transfer', 'One moment.'),
  })
  const contact = await phone.ring({ from: MOTHER.phoneNumber })
  await contact.dialEnds('busy')
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('fire')
  await caller.hangUp()
  const other = await phone.ring({ from: 'anonymous' })
  await other.hangUp()
  await expect.poll(() => receiver.posted.length).toBe(4)
  for (const { json } of receiver.posted) {
    isAsDescribed(json)
    expect(isAsDescribed.errors).toBeNull()
  }
  expect(new Set(receiver.posted.map(({ json }) => json.type))).toEqual(
    new Set(['call.missed', 'call.urgent', 'call.turned_away']),
  )
  isAsDescribed({ ...receiver.posted[0]!.json, type: 'call.gossip' })
  expect(isAsDescribed.errors).not.toBeNull()
})

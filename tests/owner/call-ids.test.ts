import { expect, test } from 'vitest'
import { connectedFrom, createManaged, KEY } from '../support/management.ts'

const IDS = ['sip:7f3a~2@pbx.example_1+a', 'c'.repeat(128)]

test.each(IDS)('A call is reviewed under whatever id its line gave it: %s', async (id) => {
  const { app, api, phone, database } = await createManaged()
  const call = await phone.ring()
  await call.hangUp()
  for (const table of ['calls', 'conversation', 'journal'] as const)
    await database.queries
      .updateTable(table)
      .set({ call_sid: id })
      .where('call_sid', '=', call.callSid)
      .execute()
  const visit = (path: string, cookie = '', body: URLSearchParams | null = null) =>
    app.request(
      `/console/${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', cookie },
        body,
      },
      connectedFrom('127.0.0.1'),
    )
  const form = new URLSearchParams({ key: KEY, next: `calls/${id}` })
  const signedIn = await visit('sign-in', '', form)
  expect(signedIn.headers.get('location')).toBe(`calls/${id}`)
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!

  const page = await visit(`calls/${id}`, cookie)
  expect(page.status).toBe(200)
  // As a browser resolves it: what is before a colon could be taken for a scheme.
  const [, action = ''] = /action="([^"]*\/export)"/.exec(await page.text()) ?? []
  const { pathname } = new URL(action, `http://localhost/console/calls/${id}`)
  expect(pathname).toBe(`/console/calls/${id}/export`)
  expect((await visit(`calls/${id}/export`, cookie)).status).toBe(200)
  const steps = await visit(`calls/${id}/steps`, cookie)
  expect(await steps.json()).toMatchObject({ result: 'identical' })

  for (const written of [id, encodeURIComponent(id)])
    expect((await api.get(`/conversations/${written}`)).body.call_sid).toBe(id)
  expect((await api.delete(`/conversations/${id}`)).status).toBe(204)
})

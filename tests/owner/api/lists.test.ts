/** The lists of reported numbers over REST. */
import { expect, test } from 'vitest'
import { listedOn } from '../../support/listed-on.ts'
import { fileNamed, ftcFile, startFtc } from '../../support/ftc-server.ts'
import { createManaged, type ApiRequest } from '../../support/management.ts'

const CSV = { headers: { 'content-type': 'text/csv' } }
const NUMBER = '+12125550190'
const TODAY = new Date().toISOString().slice(0, 10)

async function managed(settings: Record<string, string> = {}) {
  const all = await createManaged({ settings })
  return {
    ...all,
    bringIn: (body: string, query = '', request: ApiRequest = CSV) =>
      all.api.send('POST', `/lists/own/import${query}`, { ...request, body }),
    listed: (number: string) => listedOn(all.database.queries, number),
  }
}

test('a list of others is begun by reading it, and read by one at a time', async () => {
  const ftc = await startFtc()
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const answers = ftc.answer
  ftc.answer = async (...request) => {
    await held
    return answers(...request)
  }
  ftc.files.set(fileNamed(TODAY), ftcFile([['2125550190', 'a']]))
  const { api, listed } = await managed({ FTC_URL: ftc.url })
  expect((await api.get('/lists')).body).toEqual({ lists: [] })
  const begun = await api.post('/lists/ftc/update', {})
  expect(begun).toMatchObject({ status: 202, body: { name: 'ftc', is_being_read: true } })
  expect((await api.post('/lists/ftc/update', {})).status).toBe(409)
  expect((await api.delete('/lists/ftc')).status).toBe(409)
  release()
  const list = async () => (await api.get('/lists')).body.lists[0]
  await expect.poll(async () => (await list()).is_being_read).toBe(false)
  expect(await list()).toMatchObject({
    source: 'ftc',
    act_as: 'doubtful',
    numbers: 1,
    failure: null,
  })
  expect(await listed(NUMBER)).toEqual([{ list: 'ftc', reports: 1, asBlocked: false }])
  expect((await api.patch('/lists/ftc', { act_as: 'blocked' })).body.act_as).toBe('blocked')
  expect((await listed(NUMBER))[0]?.asBlocked).toBe(true)
  expect((await api.delete('/lists/ftc')).status).toBe(204)
  expect(await listed(NUMBER)).toEqual([])
  expect((await api.delete('/lists/ftc')).status).toBe(404)
})

test('what the settings name cannot be taken away by hand', async () => {
  const ftc = await startFtc()
  const { api } = await managed({ LISTS: 'ftc', FTC_URL: ftc.url })
  await expect.poll(async () => (await api.get('/lists')).body.lists[0].is_being_read).toBe(false)
  const refused = await api.delete('/lists/ftc')
  expect(refused).toMatchObject({ status: 409, body: { detail: /leave ftc out of LISTS/ } })
})

test('a list of one’s own is a file: with a header or without, and what comes takes the place of what was', async () => {
  const { bringIn, listed, api } = await managed()
  const first = await bringIn(
    'Phone,Reports\n(212) 555-0190,7\n+44 20 7946 0958,\nnobody,1\n',
    '?act_as=blocked',
  )
  expect(first.body).toMatchObject({
    list: { name: 'own', source: 'file', act_as: 'blocked', numbers: 2 },
    failed: 1,
    failed_lines: [4],
  })
  expect(await listed(NUMBER)).toEqual([{ list: 'own', reports: 7, asBlocked: true }])
  const next = await bringIn('212-555-0191\n212-555-0191\n')
  expect(next.body).toMatchObject({ list: { act_as: 'blocked', numbers: 1 }, failed: 0 })
  expect(await listed(NUMBER)).toEqual([])
  expect((await listed('+12125550191'))[0]?.reports).toBe(2)
  await bringIn('212-555-0190', '?act_as=doubtful')
  expect((await listed(NUMBER))[0]?.asBlocked).toBe(false)
  expect((await api.post('/lists/own/update', {})).body.detail).toMatch(/import its file again/)
})

test('what is no list is refused, and the one that stands there stays', async () => {
  const { bringIn, listed, api } = await managed()
  await bringIn(NUMBER)
  expect((await bringIn('name\nMom\n')).status).toBe(422)
  expect((await bringIn('')).status).toBe(422)
  expect(
    (await bringIn(NUMBER, '', { headers: { 'content-type': 'application/pdf' } })).status,
  ).toBe(415)
  expect((await bringIn('x'.repeat(17 * 2 ** 20))).status).toBe(413)
  const many = Array.from({ length: 300_001 }, (_, index) => `+1212${5_000_000 + index}`)
  expect(await bringIn(many.join('\n'))).toMatchObject({ status: 413, body: { detail: /300000/ } })
  expect((await api.send('POST', '/lists/ftc/import', { ...CSV, body: NUMBER })).status).toBe(409)
  expect(await listed(NUMBER)).toHaveLength(1)
})

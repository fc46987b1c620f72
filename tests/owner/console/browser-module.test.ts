import { expect, test } from 'vitest'
import * as words from '../../../server/owner/words.ts'
import { createManaged } from '../../support/management.ts'

async function assetAt(path: string) {
  const { app } = await createManaged()
  return app.request(`/console/assets/${path}`, { headers: { host: 'localhost' } })
}

test('The browser gets the words that the server has, as JavaScript', async () => {
  const answer = await assetAt('server/owner/words.ts')
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const source = encodeURIComponent(await answer.text())
  const loaded = (await import(`data:text/javascript,${source}`)) as object
  expect({ ...loaded }).toEqual({ ...words })
})

test.each([
  'server/owner/console/browser-module.ts',
  'machines/flows.ts',
  'server/owner/../../package.json',
  'server%2Fowner%2Fwords.ts',
  'words.ts',
])('%s is not for the browser', async (path) => {
  expect((await assetAt(path)).status).not.toBe(200)
})

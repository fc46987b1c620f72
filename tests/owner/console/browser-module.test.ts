import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as words from '../../../server/owner/words.ts'
import { createManaged } from '../../support/management.ts'

const MODULE = join(import.meta.dirname, '../../../server/owner/console/browser-module.ts')
const WORDS = 'server/owner/words.ts'

async function assetAt(path: string) {
  const { app } = await createManaged()
  return app.request(`/console/assets/${path}`, { headers: { host: 'localhost' } })
}

test('The browser gets the words that the server has, as JavaScript', async () => {
  const answer = await assetAt(WORDS)
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const source = encodeURIComponent(await answer.text())
  const loaded = (await import(`data:text/javascript,${source}`)) as object
  expect({ ...loaded }).toEqual({ ...words })
})

test('A server warns nobody that taking types away is experimental', async () => {
  const make = `(await import(${JSON.stringify(MODULE)})).browserModule(${JSON.stringify(WORDS)})`
  const script = `console.log(typeof ${make}); process.emitWarning('another one')`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script])
  expect(stdout).toBe('string\n')
  expect(stderr).toContain('Warning: another one')
  expect(stderr).not.toContain('Experimental')
})

test.each([
  'server/owner/door/session.ts',
  'server/owner/console/browser-module.ts',
  'server/owner/../../package.json',
  'server%2Fowner%2Fwords.ts',
  'words.ts',
])('%s is not for the browser', async (path) => {
  expect((await assetAt(path)).status).not.toBe(200)
})

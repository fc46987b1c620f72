import { expect, test } from 'vitest'
import { flows } from '../../../machines/flows.ts'
import { literalOf } from '../../../machines/literal.ts'
import * as words from '../../../server/owner/words.ts'
import { createConcierge, KEYLESS } from '../../support/concierge.ts'
import { connectedFrom, createManaged } from '../../support/management.ts'

const FROM_HERE = { headers: { host: 'localhost' } }

/** Where no key is needed. */
async function assetAt(path: string) {
  const { app } = await createConcierge({ settings: KEYLESS })
  return app.request(`/console/assets/${path}`, FROM_HERE, connectedFrom('127.0.0.1'))
}

test('The browser gets the words that the server has, as JavaScript', async () => {
  const answer = await assetAt('server/owner/words.ts')
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const source = encodeURIComponent(await answer.text())
  const loaded = (await import(`data:text/javascript,${source}`)) as object
  expect(Object.keys(loaded)).toEqual(Object.keys(words))
  expect(JSON.stringify(loaded)).toBe(JSON.stringify(words))
})

test('What a flow is copied as for Stately is the same in the browser as in the terminal', async () => {
  const answer = await assetAt('machines/literal.ts')
  const source = encodeURIComponent(await answer.text())
  const there = (await import(`data:text/javascript,${source}`)) as {
    literalOf: typeof literalOf
  }
  for (const flow of flows) expect(there.literalOf(flow)).toBe(literalOf(flow))
  expect(literalOf(flows[0]!)).toContain("from 'xstate'")
})

test.each([
  'server/owner/console/browser-module.ts',
  'storage/schema.ts',
  'prompts/concierge.ts',
  'machines/no-such.ts',
  'xstate/..%2Fpackage.json',
  'xstate/xstate.cjs.js',
  'server/owner/../../package.json',
  'server%2Fowner%2Fwords.ts',
  'words.ts',
])('%s is not for the browser', async (path) => {
  expect((await assetAt(path)).status).not.toBe(200)
})

test('A flow runs there on the XState of this disk: every module finds the next', async () => {
  const asked = new Set<string>()
  async function load(path: string): Promise<void> {
    if (asked.has(path)) return
    asked.add(path)
    const answer = await assetAt(path)
    expect({ path, status: answer.status }).toEqual({ path, status: 200 })
    const source = await answer.text()
    for (const [, target] of source.matchAll(/^(?:import|export|\}).*\bfrom '([^']+)';?$/gm)) {
      expect(target, `in ${path}`).toMatch(/^\.\.?\//)
      await load(new URL(target!, `http://here/${path}`).pathname.slice(1))
    }
  }
  await load('machines/flows.ts')
  await load('machines/simulation/walked-edges.ts')
  expect([...asked]).toEqual(
    expect.arrayContaining([
      'machines/flows/after-hours.ts',
      'xstate/xstate.esm.js',
      'xstate/xstate-graph.esm.js',
    ]),
  )
})

test('Only who has signed in is shown a flow: it may be somebody’s own', async () => {
  const { app } = await createManaged()
  const answer = await app.request(
    '/console/assets/machines/flows.ts',
    FROM_HERE,
    connectedFrom('127.0.0.1'),
  )
  expect(answer.status).toBe(401)
})

/** What a browser asks for to have the console as an app: by itself, and before anybody has signed in. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createManaged } from '../../support/management.ts'

const ASSETS = join(import.meta.dirname, '../../../server/owner/console/assets')

async function got(path: string) {
  const { app } = await createManaged()
  const answer = await app.request(`/console/${path}`)
  return { answer, headers: answer.headers, text: await answer.text() }
}

test('The manifest names the app, its icons as large as they are, and addresses beneath its own', async () => {
  const { headers, text } = await got('manifest.webmanifest')
  expect(headers.get('content-type')).toBe('application/manifest+json')
  const manifest = JSON.parse(text) as {
    scope: string
    start_url: string
    icons: { src: string; sizes: string; type: string; purpose?: string }[]
  }
  const at = (path: string) =>
    new URL(path, 'https://x/some/path/console/manifest.webmanifest').href
  expect(at(manifest.scope)).toBe('https://x/some/path/console/')
  expect(at(manifest.start_url)).toBe('https://x/some/path/console/calls')
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable')
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await got(src)
    expect([icon.answer.status, icon.headers.get('content-type')]).toEqual([200, type])
    if (type !== 'image/png') continue
    // https://www.w3.org/TR/png/#11IHDR
    const picture = readFileSync(join(ASSETS, src.replace('assets/', '')))
    expect(`${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`).toBe(sizes)
    expect(picture.length).toBeLessThan(16 * 1024)
  }
})

test('The service worker stands above the pages, is asked for anew each time, and may reach us alone', async () => {
  const { answer, headers, text } = await got('service-worker.js')
  expect(answer.status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(headers.get('cache-control')).toBe('no-cache')
  const policy = headers.get('content-security-policy')!
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).toContain("manifest-src 'self'")
  expect(policy).toContain("worker-src 'self'")
  // As it is: a browser has no modules for it everywhere.
  expect(text).not.toMatch(/^import /m)
})

test('The page for when there is no network needs nothing that is not kept with it', async () => {
  const { text } = await got('offline')
  const worker = (await got('service-worker.js')).text
  expect(text).not.toContain('<script')
  const sheets = [...text.matchAll(/href="assets\/([a-z-]+)\.css"/g)].map(([, name]) => name!)
  expect(sheets.length).toBeGreaterThan(3)
  // There is no chart on it.
  const missing = sheets.filter((name) => !worker.includes(`'${name}'`))
  expect(missing).toEqual(['flow-chart'])
})

test('Every page names the manifest, and colours for both lights', async () => {
  const { text } = await got('sign-in')
  expect(text).toContain('<link rel="manifest" href="manifest.webmanifest"')
  expect(text).toContain('<link rel="apple-touch-icon" href="assets/icon-touch.png"')
  expect(text.match(/name="theme-color"/g)).toHaveLength(2)
})

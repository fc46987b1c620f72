/** The console in a real browser; whatever its pages do wrong on the way fails the test. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import type { Contact } from '../../machines/contact.ts'
import type { Parts } from '../../server/compose.ts'
import { startServer } from '../../server/serve.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { saveContact } from '../../storage/contacts.ts'
import { violations } from './accessibility.ts'
import { AUTH_TOKEN, SETTINGS, temporaryFile } from './concierge.ts'
import { KEY } from './management.ts'
import { PATIENCE_MS } from './patience.ts'
import { SHARED } from '../../storage/roll.ts'

const PUBLIC_URL = 'http://concierge.test'
const ARTIFACTS = join(import.meta.dirname, '../../artifacts/console')
const VIEWS = {
  light: { width: 1280, height: 900, colorScheme: 'light' },
  dark: { width: 1280, height: 900, colorScheme: 'dark' },
  phone: { width: 390, height: 844, colorScheme: 'light' },
} as const

let connected: Promise<Browser> | undefined

/** One connection for all files of this process; the browser outlives it. */
function browser(): Promise<Browser> {
  return (connected ??= chromium.connect(inject('browser')))
}

export interface ConsoleOptions extends Parts {
  settings?: Record<string, string>
  contacts?: Contact[]
  /** Whether the owner is in already. */
  signedIn?: boolean
  /** Another browser than the one that all share. */
  within?: Browser | undefined
}

/** A server of its own with a key, a phone that reaches it, and a browser that shows it. */
export async function openConsole(options: ConsoleOptions = {}) {
  const { settings = {}, contacts = [], signedIn = true, within, ...parts } = options
  const file = settings.SQLITE_DB_PATH ?? (await temporaryFile())
  const env = { ...SETTINGS, BASE_URL: PUBLIC_URL, ADMIN_API_KEY: KEY, SQLITE_DB_PATH: file }
  const server = await startServer({ ...env, HOST: '127.0.0.1', PORT: '0', ...settings }, parts)
  await addContacts(file, contacts)
  const context = await (within ?? (await browser())).newContext({
    locale: 'en-US',
    timezoneId: 'America/New_York',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(PATIENCE_MS.event)
  const page = await context.newPage()
  const wrong = watch(page, server.url)
  onTestFinished(async () => {
    await context.close()
    await server.stop()
    expect(wrong.problems, 'what the page did wrong').toEqual([])
  })
  if (signedIn) await signIn(page, server.url)

  return {
    file,
    page,
    url: server.url,
    server,
    phone: createPhone({ url: server.url, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN }),
    open: (path: string) => page.goto(`${server.url}/console/${path}`),
    /** What the browser will complain of and may: an answer that the test asks for. */
    pardon: wrong.pardon,
    /** Held against the rules of accessibility, and drawn into `artifacts/`: in both lights and small. */
    async lookAt(name: string): Promise<void> {
      for (const [view, { colorScheme, ...size }] of Object.entries(VIEWS)) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect(await violations(page, view), `${name}, ${view}`).toEqual([])
        const width = await page.evaluate('document.documentElement.scrollWidth')
        expect(width, `the width of ${name}, ${view}`).toBeLessThanOrEqual(size.width)
        mkdirSync(ARTIFACTS, { recursive: true })
        // A sticky bar is drawn where the page stands.
        await page.evaluate('scrollTo(0, 0)')
        await page.screenshot({ path: join(ARTIFACTS, `${name}-${view}.png`), fullPage: true })
      }
      const { colorScheme, ...size } = VIEWS.light
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
    },
  }
}

/** What a page shows sooner or later. */
export function eventually<Value>(look: () => Value | Promise<Value>) {
  return expect.poll(look)
}

/** By id of their fields: what is wrong with each, as it is told to who hears the page too. */
export function mistakes(page: Page) {
  return eventually(() => page.evaluate(MISTAKES))
}

const MISTAKES = `
  Object.fromEntries(
    [...document.querySelectorAll('[aria-invalid=true]')].map((field) => [
      field.id,
      document.getElementById(field.getAttribute('aria-describedby'))?.textContent,
    ]),
  )
`

export type OpenConsole = Awaited<ReturnType<typeof openConsole>>

/** What the form of the sign-in page does, without the page. */
export async function signIn(page: Page, url: string): Promise<void> {
  const answer = await fetch(`${url}/console/sign-in`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ key: KEY }),
    redirect: 'manual',
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(cookie) ?? []
  await page
    .context()
    .addCookies([{ name, value, url, httpOnly: true, secure: true, sameSite: 'Strict' }])
}

async function addContacts(file: string, contacts: Contact[]): Promise<void> {
  const database = openSqlite(file)
  for (const contact of contacts)
    await database.write((queries) =>
      saveContact(queries, SHARED, contact, new Date().toISOString()),
    )
  await database.close()
}

/** Errors on the console, requests that fail, requests to anybody else. */
function watch(page: Page, url: string) {
  const problems: string[] = []
  const pardoned: RegExp[] = []
  const note = (problem: string) => {
    if (!pardoned.some((pattern) => pattern.test(problem))) problems.push(problem)
  }
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      note(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => note(String(error)))
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url)
      note(`asks ${request.url()}`)
  })
  page.on('requestfailed', (request) => {
    // A page that is left listens no more, and a search that goes on is not waited for.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED') note(`${request.url()}: ${reason}`)
  })
  return { problems, pardon: (pattern: RegExp) => void pardoned.push(pattern) }
}

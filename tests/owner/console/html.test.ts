/** Every page as it leaves the server, held against the rules of HTML. */
import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { createConcierge, KEYLESS, MOTHER, STRANGER } from '../../support/concierge.ts'
import { connectedFrom, createManaged, KEY } from '../../support/management.ts'

type App = Awaited<ReturnType<typeof createConcierge>>['app']

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // As oxfmt writes them.
    'doctype-style': ['error', { style: 'lowercase' }],
    'void-style': ['error', { style: 'selfclose' }],
    // Where a template leaves something out, its indentation is what remains of the line.
    'no-trailing-whitespace': 'off',
  },
})

/** Its list follows every letter: there is nothing left for a button to do. */
const SEARCH = '#filter'

async function problemsIn(path: string, document: string): Promise<string[]> {
  const { results } = await validator.validateString(document)
  return results
    .flatMap(({ messages }) => messages)
    .filter(({ ruleId, selector }) => ruleId !== 'wcag/h32' || selector !== SEARCH)
    .map(({ ruleId, message, selector }) => `${path}: ${message} (${ruleId}, ${selector})`)
}

interface Visit {
  cookie?: string
  form?: Record<string, string>
  from?: string
}

async function visit(app: App, path: string, { cookie, form, from }: Visit = {}) {
  const answer = await app.request(
    path,
    {
      method: form ? 'POST' : 'GET',
      headers: {
        host: 'localhost',
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        ...(cookie && { cookie }),
      },
      ...(form && { body: new URLSearchParams(form) }),
    },
    connectedFrom(from ?? '203.0.113.7'),
  )
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true
  return { answer, isPage, text: await answer.text() }
}

async function pageAt(app: App, path: string, how?: Visit) {
  const { answer, isPage, text } = await visit(app, path, how)
  expect(isPage, `${path} is a page`).toBe(true)
  expect(await problemsIn(path, text)).toEqual([])
  return { status: answer.status, text }
}

/** Every page that can be come to from this one, by following links. */
async function walkFrom(app: App, start: string, how: Visit): Promise<string[]> {
  const known = [start]
  for (const path of known) {
    const { isPage, text } = await visit(app, path, how)
    if (!isPage) continue
    expect(await problemsIn(path, text)).toEqual([])
    for (const [, href] of text.matchAll(/<a [^>]*href="([^"#]+)"/g)) {
      const { pathname } = new URL(href!, `http://localhost${path}`)
      if (!known.includes(pathname)) known.push(pathname)
    }
  }
  return known
}

async function signedIn(app: App): Promise<Visit> {
  const { answer } = await visit(app, '/console/sign-in', { form: { key: KEY } })
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]! }
}

test('A page with a tag too many is told of', async () => {
  const { app } = await createManaged()
  const path = '/console/sign-in'
  const { text } = await pageAt(app, path)
  expect(await problemsIn(path, text.replace('</form>', '</form></div>'))).not.toEqual([])
})

test('The door is valid HTML: at first, after a mistake, after too many', async () => {
  const { app } = await createManaged()
  await pageAt(app, '/console/sign-in?next=calls')
  const form = { key: 'not the key', next: '"><b>' }
  for (let tries = 0; tries < 10; tries++)
    expect((await pageAt(app, '/console/sign-in', { form })).status).toBe(401)
  expect((await pageAt(app, '/console/sign-in', { form })).status).toBe(429)
})

test.each([
  ['the owner signed in', true],
  ['no key is needed on this machine', false],
])('All that links lead to is valid HTML where %s', async (_, withKey) => {
  const { app } = withKey ? await createManaged() : await createConcierge({ settings: KEYLESS })
  const how = withKey ? await signedIn(app) : { from: '127.0.0.1' }
  const places = ['calls', 'flow', 'phone', 'exceptions', 'rules', 'notices', 'numbers', 'health']
  expect(await walkFrom(app, '/console/calls', how)).toEqual(
    expect.arrayContaining(places.map((name) => `/console/${name}`)),
  )
})

test('A call is valid HTML while it goes on, when it is over, when it is erased', async () => {
  const { app, phone, api, database } = await createManaged({ contacts: [MOTHER] })
  const owner = await signedIn(app)
  for (const from of [STRANGER, MOTHER.phoneNumber, 'anonymous', '"><b>Not</i>']) {
    const call = await phone.ring({ from })
    const path = `/console/calls/${call.callSid}`
    await pageAt(app, path, owner)
    await call.hangUp()
    await pageAt(app, path, owner)
    expect((await api.delete(`/conversations/${call.callSid}`)).status).toBe(204)
    await pageAt(app, path, owner)
  }
  await database.write((queries) => queries.updateTable('calls').set({ flow: '<gone>' }).execute())
  const [{ call_sid: sid }] = (await api.get('/conversations')).body.conversations
  expect((await pageAt(app, `/console/calls/${sid}`, owner)).text).toContain(
    'is not known any more',
  )
})

test('A call that nobody knows is told of in valid HTML', async () => {
  const { app } = await createManaged()
  expect((await pageAt(app, '/console/calls/CA1', await signedIn(app))).status).toBe(404)
})

test('What stands around the console is valid HTML', async () => {
  const { app } = await createManaged()
  expect((await pageAt(app, '/')).status).toBe(200)
  expect((await pageAt(app, '/nothing/here')).status).toBe(404)
  expect((await pageAt(app, '/console/nothing/here', await signedIn(app))).status).toBe(404)
  expect((await pageAt(app, '/console/sign-in?session=lost')).status).toBe(200)
  const { app: open } = await createConcierge({ settings: KEYLESS })
  expect((await pageAt(open, '/console/calls')).status).toBe(403)
})

test('The description of the API is valid HTML', async () => {
  const { app } = await createManaged()
  expect((await pageAt(app, '/docs', await signedIn(app))).status).toBe(200)
})

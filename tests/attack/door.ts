/** The owner's door: tried without a key, with wrong ones, with sessions that are over, by pages of other sites. */
import { MOTHER, SETTINGS } from '../support/concierge.ts'
import { phoneTo } from '../support/phone-to.ts'
import { KEY } from '../support/management.ts'
import { saveContact } from '../../storage/contacts.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import type { Attack, Report } from './attack.ts'
import type { Random } from './random.ts'
import { createOwner, type Owner } from './owner.ts'
import { withServers } from './with-servers.ts'
import { SHARED } from '../../storage/roll.ts'

/** So that it is known wherever it gets out. */
const NAME = 'Wilhelmina Planted'
const WORDS = 'planted words about a barn'
/** From one address, within a moment. */
const WRONG_KEYS = 60

export const door: Attack = {
  name: 'door',
  promise:
    'nobody without the key or a session that goes on reads or changes anything of the owner’s',
  share: 3,
  run: (budget, random, report) =>
    withServers(async ({ file, start }) => {
      const server = await start({ ADMIN_API_KEY: KEY, LOG_LEVEL: 'info' })
      const { url } = server
      await using database = openSqlite(file)
      const contact = { ...MOTHER, name: NAME }
      await database.write((queries) =>
        saveContact(queries, SHARED, contact, new Date().toISOString()),
      )
      const call = await phoneTo(() => url).ring()
      await call.say(WORDS)
      const owner = createOwner(url, KEY)
      const isThere = async () => (await owner.get('/exceptions')).body.includes(NAME)

      while (!budget.isSpent()) {
        await checkSignOut(owner, report)
        await checkPrivacy(owner, report)
        const logged = server.log.length
        for (let one = 0; one < WRONG_KEYS; one++) {
          await tryRequest(url, drawRequest(random, call.callSid), report)
          report.tried()
        }
        const wrong = server.log.slice(logged).filter((line) => line.includes('wrong key')).length
        if (wrong > WRONG_KEYS / 4)
          report.fault('every wrong key costs a line of the log', `${wrong} lines`)
        await checkOtherSites(owner, random, report)
        if (!(await isThere()))
          return report.fault('the list was changed by somebody without a key')
      }
    }),
}

const METHODS = ['GET', 'POST', 'DELETE', 'PATCH', 'PUT', 'HEAD', 'OPTIONS']

interface Asked {
  method: string
  path: string
  headers: Record<string, string>
}

function drawRequest(random: Random, callSid: string): Asked {
  const path = random.pick([
    '/exceptions',
    `/exceptions/${MOTHER.phoneNumber}`,
    '/conversations',
    `/conversations/${callSid}`,
    '/inbox',
    '/stats',
    '/metrics',
    '/exceptions/export',
    '/console/calls',
    `/console/calls/${callSid}`,
    '/console/live',
    '/console/exceptions',
    `/console/calls/${callSid}/export`,
    '/console/phone/calls',
    '/openapi.json',
    '/docs',
    '/test-db',
  ])
  const dressed = random.pick([
    path,
    `//${path}`,
    `${path}/`,
    `${path}?key=${random.hex(8)}`,
    `/twilio/..${path}`,
    path.replace('e', '%65'),
    path.toUpperCase(),
    `/console/..;${path}`,
    `${path}%00`,
    `${path};.css`,
    `${path}.css`,
  ])
  const key = random.hex(32)
  const wrong = random.pick([
    `Bearer ${key}`,
    `Basic ${btoa(`:${key}`)}`,
    'Bearer ',
    'Bearer undefined',
    'Bearer null',
    `Bearer ${KEY.slice(1)}`,
  ])
  const session = random.pick([
    `${Date.now() + 1e6}.${key}`,
    `${Date.now() + 1e6}.`,
    'undefined',
    '0.0',
    '{}',
  ])
  const headers = [
    { authorization: wrong },
    { cookie: `__Host-console=${session}; console=${session}` },
    { host: 'localhost', 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-host': 'localhost', 'x-original-url': '/healthz', 'x-rewrite-url': path },
    {
      'sec-fetch-site': 'same-origin',
      origin: SETTINGS.BASE_URL,
      referer: `${SETTINGS.BASE_URL}/console/sign-in`,
    },
    { accept: 'text/html' },
  ] as Record<string, string>[]
  const some = headers.filter(() => random.onceIn(2))
  return {
    method: random.pick(METHODS),
    path: dressed,
    headers: Object.assign({}, ...some) as Asked['headers'],
  }
}

async function tryRequest(url: string, { method, path, headers }: Asked, report: Report) {
  const response = await fetch(url + path, { method, headers, redirect: 'manual' })
  const body = await response.text()
  const example = `${method} ${path} ${JSON.stringify(headers)}`
  if (response.status >= 500) report.fault(`a request is answered with ${response.status}`, example)
  for (const secret of [NAME, MOTHER.phoneNumber, WORDS])
    if (body.includes(secret)) report.fault('a stranger reads what is the owner’s', example)
}

async function checkSignOut(owner: Owner, report: Report): Promise<void> {
  const cookie = await owner.signIn()
  const before = await owner.get('/console/calls', { cookie, authorization: '' })
  if (before.status !== 200) return report.fault('the right key does not sign in')
  await owner.post('/console/sign-out', '', {
    cookie,
    'sec-fetch-site': 'same-origin',
    authorization: '',
  })
  const after = await owner.get('/console/calls', { cookie, authorization: '' })
  if (after.status === 200) report.fault('a session goes on after its end')
}

async function checkOtherSites(owner: Owner, random: Random, report: Report): Promise<void> {
  const cookie = await owner.signIn()
  const site = random.pick<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://example.org' },
    { origin: 'null' },
    {},
  ])
  const asked = { cookie, authorization: '', ...site }
  const { status } = await owner.delete(`/exceptions/${MOTHER.phoneNumber}`, asked)
  if (status < 400) report.fault('a page of another site changes the list', JSON.stringify(site))
}

async function checkPrivacy(owner: Owner, report: Report): Promise<void> {
  for (const path of ['/exceptions', '/conversations', '/exceptions/export', '/stats', '/inbox']) {
    const { status, headers } = await owner.get(path)
    if (status === 200 && !/no-store/.test(headers.get('cache-control') ?? ''))
      report.fault('a private answer may be kept by a cache', path)
  }
}

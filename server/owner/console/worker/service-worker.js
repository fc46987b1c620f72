// The console's part that a browser keeps: it shows notices, leads to their calls, and says when there is no network.
// It stands above the pages, at `console/`. No page is kept by it: what callers said stays on the server.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const { registration, clients } = worker

const OFFLINE = 'offline'
/** What that page is made of; the server gives it to everybody. */
const KEPT = [
  OFFLINE,
  ...['tokens', 'console', 'forms', 'parts'].map((name) => `assets/${name}.css`),
]
const KEPT_IN = 'offline-1'

worker.addEventListener('install', (event) => {
  event.waitUntil(keepOffline())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(clients.claim())
})

async function keepOffline() {
  const cache = await caches.open(KEPT_IN)
  await cache.addAll(KEPT.map((path) => new Request(at(path), { cache: 'reload' })))
  await worker.skipWaiting()
}

/** @param {string} path beneath `console/` */
function at(path) {
  return new URL(path, registration.scope).href
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(orKept(request, at(OFFLINE)))
  else if (KEPT.some((path) => at(path) === request.url))
    event.respondWith(orKept(request, request.url))
})

/**
 * @param {Request} request
 * @param {string} otherwise
 */
async function orKept(request, otherwise) {
  try {
    return await fetch(request)
  } catch {
    const cache = await caches.open(KEPT_IN)
    return (await cache.match(otherwise)) ?? Response.error()
  }
}

/**
 * As server/notices/channels/push/message.ts writes it.
 * @typedef {{ title: string, place: string }} Choice
 * @typedef {{ id: string, kind: string, at: string, call: string, title: string, body: string, place: string, choices?: Choice[] }} Told
 */

worker.addEventListener('push', (event) => {
  event.waitUntil(show(read(event.data)))
})

/**
 * Something has to be shown whatever comes: a browser that is told nothing takes the right to tell away.
 * @param {PushMessageData | null} data
 * @returns {Partial<Told>}
 */
function read(data) {
  try {
    return data?.json() ?? {}
  } catch {
    return {}
  }
}

/** @param {Partial<Told>} told */
async function show({ id, kind, at: moment = '', call, title, body, place, choices = [] }) {
  // The phone has stopped ringing: that it rings is no news.
  for (const one of await registration.getNotifications())
    if (isStale(one.data?.kind, kind) && one.data.call === call) one.close()
  const timestamp = Date.parse(moment)
  await registration.showNotification(title ?? 'Somebody called', {
    body: body ?? '',
    // One that comes twice takes the place of the first, without a sound.
    tag: id ?? 'call',
    icon: at('assets/icon-large.png'),
    badge: at('assets/badge.png'),
    requireInteraction: kind === 'urgent' || kind === 'asking',
    ...(Number.isNaN(timestamp) ? {} : { timestamp }),
    data: { kind, call, place, choices },
    // Not in every browser, nor in TypeScript's list of what one may have.
    ...(choices.length > 0 && { actions: choices.map(actionOf) }),
  })
}

/**
 * That the phone rings, or that somebody waits, is no news once more is known.
 * @param {string | undefined} shown
 * @param {string | undefined} coming
 */
function isStale(shown, coming) {
  return (shown === 'urgent' || shown === 'asking') && shown !== coming
}

/**
 * @param {Choice} choice
 * @param {number} index
 */
function actionOf({ title }, index) {
  return { action: String(index), title }
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { place, choices } = event.notification.data ?? {}
  const choice = event.action === '' ? undefined : choices?.[Number(event.action)]
  event.waitUntil(choice ? decide(choice, place) : lead(place))
})

/**
 * Where it cannot be decided any more, or not now, the page says why.
 * @param {Choice} choice
 * @param {unknown} place
 */
async function decide(choice, place) {
  const answer = await fetch(at(choice.place), { method: 'POST' }).catch(() => null)
  if (!answer?.ok) await lead(place)
}

/**
 * To the page that shows it already, else in a window that shows calls, else in a new one.
 * @param {unknown} place
 */
async function lead(place) {
  const wanted = at(typeof place === 'string' ? place : 'calls')
  const isOurs = [registration.scope, at('../decide/')].some((ours) => wanted.startsWith(ours))
  const target = isOurs ? wanted : at('calls')
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [path] = target.split(/[?#]/)
  const there = windows.find(({ url }) => url.split(/[?#]/)[0] === path)
  if (there) return there.focus()
  const calls = windows.find(({ url }) => /\/console\/calls([/?#]|$)/.test(url))
  // What is written into any other page would be lost.
  if (!calls) return clients.openWindow(target)
  await calls.focus()
  return calls.navigate(target)
}

/** The browser has given itself another address; who is not signed in does it on the next page of the console. */
worker.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew(event.oldSubscription, event.newSubscription))
})

/**
 * @param {PushSubscription | null} before
 * @param {PushSubscription | null} given
 */
async function renew(before, given) {
  const key = before?.options.applicationServerKey
  const wish = key ? { userVisibleOnly: true, applicationServerKey: key } : null
  const now = given ?? (wish && (await registration.pushManager.subscribe(wish)))
  if (!now) return
  await fetch(new URL('../push/subscriptions', registration.scope), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(now),
  })
}

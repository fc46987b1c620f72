// Being told in this browser: what stands in its way, signed up, signed off, and kept so.
/** @import { PushState } from './answers.ts' */
import { ask } from './page.js'
import { deviceName } from './server/basics/device-name.ts'

/** The pages that the service worker is for. */
const pages = new URL('../', import.meta.url)

/** That the owner has switched it on here; what a browser loses is given to it again. */
const WISH = 'told-here'

/**
 * Why this browser cannot be told, whatever the owner does here; null where it can.
 * @returns {'needs https' | 'needs home screen' | 'cannot' | null}
 */
export function obstacle() {
  if (!isSecureContext) return 'needs https'
  if ('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis)
    return null
  return isApple() ? 'needs home screen' : 'cannot'
}

/** There only what stands on the home screen is told: https://webkit.org/blog/13878/web-push-for-web-apps-on-ios-and-ipados/ */
function isApple() {
  const { userAgent, maxTouchPoints } = navigator
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

/** From now on this browser can be told, and has a page for when there is no network. */
export async function startWorker() {
  await navigator.serviceWorker.register(new URL('service-worker.js', pages), {
    scope: pages.pathname,
  })
  return navigator.serviceWorker.ready
}

/**
 * Of those that the server tells, the one that this browser is.
 * @param {PushState} state
 */
export async function ownSubscription({ public_key: key, subscriptions }) {
  const registration = await startWorker()
  const own = await registration.pushManager.getSubscription()
  if (!own || !isSame(own.options.applicationServerKey, key)) return null
  const id = await idOf(own.endpoint)
  return subscriptions.find((one) => one.id === id) ?? null
}

/**
 * Rejects where the browser or the owner does not let us.
 * @param {string} key the server's
 */
export async function signUp(key) {
  const registration = await startWorker()
  const old = await registration.pushManager.getSubscription()
  // It was made for another server, or for another database of this one.
  if (old && !isSame(old.options.applicationServerKey, key)) await old.unsubscribe()
  const wish = { userVisibleOnly: true, applicationServerKey: key }
  const own = await registration.pushManager.subscribe(wish)
  const json = { ...own.toJSON(), device: deviceName(navigator.userAgent) }
  await ask('push/subscriptions', { method: 'POST', json })
  localStorage.setItem(WISH, 'yes')
}

/** @param {string} id */
export async function signOff(id) {
  localStorage.removeItem(WISH)
  const registration = await startWorker()
  const own = await registration.pushManager.getSubscription()
  await own?.unsubscribe()
  await ask(`push/subscriptions/${id}`, { method: 'DELETE' })
}

/** What the owner has wished here and the browser has lost meanwhile. */
export async function keepSignedUp() {
  const isWished = localStorage.getItem(WISH) === 'yes'
  if (!isWished || obstacle() !== null || Notification.permission !== 'granted') return
  const state = await ask('push')
  if (state.public_key && !(await ownSubscription(state))) await signUp(state.public_key)
}

/**
 * @param {ArrayBuffer | null} bytes
 * @param {string | null} key
 */
function isSame(bytes, key) {
  if (!bytes || key === null) return false
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key
}

/**
 * As the server makes it.
 * @param {string} endpoint
 */
async function idOf(endpoint) {
  const bytes = new TextEncoder().encode(new URL(endpoint).href)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 32)
}

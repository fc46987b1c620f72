// The switch to be told on this device, and the list of those that are.
/** @import { PushState } from './answers.ts' */
import { element, the } from './elements.js'
import { clock, dayName } from './in-words.js'
import { ask, attempt, notify } from './page.js'
import { obstacle, ownSubscription, signOff, signUp, startWorker } from './push.js'

/** What stands in the way, and what to do about it. */
const WHY = {
  'needs https':
    'Not here: browsers allow it over https only. Come by https, or on the machine that the server runs on, to localhost.',
  'needs home screen':
    'First put the console on the home screen: in the share menu, “Add to Home Screen”. Then open it from there, and switch it on.',
  cannot: 'This browser cannot: it knows no web push.',
  denied: 'This browser shows none of our notifications. Allow them in its settings for this site.',
  none: 'The server tells nobody so: NOTIFY_PUSH is “none”.',
}

/**
 * Begins once the page is there; gives what looks again.
 * @param {() => void} onChange called after who is told has been changed here
 */
export function startPushSwitch(onChange) {
  hasChanged = onChange
  const button = the('button#push-switch')
  button.addEventListener('click', () => {
    // A browser asks the owner only where he has just pressed something.
    const allowed = Notification.requestPermission()
    button.disabled = true
    void attempt(async () => turn((await allowed) === 'granted')).then(showAll)
  })
  offerToInstall()
  if (obstacle() === null) void attempt(async () => void (await startWorker()))
  void show()
  return show
}

let hasChanged = () => {}

async function showAll() {
  await show()
  hasChanged()
}

/** @param {boolean} isAllowed */
async function turn(isAllowed) {
  const state = await ask('push')
  const own = await ownSubscription(state)
  if (own) await signOff(own.id)
  else if (isAllowed && state.public_key !== null) await signUp(state.public_key)
}

async function show() {
  await attempt(async () => {
    const state = await ask('push')
    const hindered = obstacle()
    const own = hindered === null ? await ownSubscription(state) : null
    showSwitch(state, own !== null, hindered)
    showDevices(state, own?.id ?? null)
  })
  the('#push').setAttribute('aria-busy', 'false')
}

/**
 * @param {PushState} state
 * @param {boolean} isOn
 * @param {ReturnType<typeof obstacle>} hindered
 */
function showSwitch({ public_key: key, told }, isOn, hindered) {
  const button = the('button#push-switch')
  const why =
    hindered ??
    (key === null ? 'none' : !isOn && Notification.permission === 'denied' ? 'denied' : null)
  button.setAttribute('aria-checked', String(isOn))
  button.disabled = why !== null
  the('#push-state').textContent = why ? WHY[why] : inWords(isOn, told)
}

/** @type {Record<string, string | undefined>} */
const KINDS = {
  urgent: 'urgent calls',
  asking: 'callers who wait for your answer',
  missed: 'missed calls',
  message: 'messages',
  'turned away': 'calls that were turned away',
}

/**
 * @param {boolean} isOn
 * @param {string[]} told
 */
function inWords(isOn, told) {
  const kinds = told.map((kind) => KINDS[kind] ?? kind).join(', ')
  if (kinds === '') return `${isOn ? 'On' : 'Off'}, and NOTIFY_PUSH says that nothing is told so.`
  return isOn ? `On: you hear of ${kinds}.` : `Off. Switched on, it tells of ${kinds}.`
}

/**
 * @param {PushState} state
 * @param {string | null} ownId
 */
function showDevices({ subscriptions }, ownId) {
  const rows = subscriptions.map((one) => {
    const remove = () => void attempt(() => removeDevice(one.id, one.id === ownId)).then(showAll)
    const since = one.told_at
      ? `last told: ${momentOf(one.told_at)}`
      : `since: ${momentOf(one.created_at)}`
    return element(
      'li',
      {},
      element(
        'div',
        {},
        element('strong', {}, one.device),
        one.id === ownId ? ' (this one)' : null,
        element('p.muted.small', {}, since),
        one.failure === null ? null : element('p.mistake', {}, one.failure),
      ),
      element(
        'button.quiet',
        { type: 'button', onclick: remove, 'aria-label': `Remove ${one.device}` },
        'Remove',
      ),
    )
  })
  the('#push-devices').replaceChildren(...(rows.length > 0 ? rows : [nobody()]))
}

/** @param {string} iso */
function momentOf(iso) {
  return `${dayName(iso)}, ${clock(iso)}`
}

function nobody() {
  return element('li.muted.small', {}, 'None yet.')
}

/**
 * @param {string} id
 * @param {boolean} isOwn
 */
async function removeDevice(id, isOwn) {
  if (isOwn) await signOff(id)
  else await ask(`push/subscriptions/${id}`, { method: 'DELETE' })
  notify('It is told no more')
}

/** Chromium and its relatives let a page ask: https://developer.mozilla.org/docs/Web/API/Window/beforeinstallprompt_event */
function offerToInstall() {
  /** @type {(Event & { prompt(): Promise<unknown> }) | null} */
  let offer = null
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer = /** @type {Event & { prompt(): Promise<unknown> }} */ (event)
    the('#install-hint').hidden = false
  })
  the('button#install').addEventListener('click', () => {
    the('#install-hint').hidden = true
    void attempt(async () => void (await offer?.prompt()))
  })
}

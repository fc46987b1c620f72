// What the modules of all pages share: the API, elements, notices, times and numbers as people read them.
import { DECISIONS } from './server/owner/words.ts'

/** The server's root, wherever a proxy serves it. */
export const root = new URL('../../', import.meta.url)

/**
 * Asks the REST API. Gives what it answers, null for nothing; throws an Error whose message is for people.
 * @param {string} path like `exceptions?limit=10`
 * @param {{ method?: string, json?: unknown, body?: string, type?: string, signal?: AbortSignal }} [wish]
 */
export async function ask(path, { method = 'GET', json, body, type, signal } = {}) {
  const headers = { accept: 'application/json' }
  if (json !== undefined) headers['content-type'] = 'application/json'
  else if (type) headers['content-type'] = type
  const init = { method, headers, body: json === undefined ? body : JSON.stringify(json), signal }
  let answer
  try {
    answer = await fetch(new URL(path, root), init)
  } catch (error) {
    if (error.name === 'AbortError') throw error
    throw new Error('The server cannot be reached: try again', { cause: error })
  }
  if (answer.status === 401) {
    location.assign(new URL('console/sign-in', root))
    throw new Error('Sign in again')
  }
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  if (answer.ok) return isJson ? JSON.parse(text) : text || null
  throw Object.assign(new Error(isJson ? JSON.parse(text).detail : text.trim()), {
    status: answer.status,
  })
}

/**
 * An element. Text stays text: children are appended as text nodes unless they are elements.
 * @param {string} tag `td.number`: with its classes
 */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.')
  const made = document.createElement(name)
  if (classes.length > 0) made.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value === true ? '' : value)
  }
  made.append(
    ...children
      .flat()
      .filter((child) => child !== null && child !== undefined)
      .map((child) => (typeof child === 'string' ? visible(child) : child)),
  )
  return made
}

/** Marks that turn the direction of what follows would let words pose as others: they are shown instead. */
export function visible(text) {
  return text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

export const find = (selector, within = document) => within.querySelector(selector)

/**
 * Tells what happened, for some seconds.
 * @param {{ name: string, act: () => void }} [deed] what can be done about it
 */
export function notify(text, kind = '', deed = null) {
  const notice = element(`p.notice${kind && `.${kind}`}`, {}, text)
  if (deed) {
    const act = () => {
      notice.remove()
      deed.act()
    }
    notice.append(element('button', { type: 'button', onclick: act }, deed.name))
  }
  find('#notices').append(notice)
  setTimeout(() => notice.remove(), kind === 'bad' || deed ? 9_000 : 4_000)
}

/** Runs what a button asks for; a failure is told. Gives whether it worked. */
export async function attempt(work) {
  try {
    await work()
    return true
  } catch (error) {
    if (error.name !== 'AbortError') notify(error.message, 'bad')
    return false
  }
}

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const exactTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** In the viewer's time zone, all of them. */
export const clock = (iso) => time.format(new Date(iso))
export const exactClock = (iso) => exactTime.format(new Date(iso))
export const wholeMoment = (iso) => moment.format(new Date(iso))

/** `Today`, `Yesterday`, `Friday 20 November`. */
export function dayName(iso, now = new Date()) {
  const date = new Date(iso)
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return (date.getFullYear() === now.getFullYear() ? dayOfYear : day).format(date)
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** `0:41`, `1:02:05`. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds))
  const two = (value) => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  const rest = two(whole % 60)
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`
}

const whole = new Intl.NumberFormat()
export const count = (value) => whole.format(value)

/** `84 ms`, `1.2 s`. */
export function milliseconds(value) {
  if (value === null || value === undefined) return ''
  if (value < 1) return '<1 ms'
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
}

/** `+1 415 555 0123`; what is no number stays as it is. */
export function phoneNumber(written) {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(written) ?? []
  if (area) return `+1 ${area} ${exchange} ${line}`
  return /^\+?(anonymous|restricted|unavailable|unknown|266696687|)$/i.test(written)
    ? 'Number withheld'
    : written
}

/** Kinds of call as people say them. */
export function kindName(kind) {
  return kind === null ? '' : capitalised(kind).replaceAll('_', ' ')
}

/** By itself, what else is said within a sentence. */
export function capitalised(words) {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const UNDECIDED = { short: 'Undecided', badge: '' }

/** The badge that tells what became of a call. */
export function decisionBadge(call) {
  if (call.end_time === null && !call.final_decision)
    return element('span.badge.accent.live', {}, 'On the line')
  const { short, badge } = DECISIONS[call.final_decision] ?? UNDECIDED
  const classes = [call.end_time === null ? 'live' : '', badge].filter((name) => name !== '')
  return element(['span.badge', ...classes].join('.'), {}, short)
}

/**
 * Hears of calls as they change; `saw` gets the call as /conversations gives it. Gives what stops it.
 * `ready`: from now on nothing is missed, so what was loaded before is to be loaded again.
 */
export function watchCalls(saw, { ready = () => {}, lost = () => {} } = {}) {
  const source = new EventSource(new URL('console/live', root))
  source.addEventListener('call', (event) => saw(JSON.parse(event.data)))
  source.addEventListener('ready', ready)
  source.addEventListener('error', lost)
  return () => source.close()
}

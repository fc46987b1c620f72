// What pages do: ask the server, tell what came of it, watch calls.
/** @import { Answer, Conversation, Words } from './answers.ts' */
import { element, find, findAll, isAt, the } from './elements.js'
import { wholeMoment } from './in-words.js'

/** The server's root, wherever a proxy serves it. */
const root = new URL('../../', import.meta.url)

/** What the server answers instead of what it was asked for, in words for people. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {number} status
   * @param {Record<string, string>} [mistakes] by field, as the server names them
   */
  constructor(message, status, mistakes = {}) {
    super(message)
    this.status = status
    this.mistakes = mistakes
  }
}

/**
 * Asks the REST API. Gives what it answers, null for nothing; throws an Error whose message is for people.
 * @template {string} Path
 * @template {string} [Method='GET']
 * @param {Path} path like `exceptions?limit=10`
 * @param {{ method?: Method, json?: unknown, body?: BodyInit, type?: string, signal?: AbortSignal }} [wish]
 * @returns {Promise<Answer<`${Method} ${Path}`>>}
 */
export async function ask(path, { method, json, body, type, signal } = {}) {
  const content = json === undefined ? type : 'application/json'
  const headers = { accept: 'application/json', ...(content && { 'content-type': content }) }
  const init = { method, headers, body: json === undefined ? body : JSON.stringify(json), signal }
  let answer
  try {
    answer = await fetch(new URL(path, root), init)
  } catch (error) {
    if (isAbort(error)) throw error
    throw new Error('The server cannot be reached: try again', { cause: error })
  }
  if (!answer.ok) return refused(answer)
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  const value = isJson ? JSON.parse(text) : null
  return value
}

/**
 * Sends something long, and hears how far it is: lines of JSON, the last of them the report or a problem.
 * @template Report
 * @param {string} path
 * @param {{ body: BodyInit, type: string }} wish
 * @param {(progress: { done: number, total: number }) => void} watch
 * @returns {Promise<Report>}
 */
export async function askWatching(path, { body, type }, watch) {
  const headers = { accept: 'application/x-ndjson, application/json', 'content-type': type }
  let answer
  try {
    answer = await fetch(new URL(path, root), { method: 'POST', headers, body })
  } catch (error) {
    throw new Error('The server cannot be reached: try again', { cause: error })
  }
  if (!answer.ok) await refused(answer)
  let text = ''
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value = '' } = (await reader?.read()) ?? { done: true }
    const lines = (text + value).split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const told = JSON.parse(line)
      if (told.report) return told.report
      if (told.problem)
        throw new Refusal(told.problem.detail, told.problem.status, mistakesIn(told.problem))
      watch(told)
    }
    if (done) throw new Error('The server has stopped on the way: import the file again')
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<never>}
 */
async function refused(answer) {
  if (answer.status === 401) {
    location.assign(signInAgain())
    throw new Error('Sign in again')
  }
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  if (!isJson) throw new Refusal(text.trim(), answer.status)
  const value = JSON.parse(text)
  throw new Refusal(value.detail, answer.status, mistakesIn(value))
}

/** The door, which leads back to this page as it is now. */
function signInAgain() {
  const door = new URL('console/sign-in', root)
  const place = location.pathname.slice(new URL('console/', root).pathname.length)
  door.searchParams.set('next', `${place}${location.search}`)
  door.hash = location.hash
  return door
}

/** @param {{ errors?: { pointer?: string, parameter?: string, detail: string }[] }} problem */
function mistakesIn({ errors = [] }) {
  return Object.fromEntries(
    errors.map(({ pointer, parameter, detail }) => [parameter ?? pointer?.slice(1) ?? '', detail]),
  )
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === 'AbortError'
}

/**
 * Tells what happened, for some seconds.
 * @param {string} text
 * @param {'' | 'bad'} [kind]
 * @param {{ name: string, act: () => void }} [deed] what can be done about it
 */
export function notify(text, kind = '', deed) {
  const notice = element(`p.notice${kind && `.${kind}`}`, {}, text)
  if (deed) {
    const act = () => {
      notice.remove()
      deed.act()
    }
    notice.append(element('button', { type: 'button', onclick: act }, deed.name))
  }
  the('#notices').append(notice)
  setTimeout(() => notice.remove(), kind === 'bad' || deed ? 9_000 : 4_000)
}

/**
 * Runs what a button asks for; a failure is told. Gives whether it worked.
 * @param {() => Promise<void>} work
 * @param {(error: unknown) => void} [tell]
 */
export async function attempt(work, tell = (error) => notify(messageOf(error), 'bad')) {
  try {
    await work()
    return true
  } catch (error) {
    if (!isAbort(error)) tell(error)
    return false
  }
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Hears of calls as they change.
 * `ready`: from now on nothing is missed, so what was loaded before is to be loaded again.
 * Gives what has it hear what is said in one of them, too, while it is said.
 * @param {(call: Conversation) => void} saw
 * @param {{ ready?: () => void, lost?: () => void, said?: (words: Words) => void }} [told]
 */
export function watchCalls(saw, { ready = () => {}, lost = () => {}, said = () => {} } = {}) {
  /** @type {string | null} */
  let followed = null
  let source = open()

  function open() {
    const place = new URL('console/live', root)
    if (followed !== null) place.searchParams.set('words', followed)
    const opened = new EventSource(place)
    opened.addEventListener('call', (event) => saw(JSON.parse(event.data)))
    opened.addEventListener('words', (event) => said(JSON.parse(event.data)))
    opened.addEventListener('ready', ready)
    opened.addEventListener('error', lost)
    return opened
  }

  return {
    /** @param {string | null} sid null: of no call any more */
    follow(sid) {
      if (sid === followed) return
      followed = sid
      source.close()
      source = open()
    },
  }
}

document.addEventListener('keydown', (event) => {
  if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return
  if (isAt(event, 'input, select, textarea') || find('dialog[open]')) return
  find('dialog#keys')?.showModal()
})

// The server writes them for whoever runs no scripts, in UTC.
for (const time of findAll('.model-trouble time'))
  time.textContent = wholeMoment(time.getAttribute('datetime') ?? '')

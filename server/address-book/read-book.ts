/** What has changed in an address book since it was last read, by CardDAV: https://www.rfc-editor.org/rfc/rfc6352 */
import {
  createAccount,
  davRequest,
  DAVNamespace,
  DAVNamespaceShort,
  propfind,
  syncCollection,
  type DAVResponse,
} from 'tsdav'
import { AddressBookError } from './address-book-error.ts'
import { createDavFetch, type DavFetch } from './dav-fetch.ts'
import { readCard, type Card } from './read-card.ts'

export interface BookToRead {
  url: string
  user: string
  password: string
  /** By name or address; null where there is only one. */
  book: string | null
  defaultCountry: string
  /** Of each request. */
  patienceMs: number
  /** What was read before; null reads it all. */
  before: { url: string; token: string | null } | null
  /** By address, the state of every card that is known. */
  etags: Record<string, string>
}

export interface BookChanges {
  /** Its address. */
  url: string
  name: string
  /** To ask with the next time. */
  token: string | null
  changed: { href: string; etag: string; card: Card }[]
  gone: string[]
}

export interface Book {
  url: string
  name: string
}

const MOST_CARDS = 20_000
const MOST_BOOKS = 100
/** Cards in one answer. */
const PORTION = 50
/** A server may give what has changed in portions of its own. */
const MOST_PORTIONS = 100
const LONGEST_CARD = 2 * 2 ** 20
const LONGEST_HREF = 400

const D = DAVNamespaceShort.DAV
const ETAG = { [`${D}:getetag`]: {} }

interface Way {
  dav: DavFetch
  url: string
}

/** Rejects with `AddressBookError`. */
export function findBooks(to: BookToRead): Promise<Book[]> {
  return toldInWords(to, async ({ dav, url }) => {
    const account = await createAccount({
      account: { serverUrl: url, accountType: 'carddav' },
      fetch: dav.fetch,
    })
    const home = account.homeUrl!
    const answers = await propfind({
      url: home,
      props: { [`${D}:displayname`]: {}, [`${D}:resourcetype`]: {} },
      depth: '1',
      fetch: dav.fetch,
    })
    const books = answers.filter(({ props }) => 'addressbook' in Object(props?.resourcetype))
    if (books.length > MOST_BOOKS) throw new AddressBookError('has too many address books')
    return books.map(({ href = '', props }) => ({
      url: new URL(href, home).href,
      name: wordsOf(props?.displayname),
    }))
  })
}

/** The same. */
export async function readBook(to: BookToRead): Promise<BookChanges> {
  const book = chosen(await findBooks(to), to.book)
  return toldInWords(to, async ({ dav }) => {
    const isKnown = to.before?.url === book.url
    const token = isKnown ? to.before!.token : null
    const etags = isKnown ? to.etags : {}
    const { states, next } =
      (token && (await changesSince(book.url, token, dav))) || (await wholeBook(book.url, dav))
    if (states.size > MOST_CARDS)
      throw new AddressBookError(`has more than ${MOST_CARDS} cards: choose a smaller one`)
    const isWhole = !states.has(CHANGES_ONLY)
    states.delete(CHANGES_ONLY)
    const gone = isWhole
      ? Object.keys(etags).filter((href) => !states.has(href))
      : [...states].flatMap(([href, etag]) => (etag === null ? [href] : []))
    const wanted = [...states].flatMap(([href, etag]) =>
      etag !== null && (etag === '' || etags[href] !== etag) ? [href] : [],
    )
    const changed: BookChanges['changed'] = []
    for (let at = 0; at < wanted.length; at += PORTION)
      changed.push(...(await readCards(book.url, wanted.slice(at, at + PORTION), dav, to)))
    return { ...book, token: next, changed, gone }
  })
}

/** Stands among the states of cards where they are only those that have changed. */
const CHANGES_ONLY = ''

interface States {
  /** By address the state of each card; null where it is gone. */
  states: Map<string, string | null>
  next: string | null
}

/** https://www.rfc-editor.org/rfc/rfc6578; null where the server cannot tell, or not from this token on. */
async function changesSince(url: string, token: string, dav: DavFetch): Promise<States | null> {
  const states = new Map<string, string | null>([[CHANGES_ONLY, '']])
  let next = token
  for (let portion = 0; portion < MOST_PORTIONS; portion++) {
    const answers = await syncCollection({
      url,
      props: ETAG,
      syncLevel: 1,
      syncToken: next,
      fetch: dav.fetch,
    })
    if (!isMultistatus(answers)) return null
    next = tokenIn(answers) ?? next
    for (const { href, status, props } of cardsIn(answers, url))
      states.set(href, status === 404 || status === 410 ? null : wordsOf(props?.getetag))
    if (!answers.some(({ status }) => status === 507)) return { states, next }
    if (states.size > MOST_CARDS) return { states, next }
  }
  return null
}

/** All cards with their state, by whichever way the server knows. */
async function wholeBook(url: string, dav: DavFetch): Promise<States> {
  const synced = await syncCollection({
    url,
    props: ETAG,
    syncLevel: 1,
    syncToken: '',
    fetch: dav.fetch,
  })
  // In portions it would be no whole.
  const isWhole = isMultistatus(synced) && !synced.some(({ status }) => status === 507)
  const answers = isWhole
    ? synced
    : await propfind({ url, props: ETAG, depth: '1', fetch: dav.fetch })
  if (!isMultistatus(answers)) throw new AddressBookError(whyNot(answers[0]))
  const states = new Map<string, string | null>()
  for (const { href, status, props } of cardsIn(answers, url))
    if (status < 400) states.set(href, wordsOf(props?.getetag))
  return { states, next: isWhole ? tokenIn(answers) : null }
}

async function readCards(
  url: string,
  hrefs: string[],
  dav: DavFetch,
  { defaultCountry }: BookToRead,
): Promise<BookChanges['changed']> {
  const answers = await davRequest({
    url,
    init: {
      method: 'REPORT',
      headers: { depth: '1' },
      namespace: DAVNamespaceShort.CARDDAV,
      body: {
        'addressbook-multiget': {
          _attributes: { 'xmlns:d': DAVNamespace.DAV, 'xmlns:card': DAVNamespace.CARDDAV },
          [`${D}:prop`]: { ...ETAG, [`${DAVNamespaceShort.CARDDAV}:address-data`]: {} },
          [`${D}:href`]: hrefs,
        },
      },
    },
    fetch: dav.fetch,
  })
  if (!isMultistatus(answers)) throw new AddressBookError(whyNot(answers[0]))
  const asked = new Set(hrefs)
  return cardsIn(answers, url).flatMap(({ href, status, props }) => {
    const text = wordsOf(props?.addressData)
    // One that is gone meanwhile is told of the next time.
    if (status >= 400 || !asked.has(href) || text === '' || text.length > LONGEST_CARD) return []
    return [{ href, etag: wordsOf(props?.getetag), card: readCard(text, defaultCountry) }]
  })
}

/** Those of cards in this address book: an answer is about the book itself, too. */
function cardsIn(
  answers: DAVResponse[],
  bookUrl: string,
): { href: string; status: number; props: DAVResponse['props'] }[] {
  const book = new URL(bookUrl)
  return answers.flatMap(({ href, status, props }) => {
    const url = href === undefined ? null : URL.parse(wordsOf(href), bookUrl)
    if (url?.origin !== book.origin || url.pathname.endsWith('/')) return []
    const isLong = url.pathname.length > LONGEST_HREF
    return isLong ? [] : [{ href: url.pathname, status, props }]
  })
}

function isMultistatus(answers: DAVResponse[]): boolean {
  const isEmpty = answers.length === 1 && answers[0]!.status === 207 && !answers[0]!.href
  return isEmpty || answers.every(({ raw }) => Boolean(Object(raw).multistatus))
}

function tokenIn([first]: DAVResponse[]): string | null {
  return wordsOf(Object(Object(first?.raw).multistatus).syncToken) || null
}

/** What an element says: the library makes numbers of digits, and objects of CDATA. */
function wordsOf(value: unknown): string {
  const { _cdata: inner } = Object(value) as { _cdata?: unknown }
  const words = inner ?? value
  if (Array.isArray(words)) return words.map(wordsOf).join('')
  return ['string', 'number', 'boolean'].includes(typeof words) ? String(words) : ''
}

function chosen(books: Book[], wanted: string | null): Book {
  const names = books.map(({ url, name }) => name || url).join(', ')
  if (books.length === 0) throw new AddressBookError('has no address book')
  if (wanted === null && books.length > 1)
    throw new AddressBookError(`has several address books: choose one by CARDDAV_BOOK: ${names}`)
  if (wanted === null) return books[0]!
  const isWanted = ({ url, name }: Book) =>
    name.toLowerCase() === wanted.toLowerCase() ||
    url.replace(/\/$/, '') === wanted.replace(/\/$/, '')
  const found = books.filter(isWanted)
  if (found.length === 1) return found[0]!
  throw new AddressBookError(
    `has ${found.length === 0 ? 'no' : 'more than one'} address book called ${wanted}: there are ${names}`,
  )
}

async function toldInWords<Result>(
  to: BookToRead,
  work: (way: Way) => Promise<Result>,
): Promise<Result> {
  const dav = createDavFetch(to)
  try {
    return await work({ dav, url: to.url })
  } catch (error) {
    if (error instanceof AddressBookError) throw error
    const refused = dav.refused()
    if (refused) throw refused
    throw new AddressBookError(
      /401|credential/i.test((error as Error).message)
        ? REFUSED
        : 'answers as no CardDAV server does: is the address right?',
      { cause: error },
    )
  }
}

const REFUSED = 'refuses the user or the password: does it want a password for apps?'

function whyNot(answer: DAVResponse | undefined): string {
  const status = answer?.status ?? 0
  if (status === 401 || status === 403) return REFUSED
  return status >= 400
    ? `answers ${status}`
    : 'answers as no CardDAV server does: is the address right?'
}

/** A CardDAV server of one address book, which answers as RFC 6352 and 6578 have it until a test wants it otherwise. */
import { createServer, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface DavRequest {
  method: string
  path: string
  body: string
  authorization: string | undefined
}

/** True where it has answered. */
export type Answering = (request: DavRequest, response: ServerResponse) => boolean

export interface DavServer {
  url: string
  /** By file name. */
  cards: Map<string, string>
  asked: DavRequest[]
  before: Answering
}

const AUTHORIZATION = `Basic ${Buffer.from('me:a-password-for-apps').toString('base64')}`

export function card(name: string, number: string, more = ''): string {
  return `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${name}\r\nFN:${name}\r\nTEL:${number}\r\n${more}END:VCARD\r\n`
}

const answer = (inner: string) =>
  `<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">${inner}</multistatus>`
const one = (href: string, props: string) =>
  `<response><href>${href}</href><propstat><prop>${props}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`

export function sendXml(response: ServerResponse, xml: string, status = 207): true {
  response.writeHead(status, { 'content-type': 'application/xml; charset=utf-8' }).end(xml)
  return true
}

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const etagOf = (words: string) => `"${words.length}-${words.slice(-40).replace(/\W/g, '')}"`

export async function startDav(): Promise<DavServer> {
  const dav: DavServer = { url: '', cards: new Map(), asked: [], before: () => false }
  const server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      const { method = '', url = '', headers } = incoming
      const request = { method, path: url, body, authorization: headers.authorization }
      dav.asked.push(request)
      if (dav.before(request, response)) return
      if (request.authorization === AUTHORIZATION) respond(request, response)
      else response.writeHead(401).end()
    })
  })
  function respond({ method, path, body }: DavRequest, response: ServerResponse): void {
    const all = [...dav.cards].map(([name, words]) => ({ href: `/h/b/${name}`, words }))
    if (method === 'PROPFIND' && path === '/')
      sendXml(
        response,
        answer(one('/', '<current-user-principal><href>/p/</href></current-user-principal>')),
      )
    else if (method === 'PROPFIND' && path === '/p/')
      sendXml(
        response,
        answer(one('/p/', '<C:addressbook-home-set><href>/h/</href></C:addressbook-home-set>')),
      )
    else if (method === 'PROPFIND' && path === '/h/')
      sendXml(
        response,
        answer(
          one('/h/', '<resourcetype><collection/></resourcetype>') +
            one(
              '/h/b/',
              '<displayname>People</displayname><resourcetype><collection/><C:addressbook/></resourcetype>',
            ),
        ),
      )
    else if (method === 'REPORT' && /sync-collection/.test(body)) {
      const isOld = /token-old/.test(body)
      if (isOld)
        return void sendXml(response, '<error xmlns="DAV:"><valid-sync-token/></error>', 403)
      sendXml(
        response,
        answer(
          `${all.map(({ href, words }) => one(href, `<getetag>${etagOf(words)}</getetag>`)).join('')}<sync-token>token-old</sync-token>`,
        ),
      )
    } else if (method === 'REPORT')
      sendXml(
        response,
        answer(
          all
            .filter(({ href }) => body.includes(`>${href}<`))
            .map(({ href, words }) =>
              one(
                href,
                `<getetag>${etagOf(words)}</getetag><C:address-data>${escaped(words)}</C:address-data>`,
              ),
            )
            .join(''),
        ),
      )
    else response.writeHead(404).end()
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  dav.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return dav
}

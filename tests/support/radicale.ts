/** Debian's Radicale, a CardDAV server that is not ours, with a folder and a port of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

export const hasRadicale = spawnSync('radicale', ['--version']).status === 0

export const [USER, PASSWORD] = ['me', 'a-password-for-apps']

const MAKE_BOOK = (name: string) =>
  `<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/><C:addressbook/></resourcetype><displayname>${name}</displayname></prop></set></mkcol>`

export interface Radicale {
  url: string
  makeBook(id: string, name: string): Promise<void>
  put(book: string, file: string, card: string): Promise<void>
  remove(book: string, file: string): Promise<void>
  /** What was asked of it, method by method, since the last time that this was asked. */
  asked(): string[]
}

export async function startRadicale(): Promise<Radicale> {
  const folder = await mkdtemp(join(tmpdir(), 'radicale-'))
  const port = await freePort()
  await writeFile(join(folder, 'users'), `${USER}:${PASSWORD}\n`)
  await writeFile(
    join(folder, 'config'),
    `[server]\nhosts = 127.0.0.1:${port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = ${folder}/users\nhtpasswd_encryption = plain\n[storage]\nfilesystem_folder = ${folder}/books\n[logging]\nlevel = info\n`,
  )
  const child = spawn('radicale', ['--config', join(folder, 'config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (words: string) => {
    log += words
  })
  onTestFinished(async () => {
    if (child.exitCode === null) {
      child.kill()
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  })
  const url = `http://127.0.0.1:${port}`
  const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`
  async function send(method: string, path: string, body?: string): Promise<void> {
    const headers = {
      authorization,
      'content-type': body?.startsWith('<') ? 'text/xml' : 'text/vcard',
    }
    const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) })
    if (!answer.ok)
      throw new Error(`Radicale answers ${answer.status} to ${method} ${path}: ${log}`)
  }
  while (!(await isThere(url))) {
    if (child.exitCode !== null) throw new Error(`Radicale has ended: ${log}`)
    await delay(50)
  }
  return {
    url,
    makeBook: (id, name) => send('MKCOL', `/${USER}/${id}/`, MAKE_BOOK(name)),
    put: (book, file, card) => send('PUT', `/${USER}/${book}/${file}`, card),
    remove: (book, file) => send('DELETE', `/${USER}/${book}/${file}`),
    asked() {
      const seen = [...log.matchAll(/ (PROPFIND|REPORT) request for/g)].map(([, method]) => method!)
      log = ''
      return seen
    },
  }
}

async function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A mail server that keeps what came, and refuses where it is told to. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface Mail {
  from: string
  to: string[]
  raw: string
}

export interface Mailbox {
  mails: Mail[]
  host: string
  isRefusing: boolean
}

export async function startSmtp({ isRefusing = false } = {}): Promise<Mailbox> {
  const mailbox: Mailbox = { mails: [], host: '', isRefusing }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'me@example.com' && password === 'p@ss word'
        ? done(null, { user: username })
        : done(new Error('no such user')),
    onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const from = mailFrom ? mailFrom.address : ''
      const mail = { from, to: rcptTo.map(({ address }) => address), raw: '' }
      stream.setEncoding('utf8').on('data', (chunk: string) => (mail.raw += chunk))
      stream.on('end', () => {
        mailbox.mails.push(mail)
        done(
          mailbox.isRefusing ? Object.assign(new Error('too much'), { responseCode: 452 }) : null,
        )
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)))
  const { port } = server.server.address() as AddressInfo
  mailbox.host = `127.0.0.1:${port}`
  return mailbox
}

/** Its parts as they are read: quoted-printable and Base64 undone. https://www.rfc-editor.org/rfc/rfc2045#section-6 */
export function partOf({ raw }: Mail, type: 'text/plain' | 'text/html'): string {
  const [, part = ''] = raw.split(`Content-Type: ${type}`)
  const [head = '', ...body] = part.split('\r\n\r\n')
  const written = body.join('\r\n\r\n').split('\r\n--')[0]!
  if (/base64/i.test(head)) return Buffer.from(written, 'base64').toString()
  if (!/quoted-printable/i.test(head)) return written
  const bytes = written
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

/** E-mail by SMTP: https://nodemailer.com/smtp/ */
import { createTransport } from 'nodemailer'
import type { EmailWay } from '../../settings/notices/ways.ts'
import { ChannelError, type Channel } from '../channel.ts'
import { digestMail, noticeMail, type MailWords } from './mail-page.ts'

export function createEmail(way: EmailWay): Omit<Channel, 'told'> {
  const { host, port, secure, requireTls, auth, from, to } = way

  async function mail(content: Mail, signal: AbortSignal): Promise<void> {
    const transport = createTransport({
      host,
      port,
      secure,
      requireTLS: requireTls,
      ...(auth && { auth }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 10_000,
      // Nothing of a notice may name a file or an address to be fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const leave = () => transport.close()
    signal.addEventListener('abort', leave)
    try {
      const { id, at, ...words } = content
      await transport.sendMail({
        from: { name: 'Voice Concierge', address: from },
        to,
        ...words,
        // One that comes twice is known by it: https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4
        messageId: `<${id}@${from.split('@').at(-1)}>`,
        date: new Date(at),
        // https://www.rfc-editor.org/rfc/rfc3834#section-5
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    } catch (error) {
      throw new ChannelError(failureOf(error, signal), { cause: error })
    } finally {
      signal.removeEventListener('abort', leave)
      transport.close()
    }
  }

  return {
    name: 'email',
    isForPeople: true,
    send(notice, signal) {
      const { id, at, title } = notice
      return mail({ id, at, subject: title, ...noticeMail(notice) }, signal)
    },
    sendDigest(digest, signal) {
      const { id, at, title } = digest
      return mail({ id, at, subject: title, ...digestMail(digest) }, signal)
    },
  }
}

interface Mail extends MailWords {
  id: string
  at: string
  subject: string
}

/** Without what the server says: it quotes addresses. */
function failureOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'gave no answer in time'
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  if (code === 'EAUTH') return `refuses user or password of SMTP_URL (${responseCode ?? code})`
  if (code === 'ETLS') return 'offers no TLS, and without it no password is sent: see SMTP_URL'
  if (responseCode !== undefined) return `refuses the e-mail with ${responseCode}`
  return `cannot be reached: ${code ?? 'no reason is known'}`
}

/** E-mail by SMTP: https://nodemailer.com/smtp/ */
import { createTransport } from 'nodemailer'
import type { EmailWay } from '../../settings/notices/ways.ts'
import { ChannelError, type Channel } from '../channel.ts'
import type { Notice } from '../notice.ts'

export function createEmail(way: EmailWay): Omit<Channel, 'told'> {
  const { host, port, secure, requireTls, auth, from, to } = way
  return {
    name: 'email',
    isForPeople: true,
    async send(notice, signal) {
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
        await transport.sendMail({
          from: { name: 'Voice Concierge', address: from },
          to,
          subject: notice.title,
          text: textOf(notice),
          html: htmlOf(notice),
          // One that comes twice is known by it: https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4
          messageId: `<${notice.id}@${from.split('@').at(-1)}>`,
          date: new Date(notice.at),
          // https://www.rfc-editor.org/rfc/rfc3834#section-5
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (error) {
        throw new ChannelError(failureOf(error, signal), { cause: error })
      } finally {
        signal.removeEventListener('abort', leave)
        transport.close()
      }
    },
  }
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

function textOf({ title, lines, url, decisions }: Notice): string {
  const links = decisions ? `\n\nDecide: ${decisions.page}` : ''
  return `${[title, ...lines].join('\n')}${links}\n\nThe call: ${url}\n`
}

/** Styles stand in the elements: many readers leave others out. */
function htmlOf({ title, lines, url, decisions }: Notice): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 8px">${escaped(line)}</p>`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:20px;font:17px/1.45 system-ui,sans-serif">
<h1 style="margin:0 0 12px;font-size:20px">${escaped(title)}</h1>
${paragraphs.join('\n')}
${decisions ? buttonTo(decisions.page, 'Decide now') : ''}
${buttonTo(url, 'Open the call')}
</body></html>
`
}

function buttonTo(url: string, text: string): string {
  return `<p style="margin:20px 0 0"><a href="${escaped(url)}" style="display:inline-block;padding:12px 18px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none">${text}</a></p>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** E-mails as pages that read well on a phone. Styles stand in the elements: many readers leave others out. */
import type { Digest, DigestLine } from '../digest.ts'
import type { Notice } from '../notice.ts'

export interface MailWords {
  text: string
  html: string
}

export function noticeMail({ title, lines, url, decisions, letThrough }: Notice): MailWords {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 8px">${escaped(line)}</p>`)
  return {
    text: `${[title, ...lines].join('\n')}${decisions ? `\n\nDecide: ${decisions.page}` : ''}\n\nThe call: ${url}\n${letThrough ? `\n${letThrough.label}: ${letThrough.url}\n` : ''}`,
    html: page(title, [
      heading(title),
      ...paragraphs,
      decisions ? button(decisions.page, 'Decide now') : '',
      button(url, 'Open the call'),
      letThrough ? button(letThrough.url, `${letThrough.label} …`) : '',
    ]),
  }
}

export function digestMail(digest: Digest): MailWords {
  const { title, since, counts, calls, url } = digest
  const left = leftOf(digest)
  const text = calls.map(({ when, who, became, more, url: call }) =>
    [`${when}  ${who}: ${became}`, ...more, call].join('\n    '),
  )
  return {
    text: `${[title, since, ...counts].join('\n')}\n\n${text.join('\n\n')}\n\n${left}All calls: ${url}\n`,
    html: page(title, [
      heading(title),
      `<p style="margin:0 0 8px">${escaped(since)}</p>`,
      `<p style="margin:0 0 16px">${counts.map((count) => `<b style="white-space:nowrap">${escaped(count)}</b>`).join(' &#183; ')}</p>`,
      ...calls.map(callBlock),
      left === '' ? '' : `<p style="margin:16px 0 0">${escaped(left)}</p>`,
      button(url, 'Open the calls'),
    ]),
  }
}

/** The whole of it leads to the call: a thumb needs room. */
function callBlock({ when, who, became, more, url }: DigestLine): string {
  const lines = more.map((line) => `<br><span style="font-size:15px">${escaped(line)}</span>`)
  return `<p style="margin:0;padding:10px 0;border-top:1px solid #8888"><a href="${escaped(url)}" style="display:block;color:inherit;text-decoration:none"><span style="font-size:15px">${escaped(when)}</span> <b>${escaped(who)}</b><br>${escaped(became)}${lines.join('')}</a></p>`
}

function leftOf({ left }: Digest): string {
  if (left === 0) return ''
  return left === 1 ? 'One more stands on the console. ' : `${left} more stand on the console. `
}

function heading(title: string): string {
  return `<h1 style="margin:0 0 12px;font-size:20px">${escaped(title)}</h1>`
}

function button(url: string, name: string): string {
  return `<p style="margin:20px 0 0"><a href="${escaped(url)}" style="display:inline-block;padding:12px 18px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none">${name}</a></p>`
}

function page(title: string, parts: string[]): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:20px;max-width:600px;font:17px/1.45 system-ui,sans-serif;overflow-wrap:anywhere">
${parts.filter((part) => part !== '').join('\n')}
</body></html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** What the value of a content line says: transfer encoding and charset undone, escapes not. */
import { BASE64, QUOTED_PRINTABLE, type ContentLine } from './content-lines.ts'
import { decodeSurely } from './file-text.ts'

const CHARSET = /;\s*CHARSET="?([\w.-]+)/i

/** `isSure`: whether the encoding was named, or is UTF-8. */
export interface ContentText {
  text: string
  isSure: boolean
}

export function textIn({ params, value }: Pick<ContentLine, 'params' | 'value'>): ContentText {
  const octets = QUOTED_PRINTABLE.test(params)
    ? Buffer.from(fromQuotedPrintable(value), 'latin1')
    : Buffer.from(value, BASE64.test(params) ? 'base64' : 'latin1')
  return decodeSurely(octets, CHARSET.exec(params)?.[1])
}

function fromQuotedPrintable(value: string): string {
  return value.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

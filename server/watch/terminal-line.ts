/** A line of the log for somebody who watches it in a terminal: one for each turn, and beneath it only where an error came from. */
import { styleText } from 'node:util'

type Fields = Record<string, unknown>
type Style = Parameters<typeof styleText>[0]

const LEVELS: Record<number, { name: string; style: Style }> = {
  10: { name: 'TRACE', style: 'gray' },
  20: { name: 'DEBUG', style: 'gray' },
  30: { name: '', style: 'bold' },
  40: { name: 'WARN', style: 'yellow' },
  50: { name: 'ERROR', style: 'red' },
  60: { name: 'FATAL', style: 'red' },
}

// A terminal obeys control characters, and marks that turn the direction of writing make a line read as another:
// https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu

/** Takes a line of JSON as pino writes it. `styled` colours; what is no such line stays as it is. */
export function terminalLine(json: string, styled = false): string {
  const fields = parsed(json)
  if (!fields) return json
  const { level, time, msg, err, ...rest } = fields
  const paint = (style: Style, text: string) =>
    styled && text !== '' ? styleText(style, text, { validateStream: false }) : text
  const { name, style } = LEVELS[Number(level)] ?? { name: String(level), style: 'bold' }
  const words = [
    paint('gray', clock(time)),
    paint(style, name),
    paint(style, shown(msg)),
    ...(msg === 'turn' ? turnWords(rest) : pairs(rest)),
    paint(style, errorWords(err)),
  ]
  const line = words.filter((word) => word !== '').join(' ')
  return `${[line, ...stackOf(err)].join('\n')}\n`
}

function parsed(json: string): Fields | null {
  try {
    return JSON.parse(json) as Fields
  } catch {
    return null
  }
}

/** On the clock of this machine, as the terminal beside it. */
function clock(time: unknown): string {
  const date = new Date(String(time))
  if (Number.isNaN(date.getTime())) return ''
  const two = (value: number) => String(value).padStart(2, '0')
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}

/** In a turn's own words, or only in the JSON. */
const TOLD_OTHERWISE = new Set(
  `event state decision verdict kind screener tried pii call_sid model_ms latency_ms status
   request_id route first_token_ms first_word_ms`.split(/\s+/),
)

/** What one looks for in a turn, in the order in which it happens; the rest is in the JSON. */
function turnWords(fields: Fields): string[] {
  const { event, state, decision, verdict, kind, screener, tried, pii, call_sid } = fields
  const { model_ms, latency_ms, status } = fields
  const more = Object.entries(fields).filter(([name]) => !TOLD_OTHERWISE.has(name))
  return [
    `${shown(event)} → ${shown(state)}`,
    decision === null || decision === undefined ? '' : `(${shown(decision)})`,
    verdict === undefined ? '' : `${shown(verdict)}, ${shown(kind)} by ${shown(screener)}`,
    typeof model_ms === 'number' ? `in ${Math.round(model_ms)} ms,` : '',
    tried === undefined ? '' : `after ${shown(tried)},`,
    typeof latency_ms === 'number' ? `${Math.round(latency_ms)} ms` : '',
    Number(status) >= 400 ? `status ${shown(status)}` : '',
    ...pairs(Object.fromEntries(more)),
    shown(call_sid),
    ...(pii && typeof pii === 'object' ? pairs(pii as Fields) : []),
  ]
}

function pairs(fields: Fields): string[] {
  return Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${shown(name)}=${quoted(value)}`)
}

function quoted(value: unknown): string {
  const text = shown(value)
  return typeof value === 'string' && /[\s"=]|^$/.test(value) ? shown(JSON.stringify(value)) : text
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Of it and of its causes. */
function errorWords(err: unknown): string {
  if (!isError(err)) return ''
  const { type, code, message, stack: _, cause, ...rest } = err
  const named = [shown(type), code === undefined ? '' : `(${shown(code)})`]
    .filter(Boolean)
    .join(' ')
  const told = message === undefined ? named : `${named}: ${shown(message)}`
  const more = [told, ...pairs(rest)].filter(Boolean).join(' ')
  return isError(cause) ? `${more}, caused by ${errorWords(cause)}` : more
}

function stackOf(err: unknown): string[] {
  if (!isError(err) || typeof err.stack !== 'string') return []
  return err.stack.split('\n').map(shown)
}

function isError(err: unknown): err is Fields {
  return typeof err === 'object' && err !== null
}

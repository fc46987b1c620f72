/** What a scripted model does with a request, in words: `answers('{ASK} Why?')`, `hangs()`. */
import type { FinishReason } from './chat-wire.ts'

export interface Answer {
  does: 'answer'
  tokens: readonly string[]
  firstTokenMs: number
  tokensPerSecond: number
  /** Azure's default content filter lets tokens out in lots like this. */
  tokensPerChunk: number
  /** Writes every event in pieces of so many bytes; 0 in one. */
  bytesPerWrite: number
  /** `break` destroys the socket, `hang` falls silent for ever, `error` is an error in the stream. */
  ending: FinishReason | 'break' | 'hang' | 'error'
  /** Say it in the `refusal` field instead of the content. */
  refusing: boolean
  /** Waits before the token of this index is sent, in lots of one. */
  before?: ((index: number) => Promise<unknown> | undefined) | undefined
}

export type Step =
  | Answer
  | { does: 'fail'; status: number; headers: Record<string, string>; body: object | string | null }
  | { does: 'filter'; category: 'violence' | 'self_harm' | 'jailbreak' }
  | { does: 'hang'; after: 'request' | 'headers' }
  | { does: 'drop' }
  | { does: 'babble'; nonsense: Nonsense }
  | { does: 'cut'; body: string; at: number; ending: 'break' | 'end' | 'hang' }

/** `html`: a proxy's page; `garbage`: the right type, no JSON; `shape`: JSON of something else; `silence`: no byte. */
export type Nonsense = 'html' | 'garbage' | 'shape' | 'silence'

export type AnswerTiming = Partial<
  Pick<Answer, 'firstTokenMs' | 'tokensPerSecond' | 'tokensPerChunk' | 'bytesPerWrite'>
>

/** Says a text, cut into tokens, or the tokens given. */
export function answers(
  words: string | readonly string[],
  timing: AnswerTiming & Partial<Pick<Answer, 'ending' | 'before'>> = {},
): Answer {
  return {
    does: 'answer',
    tokens: typeof words === 'string' ? tokensOf(words) : words,
    firstTokenMs: 0,
    tokensPerSecond: Infinity,
    tokensPerChunk: 1,
    bytesPerWrite: 0,
    ending: 'stop',
    refusing: false,
    ...timing,
  }
}

/** Declines in the `refusal` field, as models do that were trained to. */
export function refuses(words = "I'm sorry, I can't help with that.", timing?: AnswerTiming) {
  return { ...answers(words, timing), refusing: true }
}

/** Azure's content filter takes offence at what was asked: status 400. */
export function filtersPrompt(category: 'violence' | 'self_harm' | 'jailbreak' = 'violence'): Step {
  return { does: 'filter', category }
}

/** An error status; without a body that of Azure or OpenAI for it. */
export function fails(
  status: number,
  headers: Record<string, string> = {},
  body: object | string | null = null,
): Step {
  return { does: 'fail', status, headers, body }
}

/** An answer as it stood on the wire, whole. */
export function sends(body: string, type = 'text/event-stream'): Step {
  return fails(200, { 'content-type': type }, body)
}

/** Never answers: neither a byte, or nothing after the headers. */
export function hangs(after: 'request' | 'headers' = 'request'): Step {
  return { does: 'hang', after }
}

/** Hangs up on the request without a byte. */
export function drops(): Step {
  return { does: 'drop' }
}

/** An answer as it stood on the wire, cut behind so many bytes: the socket breaks, the body ends there, or nothing follows. */
export function cuts(body: string, at: number, ending: 'break' | 'end' | 'hang'): Step {
  return { does: 'cut', body, at, ending }
}

export function babbles(nonsense: Nonsense): Step {
  return { does: 'babble', nonsense }
}

/** About as a tokenizer would: a blank goes with its word, long words come in pieces. */
export function tokensOf(text: string): string[] {
  return text.match(/\s?\p{L}{1,5}|\p{L}{1,5}|\s?\p{N}{1,3}|\s*[^\s\p{L}\p{N}]|\s+/gu) ?? []
}

/** An answer that comes line by line, while what was asked for goes on. */
import { readObject } from './http-answer.ts'

export interface Patience {
  signal: AbortSignal
  /** Something came: it begins anew. */
  renew(): void
  end(): void
}

/** Aborts as `AbortSignal.timeout` does, but can begin anew. */
export function createPatience(timeoutMs: number): Patience {
  const controller = new AbortController()
  const lose = () => controller.abort(new DOMException('No answer in time', 'TimeoutError'))
  const timer = setTimeout(lose, timeoutMs)
  return {
    signal: controller.signal,
    renew: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  }
}

/** Hands on each line but the last, which is given: the answer itself. */
export async function lastLine(
  response: Response,
  onLine: (line: object) => void,
  patience: Patience,
): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of response.body ?? []) {
    patience.renew()
    text += decoder.decode(piece as Uint8Array, { stream: true })
    const lines = text.split('\n')
    // The report comes in one line, and in many pieces: no line is looked at before it is whole.
    for (const line of lines.slice(0, -1)) {
      const told = readObject(line)
      if (told && 'done' in told) onLine(told)
      else return line
    }
    text = lines.at(-1)!
  }
  return text
}

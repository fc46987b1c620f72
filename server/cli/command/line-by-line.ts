/** An answer that comes line by line, while what was asked for goes on. */
import { readObject } from '../../basics/http-answer.ts'

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

/** Ten times a report on the most contacts that one file may have. */
export const MOST_BYTES = 128 * 2 ** 20

/** Hands on each line but the last, which is given: the answer itself. */
export async function lastLine(
  response: Response,
  onLine: (line: object) => void,
  patience: Patience,
): Promise<string> {
  const decoder = new TextDecoder()
  // The report comes in one line, and in many pieces: no line is looked at before it is whole.
  let begun: string[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    patience.renew()
    bytes += (piece as Uint8Array).length
    if (bytes > MOST_BYTES) throw new RangeError(`the answer is longer than ${MOST_BYTES} bytes`)
    const [first = '', ...others] = decoder
      .decode(piece as Uint8Array, { stream: true })
      .split('\n')
    begun.push(first)
    for (const next of others) {
      const line = begun.join('')
      begun = [next]
      const told = readObject(line)
      if (told && 'done' in told) onLine(told)
      else return line
    }
  }
  return begun.join('')
}

/** Values as other programs hand them over: `docker --env-file` passes on the quotes of the file. */
import { readValue } from './quoted-value.ts'

/**
 * Without the quotes around it, and without a comment behind those. What only looks quoted stays as it is.
 * https://docs.docker.com/reference/cli/docker/container/run/#env
 */
export function handedOver(value: string): string {
  const trimmed = value.trim()
  if (!/^["'`]/.test(trimmed)) return trimmed
  const read = readValue(trimmed, () => undefined)
  return 'value' in read ? read.value.trim() : trimmed
}

/** What is wrong with how it was handed over, or null. `mayHaveHash`: a # behind a blank may belong to it. */
export function handedOverBadly(value: string, mayHaveHash = false): string | null {
  if (/^["'`“”‘’„«]/.test(value) && !/^['’]\w/.test(value))
    return 'has a quote that is not closed, or more behind it: write the value without quotes'
  if (/\p{Cc}/u.test(value))
    return 'holds a line break, a tab or another control character: a \\ is kept in single quotes'
  if (!mayHaveHash && /\s#/.test(value))
    return 'has a comment behind it, which docker --env-file hands over as part of it: take it out'
  return null
}

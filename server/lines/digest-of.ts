/** What is told, made short: events of a call that tell the same are known by it. */
import { createHash } from 'node:crypto'

export function digestOf(told: unknown): string {
  return createHash('sha1').update(JSON.stringify(told)).digest('base64url')
}

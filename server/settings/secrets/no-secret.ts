/** Text that stands where a secret should: everybody knows it, so it would open the door to everybody. */
import { isPlaceholder, isPublished } from './placeholder.ts'

/** What is to be filled in, whole: by a platform, a shell, Compose, Helm, a pipeline, a reader. */
const UNRESOLVED = [
  // https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
  /^@Microsoft\.\w+\s*\(/i,
  /^(secretref|keyvaultref|ref\+\w+|op):/i,
  /^\$[A-Z_][A-Z0-9_]*$/,
  /^\$[{(].*[})]$/s,
  /^[<‹«＜].*[>›»＞]$/s,
  /^\[(?![\da-f:.%]+\]$).*\]$/is,
  /^\{.*\}$/s,
  /^%\w+%$/,
  /^#\{.*\}#?$/s,
  /^__\w+__$/,
]

/** Where a secret may be had, and not the secret. */
const ELSEWHERE = [
  /^(vault|ssm|sops|akvs?|doppler|infisical|file|env|arn:aws[\w-]*):/i,
  /^projects\/[^/]+\/secrets\//i,
  /^https?:\/\//i,
  /^(\$ANSIBLE_VAULT|!vault|ENC\[|-----BEGIN )/,
  /^\/(run|var|etc|mnt|tmp|home|secrets)\//,
]

/** The same as the first, anywhere in a text. */
const EXPANSIONS = [/\$\{/, /\$\(/, /\$\[/, /\{\{/, /<%/]

const QUOTES = '"\'`“”‘’„«»'

/** Why a setting, secret or not, is nothing but the place of what it should be; null where it is more. */
export function whyUnresolved(value: string): string | null {
  if (value.startsWith('@'))
    return UNRESOLVED[0]!.test(value)
      ? 'is a reference that nobody has resolved: see that this app may read the secret, and that it is there'
      : null
  return UNRESOLVED.some((form) => form.test(value)) ? PLACEHOLDER : null
}

/** Why a key or token is none, in words that do not repeat it; null where it may be one. */
export function whyNoSecret(value: string, shortest: number): string | null {
  const unresolved = whyUnresolved(value)
  if (unresolved) return unresolved
  if (QUOTES.includes(value.at(0) ?? ' ') || QUOTES.includes(value.at(-1) ?? ' '))
    return 'has quotes around it, which were handed over as part of it: write it without'
  if (ELSEWHERE.some((form) => form.test(value)))
    return 'says where the secret may be had: give the secret itself'
  if (EXPANSIONS.some((form) => form.test(value)))
    return 'has a ${…} or $(…) in it that nobody has filled in: write what it stands for'
  if (isPlaceholder(value)) return PLACEHOLDER
  if (!/^[\x21-\x7e]*$/.test(value))
    return 'holds a blank or a character that no key can have: letters, digits and signs only'
  if (value.length < shortest)
    return `is too short: give at least ${shortest} characters, like those of: openssl rand -hex 32`
  return null
}

/** Of a password inside an address: people choose those, so only what nobody chooses is refused. */
export function whyNoPassword(value: string): string | null {
  const isExample =
    isPlaceholder(value) && /your|change|replace|insert|placeholder|pass/i.test(value)
  return isExample ? PLACEHOLDER : whyNoPart(value)
}

/** Of a part of an address that tells it from others, such as a topic. */
export function whyNoPart(value: string): string | null {
  const isMask = /[.…*•●·]{3}|x{8}/i.test(value) || value === '…'
  return whyUnresolved(value) ?? (isMask || isPublished(value) ? PLACEHOLDER : null)
}

const PLACEHOLDER = 'is a placeholder: write what it stands for'

/** Kinds of setting, each with the words for what it is not. */
import { z } from 'zod'
import { readPhoneNumber } from './phone-number.ts'

const IN_FULL = 'write it in full, like +14155550123'

export const phoneNumber = z.string(IN_FULL).transform((written, ctx) => {
  const number = readPhoneNumber(written)
  if (number) return number
  ctx.addIssue({ code: 'custom', message: IN_FULL })
  return z.NEVER
})

export function wholeNumber(from: number, to: number, unset: number) {
  const message = `give a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message)
    .default(unset)
}

export function httpUrl(message: string) {
  return z
    .string()
    .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), message)
    .transform((url) => url.replace(/\/+$/, ''))
}

/** Commas between them, blanks around them allowed. */
export function list(of: z.ZodString, unset: string[] = []) {
  return z
    .string()
    .transform((written) => written.split(',').map((one) => one.trim()))
    .pipe(z.array(of))
    .default(unset)
}

/** What looks like production and is not would start a server that is open. */
export const nodeEnv = z
  .string()
  .toLowerCase()
  .refine((mode) => !/^(prod|prd|live|produc?t?i?o?n?s?)$/.test(mode) || mode === 'production', {
    message: 'write production, or leave it out',
  })

/** Without a webhook's path, a question mark or a password. */
export function isBaseUrl(url: string): boolean {
  const { search, hash, username, password, pathname } = new URL(url)
  return !search && !hash && !username && !password && !/\/twilio\/[a-z-]+$/.test(pathname)
}

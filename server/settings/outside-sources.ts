/** What is read from others now and then: lists of reported numbers, and the owner's address book. */
import { z } from 'zod'
import { isLoopback } from './open-to-others.ts'
import { httpUrl, list, wholeNumber } from './kinds.ts'

const address = (message: string) =>
  httpUrl(message).refine((url) => {
    const { username, password, search, hash } = new URL(url)
    return !username && !password && !search && !hash
  }, 'give the address without a user, a password, a question mark or #')

export const outsideSettings = {
  /** Read once a day. */
  LISTS: list(
    z
      .string()
      .toLowerCase()
      .refine((name) => name === 'ftc' || name === 'none', 'write ftc, or none'),
  ),
  /** Where the FTC's files are, as `https://www.ftc.gov` has them. */
  FTC_URL: address(
    'give the address of a server that has the FTC’s files, or leave it out',
  ).default('https://www.ftc.gov'),
  PHONEBLOCK_KEY: z.string().optional(),
  PHONEBLOCK_URL: address('give the address of PhoneBlock’s API, or leave it out').default(
    'https://phoneblock.net/phoneblock/api',
  ),
  CARDDAV_URL: address(
    'give the address of a CardDAV server, like https://contacts.icloud.com',
  ).optional(),
  CARDDAV_USER: z.string().optional(),
  CARDDAV_PASSWORD: z.string().optional(),
  /** The name or the address of one of its address books. */
  CARDDAV_BOOK: z.string().optional(),
  /** Only who is in this group, or has this category. */
  CARDDAV_GROUP: z.string().optional(),
  /** How often, where it is not 0. */
  CARDDAV_HOURS: wholeNumber(0, 168, 6),
} satisfies Record<string, z.ZodType>

type Values = z.infer<z.ZodObject<typeof outsideSettings>>

/** Where an address book is, and as whom it is read. */
export interface CarddavSettings {
  url: string
  user: string
  password: string
  /** Null: the only one there is. */
  book: string | null
  /** Null: everybody in it. */
  group: string | null
  /** Null: only when asked. */
  everyHours: number | null
}

const CARDDAV_NEEDS = ['CARDDAV_URL', 'CARDDAV_USER', 'CARDDAV_PASSWORD'] as const

/** What is set up by halves. `unread`: by name, why a setting could not be had. */
export function incompleteCarddav(
  given: Partial<Record<string, string>>,
  unread: Record<string, string>,
): string[] {
  // How often says nothing of what: .env.example had it set once, and people copy it.
  const isMeant = Object.keys(given).some(
    (name) => name.startsWith('CARDDAV_') && name !== 'CARDDAV_HOURS',
  )
  if (!isMeant) return []
  return CARDDAV_NEEDS.filter((name) => given[name] === undefined).map(
    (name) => `${name}: ${unread[name] ?? 'is missing; the other settings of CardDAV need it'}`,
  )
}

export function readOutside(values: Values) {
  const warnings: { setting: string; warning: string }[] = []
  const { CARDDAV_URL: url, CARDDAV_USER: user, CARDDAV_PASSWORD: password } = values
  if (url?.startsWith('http:') && !isLoopback(url))
    warnings.push({
      setting: 'CARDDAV_URL',
      warning: 'begins with http: whoever is on the way reads your address book and its password',
    })
  const carddav: CarddavSettings | null =
    url === undefined || user === undefined || password === undefined
      ? null
      : {
          url,
          user,
          password,
          book: values.CARDDAV_BOOK ?? null,
          group: values.CARDDAV_GROUP ?? null,
          everyHours: values.CARDDAV_HOURS || null,
        }
  return {
    lists: {
      /** Whether it is read once a day, asked for or not. */
      ftc: values.LISTS.includes('ftc'),
      ftcUrl: values.FTC_URL,
      /** Null asks nobody. */
      phoneBlock:
        values.PHONEBLOCK_KEY === undefined
          ? null
          : { url: values.PHONEBLOCK_URL, key: values.PHONEBLOCK_KEY },
    },
    carddav,
    warnings,
  }
}

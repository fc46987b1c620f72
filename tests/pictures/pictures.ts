/** The pictures of the pages that people read: `npm run docs:pictures` makes every one of them. */
import { join } from 'node:path'

export const FOLDER = join(import.meta.dirname, '../../docs/images')

export const PICTURES = ['concierge', 'call', 'simulate', 'numbers'] as const

export type Picture = (typeof PICTURES)[number]

/** All of them are loaded by whoever reads the README, on a phone too. */
export const MOST_BYTES = 150_000

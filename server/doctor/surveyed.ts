/** What checks look at: handed in by a running server, or by a command beside it. */
import type { Database } from '../../storage/database.ts'
import type { Config } from '../settings/config.ts'

export interface Surveyed {
  /** Null where the settings are so that nothing can be read from them. */
  config: Config | null
  /** What is wrong with the settings, each by its name. */
  problems: readonly string[]
  /** Rejects with words where it cannot be had; null where it has never been made. */
  database(): Promise<Database | null>
  /** What `/healthz` of the servers says that are known to be ours; null where none could be asked. */
  instances(): Promise<readonly string[] | null>
  models(): Promise<readonly TriableModel[]>
  notices(): Promise<NoticesLookedAt>
  now(): Date
  outside: Outside
}

/** The way to our own address, as others come by it. */
export interface Outside {
  /** The addresses of a name; rejects as Node's own does. */
  lookup(name: string): Promise<string[]>
  fetch(url: string | URL, init: RequestInit): Promise<Response>
  /** Authorities to trust beside those of Node, PEM. */
  ca?: string
}

/** The same where the settings could be read. */
export type Readable = Surveyed & { config: Config }

export interface TriableModel {
  name: string
  /** Without anything secret. */
  address: string
  /** Judges a made-up call as a real one is. Gives the milliseconds, or in words why there is no verdict. */
  tryOut(signal: AbortSignal): Promise<{ ms: number } | { failure: string }>
}

export interface NoticesLookedAt {
  /** Those that lead to the owner now, in words. */
  channels: readonly string[]
  /** How many deliveries were given up of late. */
  givenUp: number
}

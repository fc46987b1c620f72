/** A set of the console's pages. */
import type { Hono } from 'hono'
import type { ModelState } from '../../../machines/screener-failure.ts'
import type { Identified } from '../door/identify.ts'

export type ConsolePages = Hono<
  Identified & { Variables: { signedIn: boolean; troubles: ModelState[] } }
>

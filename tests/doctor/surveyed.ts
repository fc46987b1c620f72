/** What checks look at, on real parts: a server that listens, reached under its public name. */
import type { Outside } from '../../server/doctor/surveyed.ts'
import { readConfig } from '../../server/settings/config.ts'
import { survey } from '../../server/survey.ts'
import { createConcierge, PUBLIC_URL, SETTINGS } from '../support/concierge.ts'

/** A public address, as documents have it. */
const PUBLIC_ADDRESS = '8.8.8.8'

type App = Awaited<ReturnType<typeof createConcierge>>['app']

/** The name leads to this app. */
export function leadingTo(app: App, outside: Partial<Outside> = {}): Outside {
  return {
    lookup: async () => [PUBLIC_ADDRESS],
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url)
      return app.request(`${PUBLIC_URL}${pathname}${search}`, init)
    },
    ...outside,
  }
}

/** Of a server with these settings, whose own instance is known. */
export async function surveyed({
  settings = {},
  outside = {},
  asIf = {},
}: {
  settings?: Record<string, string>
  outside?: Partial<Outside>
  /** Settings of whoever looks, where they are others. */
  asIf?: Record<string, string>
} = {}) {
  const concierge = await createConcierge({ settings })
  const { app, database, file } = concierge
  const { instance } = (await (await app.request('/healthz')).json()) as { instance: string }
  const config = readConfig({ ...SETTINGS, SQLITE_DB_PATH: file, ...settings, ...asIf })
  const about = survey(config, {
    database: async () => database,
    instances: async () => [instance],
    now: () => new Date(),
    outside: leadingTo(app, outside),
  })
  return { ...concierge, about: { ...about, config }, config }
}

/** Health, put together: the doctor's checks on this very server, and the settings as they count now. */
import type { Database } from '../storage/database.ts'
import type { CheckName, Examined } from './doctor/check.ts'
import { createChecks } from './doctor/checks.ts'
import { examine } from './doctor/examine.ts'
import type { Outside } from './doctor/surveyed.ts'
import type { HealthDesk } from './owner/api/health-schema.ts'
import type { HoursDesk } from './owner/api/hours-schema.ts'
import type { NoticeDesk } from './owner/api/notices.ts'
import type { Config } from './settings/config.ts'
import { writeHours } from './settings/hours/write-hours.ts'
import type { SettingSource } from './settings/in-effect.ts'
import { survey } from './survey.ts'

/** By name, where settings came from that are not simply in the environment. */
export type CameFrom = Readonly<Record<string, '.env' | 'key vault'>>

export interface HealthDependencies {
  database: Database
  /** What `/healthz` calls this process. */
  instance: string
  noticeDesk(): Promise<NoticeDesk>
  hours: HoursDesk
  cameFrom?: CameFrom | undefined
  /** What a test puts in the place of the network. */
  outside?: Outside | undefined
  now(): Date
}

export function composeHealth(config: Config, deps: HealthDependencies): HealthDesk {
  const { database, instance, noticeDesk, hours, cameFrom = {}, outside, now } = deps
  const about = survey(config, {
    database: async () => database,
    instances: async () => [instance],
    outside,
    now,
  })
  /** Whoever asks while it is being looked at hears of the same look. */
  const underWay = new Map<CheckName, Promise<Examined>>()

  function lookAt(name: CheckName): Promise<Examined> {
    const already = underWay.get(name)
    if (already) return already
    const looking = examine(createChecks(about, [name]))
      .then(([examined]) => examined!)
      .finally(() => underWay.delete(name))
    underWay.set(name, looking)
    return looking
  }

  /** What the owner has changed while it runs, and what counts of notices where nobody has set anything. */
  async function changed(): Promise<Map<string, { value: string; from: SettingSource | null }>> {
    const desk = await noticeDesk()
    const all = new Map(
      desk
        .settings()
        .map(({ name, value, from }) => [name as string, { value, from: ofConsole(from) }]),
    )
    const { rules } = hours.current()
    if (hours.changedAt() !== null) all.set('HOURS', { value: writeHours(rules), from: 'console' })
    return all
  }

  return {
    examine: (only) => Promise.all(only.map(lookAt)),
    async settings() {
      const changes = await changed()
      return config.inEffect.map((setting) => {
        const given = setting.isSet ? (cameFrom[setting.name] ?? 'environment') : 'default'
        const { value = setting.value, from = null } = changes.get(setting.name) ?? {}
        return {
          ...setting,
          value: setting.isSecret ? null : value,
          isDefault: setting.isDefault && from === null,
          from: from ?? given,
        }
      })
    },
  }
}

function ofConsole(from: string): SettingSource | null {
  return from === 'console' ? 'console' : null
}

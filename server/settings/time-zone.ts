/** Where the owner's clock hangs: TIME_ZONE, else TZ, else what the system says. */

export interface TimeZone {
  /** IANA, like America/Los_Angeles. */
  name: string
  from: 'TIME_ZONE' | 'TZ' | 'system'
  /** What is wrong, by the setting that it is wrong with. */
  problem?: { setting: 'TIME_ZONE' | 'TZ'; message: string }
}

const FORM = 'name a place as the IANA does, like America/Los_Angeles or Europe/Berlin'

/** Without a place in them, and still IANA's and the same all over. */
const WITHOUT_PLACE = new Set(['UTC', 'GMT', 'CET', 'EET', 'MET', 'WET'])

/** `system` is what the process itself takes for its zone. */
export function readTimeZone(
  { TIME_ZONE, TZ }: Partial<Record<string, string>>,
  system = Intl.DateTimeFormat().resolvedOptions().timeZone,
): TimeZone {
  if (TIME_ZONE !== undefined) {
    const name = zoneNamed(TIME_ZONE)
    const problem = {
      setting: 'TIME_ZONE',
      message: `there is no such zone: ${FORM}`,
    } as const
    return { name: name ?? 'UTC', from: 'TIME_ZONE', ...(name === null && { problem }) }
  }
  // Of a zone that it does not know Node says Etc/Unknown, or nothing at all.
  const ofSystem = zoneNamed(system ?? '') ?? 'UTC'
  const ofTz = TZ === undefined ? '' : placeIn(TZ)
  if (ofTz === '') return { name: ofSystem, from: 'system' }
  const name = zoneNamed(ofTz)
  const message = `is no time zone that can be counted in: set TIME_ZONE, and ${FORM}`
  return {
    name: name ?? 'UTC',
    from: 'TZ',
    ...(name === null && { problem: { setting: 'TZ', message } as const }),
  }
}

/**
 * TZ may begin with a colon and be a file. https://man7.org/linux/man-pages/man3/tzset.3.html
 * Empty where it only points at the system's own.
 */
function placeIn(tz: string): string {
  const name = tz.replace(/^:/, '').replace(/^.*\/zoneinfo\/(posix\/|right\/)?/, '')
  if (name === '/etc/localtime') return ''
  return /^(UTC|GMT)[+-]?0$/i.test(name) ? 'UTC' : name
}

/** The name as the IANA writes it; null for offsets and letters, which tell nothing of summer time. */
function zoneNamed(written: string): string | null {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(written) || written === 'Etc/Unknown') return null
  // EST is Panama's, BST Bangladesh's: three letters are never what was meant.
  if (/^[a-z]{3}$/i.test(written) && !WITHOUT_PLACE.has(written.toUpperCase())) return null
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions()
    return timeZone
  } catch {
    return null
  }
}

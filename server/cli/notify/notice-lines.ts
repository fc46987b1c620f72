/** What is told, and what came of it, in lines of a terminal. */
import { channelName, deliveryInWords, SOURCES } from '../../words/delivery-words.ts'
import { alignRows } from '../command/columns.ts'
import { localTime } from '../conversations/clock-words.ts'
import type { NoticePage, NoticeSettings } from './notices-api.ts'

/** Channels that are not set up, and what they miss; then every setting with who says so. */
export function settingLines({ channels, settings, digests, time_zone }: NoticeSettings): string[] {
  const rows = settings.map(({ name, value, from, otherwise }) => [
    name,
    value,
    from === 'console' ? `${SOURCES[from]}; otherwise ${otherwise}` : SOURCES[from],
  ])
  const missing = channels
    .filter(({ is_set_up: isSetUp }) => !isSetUp)
    .map(({ name, missing: what }) => [
      channelName(name),
      what === null ? 'off' : `not set up: ${what}`,
    ])
  const told = digests.map((digest) => {
    const { short, more } = deliveryInWords(digest)
    const when = localTime(digest.updated_at, time_zone)
    const name = `Digest by ${channelName(digest.channel)}`
    return [name, more === '' ? short : `${short}: ${more}`, when]
  })
  return [...alignRows(missing, 1), ...alignRows(rows, 1), ...alignRows(told, 1)]
}

/** One for each delivery, newest first. */
export function noticeLines({ notices }: NoticePage, zone: string): string[] {
  const rows = notices.flatMap(({ at, title: said, line, deliveries }) => {
    const title = line == null ? said : `${said} (${line})`
    const when = localTime(at, zone)
    if (deliveries.length === 0) return [[when, title, '', 'told by no channel']]
    return deliveries.map((delivery) => {
      const { short, more } = deliveryInWords(delivery)
      return [when, title, channelName(delivery.channel), more === '' ? short : `${short}: ${more}`]
    })
  })
  return alignRows(rows, 3)
}

/** Notices as the management API has them. */
import type { z } from 'zod'
import type { noticePageSchema, noticeSettingsSchema } from '../../owner/api/notice-schema.ts'
import type { ApiClient } from '../command/api-client.ts'

export type NoticeSettings = z.infer<typeof noticeSettingsSchema>
export type NoticePage = z.infer<typeof noticePageSchema>

/** Every function throws `ApiError`. */
export function createNoticesApi(client: ApiClient) {
  const path = '/notices/settings'
  return {
    list: (limit: number) =>
      client.read<NoticePage>('GET', '/notices', 'notices', { query: { limit } }),
    settings: () => client.read<NoticeSettings>('GET', path, 'settings'),
    change: (json: Record<string, string | null>) =>
      client.read<NoticeSettings>('PATCH', path, 'settings', { json }),
  }
}

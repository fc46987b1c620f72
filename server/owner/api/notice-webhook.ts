/** The webhook that notices go out by, described for whoever receives it: WEBHOOK_URL. */
import { z } from '@hono/zod-openapi'
import { FINAL_DECISIONS, TRANSFER_STATUSES } from '../../../machines/call.ts'
import { NOTICE_KINDS } from '../../../machines/notice.ts'
import { momentSchema } from './moment-schema.ts'
import { json, type Routes } from './routes.ts'

const TYPES = NOTICE_KINDS.map((kind) => `call.${kind.replaceAll(' ', '_')}`)

const noticeSchema = z
  .object({
    type: z.enum(TYPES),
    timestamp: momentSchema,
    data: z.object({
      call_sid: z.string(),
      title: z.string().openapi({ example: 'You missed a caller' }),
      line: z.string().optional().openapi({
        description: 'What `LINES` calls the number called; left out where it has no name',
      }),
      contact_name: z.string().nullable().openapi({ description: 'If an active contact called' }),
      call_type: z.string().nullable().openapi({ example: 'delivery' }),
      final_decision: z.enum(FINAL_DECISIONS).nullable(),
      transfer_status: z.enum(TRANSFER_STATUSES).nullable(),
      url: z.string().openapi({ description: 'The call on the console' }),
      caller: z.string().nullable().openapi({ description: 'Null unless NOTICE_DETAIL is full' }),
      words: z.array(z.string()).nullable().openapi({
        description: 'What the caller said; null unless NOTICE_DETAIL is full',
      }),
      decisions: z
        .array(
          z.object({ choice: z.string().openapi({ example: 'put_through' }), url: z.string() }),
        )
        .nullable()
        .openapi({
          description:
            'Of `call.asking`: post to one of these, without a key, and it is decided; 409 where it is too late. Whoever ' +
            'has such an address can decide by it while the call goes on',
        }),
    }),
  })
  .openapi('Notice')

const headers = z.object({
  'webhook-id': z.string().openapi({ description: 'The same where a notice comes once more' }),
  'webhook-timestamp': z.string().openapi({ description: 'Seconds since 1970, of this try' }),
  'webhook-signature': z.string().optional().openapi({
    description:
      '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64, where a secret is set',
  }),
})

export function describeWebhook(app: Routes): void {
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'notice',
    operationId: 'receiveNotice',
    tags: ['Notices'],
    summary: 'The owner is told of a call',
    description:
      'Signed as https://www.standardwebhooks.com says. Any answer from 200 to 299 takes it; else it comes again for a day.',
    security: [],
    request: { headers, body: { required: true, content: json(noticeSchema) } },
    responses: {
      204: { description: 'It is taken' },
      '4XX': { description: 'It is not, and comes again' },
    },
  })
}

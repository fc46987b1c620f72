/** A push service for a test, gone when the test is over. */
import { onTestFinished } from 'vitest'
import { listenForPushes, type PushService } from './push-service/listen.ts'

export type { PushService, Subscriber } from './push-service/listen.ts'

export async function startPushService(): Promise<PushService> {
  const service = await listenForPushes()
  onTestFinished(service.close)
  return service
}

/** A phone whose every webhook goes to the server chosen at that moment, signed for the public address. */
import { setTimeout as delay } from 'node:timers/promises'
import { createPhone, type Phone, type PhoneOptions } from '../../server/phone/phone.ts'
import { AUTH_TOKEN, PUBLIC_URL } from './concierge.ts'

export function phoneTo(
  choose: () => string | Promise<string>,
  options: Partial<PhoneOptions> = {},
): Phone {
  return createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: async (url, init) => fetch((await choose()) + pathOf(url), init),
    socketUrl: choose,
    ...options,
  })
}

/** Path and query, as every server has them. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** What a load balancer does: whoever finds nobody tries again, with the same token. */
export function untilAnswered(choose: () => string): NonNullable<PhoneOptions['fetch']> {
  return async (url, init) => {
    for (;;)
      try {
        const response = await fetch(choose() + pathOf(url), init)
        const body = await response.arrayBuffer()
        return new Response(response.status === 204 ? null : body, response)
      } catch {
        await delay(20)
      }
  }
}

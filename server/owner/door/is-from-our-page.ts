/** Whether a request comes from a page of ours: what another site's page sends is not the owner's wish. */
import type { Context } from 'hono'

/** `baseUrl`: the address that browsers know us by. */
export function isFromOurPage(c: Context, baseUrl: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  // Older browsers: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
  const origin = c.req.header('origin')
  const ours = [new URL(baseUrl).origin, new URL(c.req.url).origin]
  return origin !== undefined && ours.includes(origin)
}

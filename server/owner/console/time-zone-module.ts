/** The module from which the scripts of the pages know the owner's time zone. */
import { Hono } from 'hono'

/** In the place of the file of that name, which knows of none. */
export function createTimeZoneModule(timeZone: string): Hono {
  const app = new Hono()
  app.get('/time-zone.js', (c) =>
    c.body(`export const TIME_ZONE = ${JSON.stringify(timeZone)}\n`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  )
  return app
}

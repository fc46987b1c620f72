/** The files that the console's pages are made of. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'

const FOLDER = join(import.meta.dirname, 'assets')
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

export function createAssets(): Hono {
  const app = new Hono()
  app.get('/:file{[a-z-]+\\.(css|js|svg)}', async (c) => {
    const file = c.req.param('file')
    const content = await readFile(join(FOLDER, file)).catch(() => null)
    if (content === null) return c.notFound()
    return c.body(content, 200, {
      'content-type': TYPES[file.split('.').at(-1)!]!,
      'cache-control': 'no-cache',
    })
  })
  return app
}

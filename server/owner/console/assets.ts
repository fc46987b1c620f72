/** What the pages of the console are made of: styles, scripts, and the modules that scripts share with the server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { createSendFile } from '../send-file.ts'
import { browserModule } from './browser-module.ts'

const FOLDER = join(import.meta.dirname, 'assets')
const SCRIPT = 'text/javascript; charset=utf-8'
const TYPES = { css: 'text/css; charset=utf-8', js: SCRIPT, svg: 'image/svg+xml' }

export function createAssets(): Hono {
  const app = new Hono()
  const send = createSendFile('no-cache')

  app.get('/:file{[a-z-]+\\.(css|js|svg)}', async (c) => {
    const file = c.req.param('file')
    const type = TYPES[file.split('.').at(-1) as keyof typeof TYPES]
    const content = await readFile(join(FOLDER, file)).catch(() => null)
    return content ? send(c, { name: file, content, type }) : c.notFound()
  })
  app.get('/:path{([a-z-]+/)+[a-z-]+\\.ts}', (c) => {
    const path = c.req.param('path')
    const module = browserModule(path)
    if (module === null) return c.notFound()
    return send(c, { name: path, content: new TextEncoder().encode(module), type: SCRIPT })
  })
  return app
}

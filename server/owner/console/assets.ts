/** What the pages of the console are made of: styles and scripts, and the modules that scripts share with the server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { createSendFile } from '../send-file.ts'
import { browserModule, xstateModule } from './browser-module.ts'

const FOLDER = join(import.meta.dirname, 'assets')
const SCRIPT = 'text/javascript; charset=utf-8'
const TYPES = {
  css: 'text/css; charset=utf-8',
  js: SCRIPT,
  svg: 'image/svg+xml',
  png: 'image/png',
}

/** For everybody: the page of the sign-in needs them. */
export function createAssets(): Hono {
  const app = new Hono()
  const send = createSendFile('no-cache')
  app.get('/:file{[a-z-]+\\.(css|js|svg|png)}', async (c) => {
    const file = c.req.param('file')
    const type = TYPES[file.split('.').at(-1) as keyof typeof TYPES]
    const content = await readFile(join(FOLDER, file)).catch(() => null)
    return content ? send(c, { name: file, content, type }) : c.notFound()
  })
  return app
}

/** For who has signed in: flows may be somebody's own. */
export function createModules(): Hono {
  const app = new Hono()
  const send = createSendFile('private, no-cache')
  const shared = (name: string, module: string | null) =>
    module === null ? null : { name, content: new TextEncoder().encode(module), type: SCRIPT }

  app.get('/:path{([a-z-]+/)+[a-z-]+\\.ts}', (c) => {
    const path = c.req.param('path')
    const file = shared(path, browserModule(path))
    return file ? send(c, file) : c.notFound()
  })
  app.get('/xstate/:file{[\\w-]+\\.esm\\.js}', (c) => {
    const name = c.req.param('file')
    const file = shared(`xstate/${name}`, xstateModule(name))
    return file ? send(c, file) : c.notFound()
  })
  return app
}

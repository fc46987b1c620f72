/** What the pages of the console are made of: styles and scripts, and the modules that scripts share with the server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono, type Context } from 'hono'
import { browserModule, xstateModule } from './browser-module.ts'

const FOLDER = join(import.meta.dirname, 'assets')
const SCRIPT = 'text/javascript; charset=utf-8'
const TYPES = { css: 'text/css; charset=utf-8', js: SCRIPT, svg: 'image/svg+xml' }

/** For everybody: the page of the sign-in needs them. */
export function createAssets(): Hono {
  const app = new Hono()
  app.get('/:file{[a-z-]+\\.(css|js|svg)}', async (c) => {
    const file = c.req.param('file')
    const type = TYPES[file.split('.').at(-1) as keyof typeof TYPES]
    return served(c, await readFile(join(FOLDER, file)).catch(() => null), type)
  })
  return app
}

/** For who has signed in: flows may be somebody's own. */
export function createModules(): Hono {
  const app = new Hono()
  app.get('/:path{([a-z-]+/)+[a-z-]+\\.ts}', (c) =>
    served(c, browserModule(c.req.param('path')), SCRIPT),
  )
  app.get('/xstate/:file{[\\w-]+\\.esm\\.js}', (c) =>
    served(c, xstateModule(c.req.param('file')), SCRIPT),
  )
  return app
}

function served(c: Context, content: string | Uint8Array<ArrayBuffer> | null, type: string) {
  if (content === null) return c.notFound()
  return c.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache' })
}

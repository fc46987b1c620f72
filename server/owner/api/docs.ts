/** The API described for programs, `/openapi.json`, and for people, `/docs`: Swagger UI from our own disk. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { html } from 'hono/html'
import { createSendFile } from '../send-file.ts'
import { createRoutes, type Routes } from './routes.ts'

const BEGIN = `
SwaggerUIBundle({
  url: new URL('../openapi.json', document.currentScript.src).href,
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
})
`

const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

/** `describe` gives the OpenAPI document. */
export function createDocs(describe: () => object): Routes {
  const app = createRoutes()
  const send = createSendFile('private, max-age=86400')
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

  app.get('/openapi.json', (c) => c.json(describe()))
  app.get('/docs', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Voice Concierge API</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="docs/swagger-ui.css" />
          </head>
          <body>
            <main id="docs">
              <noscript>This page needs JavaScript; openapi.json does not.</noscript>
            </main>
            <script src="docs/swagger-ui-bundle.js"></script>
            <script src="docs/begin.js"></script>
          </body>
        </html> `,
    ),
  )
  app.get('/docs/', (c) => c.redirect('../docs', 308))
  app.get('/docs/begin.js', (c) =>
    c.body(BEGIN, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  app.get('/docs/:file{swagger-ui\\.css|swagger-ui-bundle\\.js}', async (c) => {
    const file = c.req.param('file')
    const content = await readFile(join(folder, file))
    return send(c, { name: file, content, type: FILES[file]! })
  })
  return app
}

/** The page of whether all is well: everything that can be wrong, looked at when asked, and the settings that count. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { CHECK_NAMES, CHECKS } from '../../doctor/check.ts'
import type { HealthDesk } from '../api/health-schema.ts'
import type { ConsolePages } from './console-pages.ts'
import { frame, type Html } from './frame.ts'

type Setting = Awaited<ReturnType<HealthDesk['settings']>>[number]

export function createHealthPage(desk: () => Promise<HealthDesk>): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/health', async (c) => {
    const settings = await (await desk()).settings()
    return c.html(
      frame(
        {
          title: 'Health',
          path: 'health',
          modules: ['health.js'],
          styles: ['health.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        html`<div class="head">
            <div>
              <h1>Health</h1>
              <p id="health-sum" role="status">
                Everything that can be wrong, looked at when you ask
              </p>
            </div>
            <div class="row">
              <button id="look" type="button" class="primary">Look at everything</button>
            </div>
          </div>
          <div class="stack">
            <section class="card" aria-labelledby="checks-name">
              <h2 id="checks-name">Checks</h2>
              <ul id="checks" class="checks-list">
                ${CHECK_NAMES.map(checkRow)}
              </ul>
              <p class="small muted">
                A model judges a made-up call, and a webhook that changes nothing goes through
                BASE_URL. No phone rings. In the terminal: <code>npm run doctor</code>
              </p>
            </section>
            ${settingsCard(settings)}
          </div>`,
      ),
    )
  })
  return app
}

function checkRow(name: (typeof CHECK_NAMES)[number]): Html {
  return html`<li data-check="${name}">
    <h3>${CHECKS[name]}</h3>
    <span class="badge" data-badge>Not looked at</span>
    <div class="found">
      <p data-says></p>
      <p class="small" data-remedy hidden></p>
    </div>
  </li>`
}

function settingsCard(settings: readonly Setting[]): Html {
  // `.env.example` has many that nobody chose.
  const isChosen = ({ isDefault }: Setting) => !isDefault
  const others = settings.filter((one) => !isChosen(one))
  return html`<section class="card" aria-labelledby="settings-name">
    <div class="card-head">
      <h2 id="settings-name">Settings in effect</h2>
      <p class="small muted">of secrets only that they are set</p>
    </div>
    ${settingsList(settings.filter(isChosen))}
    <details>
      <summary>As by default: ${others.length} more</summary>
      ${settingsList(others)}
    </details>
  </section>`
}

function settingsList(settings: readonly Setting[]): Html {
  if (settings.length === 0) return html`<p class="small muted">Nothing is set.</p>`
  return html`<dl class="settings-list">
    ${settings.map(
      (setting) =>
        html`<div data-setting="${setting.name}">
          <dt><code>${setting.name}</code></dt>
          <dd>${valueOf(setting)}</dd>
          <dd class="small muted">${whence(setting)}</dd>
        </div>`,
    )}
  </dl>`
}

/** Also of what somebody has written down as it is anyway. */
function whence({ from, isDefault }: Setting): string {
  return isDefault && from !== 'default' ? `${FROM[from]}, as by default` : FROM[from]
}

const FROM: Record<Setting['from'], string> = {
  environment: 'environment',
  '.env': '.env',
  'key vault': 'key vault',
  console: 'changed here',
  default: 'by default',
}

function valueOf({ value, isSet, isSecret }: Setting): Html {
  if (isSecret) return html`<span class="muted">${isSet ? 'set, and hidden' : 'not set'}</span>`
  return value === null ? html`<span class="muted">none</span>` : html`${value}`
}

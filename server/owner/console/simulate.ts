/** The page on which a flow is played by hand: the machine itself runs in the browser. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { latestFlows, ownFlows, type Flow } from '../../../machines/flows.ts'
import type { Limits } from '../../../machines/call.ts'
import type { ConsolePages } from './console-pages.ts'
import { flowChart } from './flow-chart.ts'
import { frame, type Html } from './frame.ts'
import { createSimulateRequests, type SimulateRequestsDependencies } from './simulate-requests.ts'

export interface SimulateDependencies extends SimulateRequestsDependencies {
  /** Id of the flow that calls run by default. */
  flow: string
  limits: Limits
}

export function createSimulate(deps: SimulateDependencies): ConsolePages {
  const app: ConsolePages = new Hono()
  const flows = latestFlows([...deps.flows, ...ownFlows])

  app.get('/simulate', async (c) => {
    const charts = await Promise.all(
      flows.map(
        async (flow) =>
          html`<figure data-flow="${flow.id}" ${flow.id === deps.flow ? '' : 'hidden'}>
            ${await flowChart(flow)}
          </figure>`,
      ),
    )
    const page = {
      title: 'Simulate',
      path: 'simulate',
      modules: ['flow-view.js', 'simulate.js'],
      styles: ['simulate.css'],
      signedIn: c.get('signedIn'),
      troubles: c.get('troubles'),
    }
    return c.html(frame(page, content(deps, flows, charts)))
  })
  app.route('/', createSimulateRequests({ ...deps, flows }))
  return app
}

function content(deps: SimulateDependencies, flows: Flow[], charts: Html[]): Html {
  const { flow: chosen, language, ownerName, limits } = deps
  return html`<div class="head">
      <div>
        <h1>Simulate</h1>
        <p>Play the flow yourself: it runs in your browser, keeps nothing and rings nobody.</p>
      </div>
      <div class="row">
        <div class="field">
          <label class="unseen" for="flow">Flow</label>
          <select id="flow">
            ${flows.map(({ id }) => html`<option value="${id}" ${id === chosen ? 'selected' : ''}>${id}</option>`)}
          </select>
        </div>
        <button id="share" type="button">Copy the address</button>
        <button id="save" type="button">Save as a test</button>
      </div>
    </div>
    <div
      id="simulation"
      class="simulation"
      aria-busy="true"
      data-language="${language}"
      data-owner="${ownerName}"
      data-limits="${JSON.stringify(limits)}"
    >
      <section class="card now" aria-labelledby="now-name">
        <div class="card-head">
          <h2 id="now-name">Now</h2>
          <p id="state" class="badge accent mono">…</p>
        </div>
        <div aria-live="polite">
          <p id="heard" class="heard"></p>
          <p id="waits" class="muted small"></p>
        </div>
        <div class="stepper">
          <button id="back" type="button" aria-label="One step back">←</button>
          <output id="at" class="number muted small"></output>
          <button id="on" type="button" aria-label="One step on">→</button>
          <button id="restart" type="button" class="quiet">From the start</button>
        </div>
        <h3 id="moves-name" tabindex="-1">What happens next?</h3>
        <div id="moves" class="moves" role="group" aria-labelledby="moves-name"></div>
      </section>
      <section class="card chart" aria-labelledby="chart-name">
        <div class="card-head">
          <h2 id="chart-name">Where the call is</h2>
          <p class="small muted">dashed lines can be taken: click one</p>
        </div>
        <div id="charts">${charts}</div>
      </section>
      <section class="card ways-card" aria-labelledby="ways-name">
        <div class="card-head">
          <h2 id="ways-name">Ways</h2>
          <p class="small muted">
            go back and choose something else: a second way begins beside the first
          </p>
        </div>
        <div
          id="ways"
          class="ways scroll"
          tabindex="0"
          role="group"
          aria-label="Ways, side by side"
        ></div>
      </section>
      <section class="card why" aria-labelledby="why-name">
        <h2 id="why-name">What this step did</h2>
        <div id="why"></div>
        <details>
          <summary>TwiML</summary>
          <pre id="twiml" tabindex="0"></pre>
        </details>
        <details>
          <summary>The flow’s memory</summary>
          <pre id="context" tabindex="0"></pre>
        </details>
      </section>
    </div>`
}

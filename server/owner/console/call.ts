/** The page of one call: the conversation, the journal, and its way through the flow, step by step. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import { findConversation, type Conversation } from '../../../storage/review/conversations.ts'
import { rollName } from '../api/roll-parameter.ts'
import { deciding } from './deciding.ts'
import { createCallSteps, flowOf, type CallStepsDependencies } from './call-steps.ts'
import type { ConsolePages } from './console-pages.ts'
import { eraseDialog, exceptionDialog, exportDialog } from './call-dialogs.ts'
import { exportCall } from './export-call.ts'
import { flowChart } from './flow-chart.ts'
import { frame, type Html } from './frame.ts'

const SID = `/calls/:sid{${CALL_ID_PATTERN}}`

export function createCall(deps: CallStepsDependencies): ConsolePages {
  const app: ConsolePages = new Hono()
  const stepsOf = createCallSteps(deps)

  app.get(SID, async (c) => {
    const sid = c.req.param('sid')
    const call = await findConversation(deps.database.queries, deps.houses.rollOf, sid)
    const page = { path: `calls/${sid}`, signedIn: c.get('signedIn'), troubles: c.get('troubles') }
    if (!call) return c.html(frame({ ...page, title: 'No such call' }, nobody), 404)
    const flow = flowOf(call, deps.flows)
    const chart = flow ? await flowChart(flow) : null
    return c.html(
      frame(
        {
          ...page,
          title: 'A call',
          modules: ['flow-view.js', 'call.js'],
          styles: ['call.css', 'deciding.css'],
          keys: KEYS,
        },
        content(call, chart, rollName(deps.houses.rollOf(call.called), deps.houses)),
      ),
    )
  })

  app.get(`${SID}/steps`, async (c) => {
    const steps = await stepsOf(c.req.param('sid'))
    return steps ? c.json(steps) : c.json({ detail: 'No such call is known' }, 404)
  })

  app.get(`${SID}/export`, async (c) => {
    const keepWords = c.req.query('words') === 'true'
    const wish = { ownerName: deps.ownerName, keepWords }
    const file = await exportCall(deps.database.queries, c.req.param('sid'), wish)
    if (!file) return c.text('No such call is known\n', 404)
    return c.body(file.text, 200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${file.name}"`,
    })
  })
  return app
}

const KEYS: [string, string][] = [
  ['j k', 'a step on, a step back'],
  ['d', 'done with it, or not'],
  ['Esc', 'all calls'],
]

const nobody: Html = html`<div class="card empty">
  <strong>No such call is known</strong>
  It may have been another server's. <a href="../calls">All calls</a>
</div>`

/** `line`: the one whose own exception list the call is judged by; null for the shared one. */
function content(call: Conversation, chart: Html | null, line: string | null): Html {
  return html`<div id="call" data-sid="${call.call_sid}" aria-busy="true">
    <a class="back" href="../calls">← Calls</a>
    <div class="head">
      <div>
        <h1 id="who">A call</h1>
        <p id="facts" class="facts">${'\u00a0'}</p>
        <p id="why" class="muted">${'\u00a0'}</p>
      </div>
      <div class="row">
        <a id="call-back" class="button primary" hidden>Call back</a>
        <button id="done" type="button" aria-pressed="false" hidden>Done</button>
        <a id="same-caller" class="button" hidden>All calls of this caller</a>
        <button id="add" type="button" hidden>Add to exceptions</button>
        <button id="let-through" type="button" hidden>Let through for 30 minutes</button>
        <button id="block" class="danger" type="button" hidden>Block</button>
        <button id="export" type="button" hidden>Export for replay</button>
        <button id="erase" class="danger" type="button" hidden>Erase</button>
      </div>
    </div>
    ${deciding()}
    <div id="verdicts" class="row verdicts" role="group" aria-label="What should have become of it">
      <button type="button" data-verdict="transfer" aria-pressed="false">
        Should have been put through
      </button>
      <button type="button" data-verdict="end" aria-pressed="false">Rightly turned away</button>
    </div>
    <div class="call-page">
      <section class="card talk" aria-labelledby="talk-title">
        <h2 id="talk-title">Conversation</h2>
        <ol id="talk" class="chat" aria-live="polite"></ol>
      </section>
      <section class="card way" aria-labelledby="way-title">
        <div class="card-head">
          <h2 id="way-title">Step by step</h2>
          <a id="simulate" class="button" hidden>Simulate from here</a>
        </div>
        <div class="stepper">
          <button id="back" type="button" aria-label="One step back">←</button>
          <input id="step" type="range" min="0" max="0" value="0" step="1" aria-label="Step" />
          <button id="on" type="button" aria-label="One step on">→</button>
          <output id="at" class="number muted small" for="step"></output>
        </div>
        <div
          id="detail"
          class="detail"
          role="group"
          aria-live="polite"
          aria-label="This step"
        ></div>
      </section>
      <section class="card drawn" aria-labelledby="chart-title">
        <div class="card-head">
          <h2 id="chart-title">Way through the flow</h2>
          <span class="muted small">${call.flow} ${call.flow_version}</span>
        </div>
        <div id="chart">
          ${chart ?? html`<p class="muted">This flow is not known any more.</p>`}
        </div>
      </section>
    </div>
    <details class="card journal">
      <summary><h2>Journal</h2></summary>
      <div class="scroll" tabindex="0" role="group" aria-label="Entries of the journal">
        <table>
          <thead>
            <tr>
              <th class="number">No.</th>
              <th class="number">Time</th>
              <th>What</th>
            </tr>
          </thead>
          <tbody id="journal"></tbody>
        </table>
      </div>
    </details>
    ${exceptionDialog(line)} ${exportDialog(call.call_sid)} ${eraseDialog}
  </div>`
}

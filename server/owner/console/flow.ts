/** The page of the flow: its chart, and how calls went through it. */
import { z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Limits } from '../../../machines/call.ts'
import { latestFlows, type Flow } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import type { Database } from '../../../storage/database.ts'
import { daysLater, type Calendar } from '../../basics/calendar.ts'
import { answerProblem, invalid, Problem } from '../api/problem.ts'
import { flagParameter } from '../api/true-or-false.ts'
import { timeSpan } from '../api/time-span.ts'
import { createInOrder } from '../../calls/in-order.ts'
import type { ConsolePages } from './console-pages.ts'
import { flowChart } from './flow-chart.ts'
import { countFlow, MOST_CALLS } from '../../replay/flow-counts.ts'
import { frame, type Html } from './frame.ts'
import { periods } from './periods.ts'

export interface FlowDependencies {
  database: Database
  /** Id of the flow that calls run by default. */
  flow: string
  flows: readonly Flow[]
  limits: Limits
  language: string
  ownerName: string
  /** Of the owner. */
  calendar: Calendar
  now(): Date
}

export function createFlow(deps: FlowDependencies): ConsolePages {
  const app: ConsolePages = new Hono()
  const { database, limits, calendar, now } = deps
  const speech = speechIn(deps.language, deps.ownerName)
  const current = latestFlows(deps.flows)
  /** One count at a time, whoever asks: it takes a second of the processor. */
  const inOrder = createInOrder()
  const query = z.object({
    ...timeSpan(calendar),
    flow: z.string().optional(),
    simulated: flagParameter,
  })

  app.get('/flow', async (c) => {
    const page = {
      title: 'Flow',
      path: 'flow',
      modules: ['flow-view.js', 'flow.js'],
      styles: ['charts.css', 'flow.css'],
    }
    const charts = await Promise.all(
      current.map(async (flow) => {
        const { id } = flow
        const chart = await flowChart(flow)
        return html`<figure data-flow="${id}" ${id === deps.flow ? '' : 'hidden'}>${chart}</figure>`
      }),
    )
    return c.html(
      frame(
        { ...page, signedIn: c.get('signedIn'), troubles: c.get('troubles') },
        content(current, deps.flow, charts),
      ),
    )
  })

  app.get('/flow.json', async (c) => {
    const read = query.safeParse(c.req.query())
    if (!read.success) return answerProblem(c, invalid('query', read.error))
    const { flow: id = deps.flow, simulated } = read.data
    const { to = now().toISOString() } = read.data
    const { from = calendar.startOf(daysLater(calendar.dayOf(to), -30)) } = read.data
    const flow = current.find((known) => known.id === id)
    if (!flow) return answerProblem(c, new Problem(404, `There is no flow ${id}`))
    const counts = await inOrder('', () =>
      countFlow(database.queries, { flow, from, to, simulated }, { limits, speech }),
    )
    return c.json({ flow: flow.id, version: flow.version, from, to, most: MOST_CALLS, ...counts })
  })
  return app
}

function content(flows: Flow[], chosen: string, charts: Html[]): Html {
  return html`<div class="head">
      <div>
        <h1>Flow</h1>
        <p id="about">How calls go</p>
      </div>
      <div class="row">
        ${flows.length > 1 ? flowChoice(flows, chosen) : ''} ${periods()}
        <label class="check small"><input id="simulated" type="checkbox" /> Simulated too</label>
        <button
          id="stately"
          type="button"
          title="The machine as one literal, for Stately’s editor and the XState extension"
        >
          Copy for Stately
        </button>
      </div>
    </div>
    <div id="flow-page" class="stack" data-flow="${chosen}">
      <section class="card" aria-labelledby="chart-name">
        <div class="card-head">
          <h2 id="chart-name">Where calls went</h2>
          <p class="small muted">the wider the line, the more calls took it</p>
        </div>
        <div id="charts">${charts}</div>
        <p id="picked" class="picked" role="status" aria-live="polite"></p>
        <p id="coverage" class="muted small"></p>
      </section>
      <div class="grid">
        <section class="card" aria-labelledby="left-name">
          <div class="card-head">
            <h2 id="left-name">Where callers hang up</h2>
            <p class="small muted">of those who came there</p>
          </div>
          <div id="left"></div>
        </section>
        <section class="card" aria-labelledby="time-name">
          <div class="card-head">
            <h2 id="time-name">Time in each state</h2>
            <p class="small muted">median</p>
          </div>
          <div id="times"></div>
        </section>
      </div>
      <details class="card">
        <summary><h2>Every line in numbers</h2></summary>
        <div class="scroll" id="edges" tabindex="0" role="group" aria-label="Every line"></div>
      </details>
    </div>`
}

function flowChoice(flows: Flow[], chosen: string): Html {
  return html`<div class="field">
    <label class="unseen" for="flow">Flow</label>
    <select id="flow">
      ${flows.map(({ id }) => html`<option value="${id}" ${id === chosen ? 'selected' : ''}>${id}</option>`)}
    </select>
  </div>`
}

/** The page on which the owner is the caller. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { DIAL_OUTCOMES } from '../../../machines/call.ts'
import type { Flow } from '../../../machines/flows.ts'
import { DIALS } from '../../words/call-words.ts'
import type { Houses } from '../../settings/houses/house.ts'
import type { ConsolePages } from './console-pages.ts'
import { deciding } from './deciding.ts'
import { flowChart } from './flow-chart.ts'
import { frame, type Html } from './frame.ts'
import { createPhoneCalls, type PhoneCallsDependencies } from './phone-calls.ts'

export interface PhonePageDependencies extends PhoneCallsDependencies {
  /** Every flow that a call can run. */
  flows: readonly Flow[]
  language: string
  /** The owner's numbers. */
  houses: Pick<Houses, 'all'>
  /** Which calls come by, by default. */
  line: 'gather' | 'relay'
  /** Id of the flow that calls run by default. */
  flow: string
}

export function createPhonePage(deps: PhonePageDependencies): ConsolePages {
  const app: ConsolePages = new Hono()

  app.get('/phone', async (c) => {
    const page = {
      title: 'Phone',
      path: 'phone',
      modules: ['flow-view.js', 'phone.js'],
      styles: ['phone.css', 'deciding.css'],
      signedIn: c.get('signedIn'),
      troubles: c.get('troubles'),
    }
    return c.html(
      frame(
        page,
        html`${head()}
          <div class="phone-page" id="phone-page" data-language="${deps.language}">
            <section class="card handset" aria-label="The phone">${rest(deps)} ${line()}</section>
            <div class="stack">
              ${deciding()} ${await charts(deps.flows, deps.flow)} ${findings()}
            </div>
          </div>`,
      ),
    )
  })
  app.route('/', createPhoneCalls(deps))
  return app
}

function head(): Html {
  return html`<div class="head">
    <div>
      <h1>Phone</h1>
      <p>
        Be the caller, and whoever is rung. It takes the same way as a real call, and rings nobody.
      </p>
    </div>
  </div>`
}

/** Which of the owner's numbers is called. */
function called(all: Houses['all']): Html {
  return html`<div class="field">
    <label for="line-called">Line called</label>
    <select id="line-called">
      ${all.map(({ number, label }) => html`<option value="${number}">${label}</option>`)}
    </select>
  </div>`
}

/** Before a call. */
function rest({ houses, line: usual }: Pick<PhonePageDependencies, 'houses' | 'line'>): Html {
  const { all } = houses
  return html`<form id="rest" class="rest" autocomplete="off">
    <fieldset>
      <legend>Who calls?</legend>
      <div class="segments" role="group" aria-label="Who calls">
        <button type="button" data-who="stranger" aria-pressed="true">A stranger</button>
        <button type="button" data-who="contact" aria-pressed="false">A contact</button>
        <button type="button" data-who="withheld" aria-pressed="false">Withheld</button>
      </div>
    </fieldset>
    <div class="field" data-for="stranger">
      <label for="number">Number</label>
      <input id="number" type="tel" value="+1 415 555 0123" maxlength="40" />
    </div>
    ${all.length === 0 ? '' : called(all)}
    <div class="field" data-for="contact" hidden>
      <label for="contact">Contact</label>
      <select id="contact"></select>
      <p id="no-contacts" class="small muted" hidden>
        Nobody is on the <a href="exceptions">exception list</a> yet.
      </p>
    </div>
    <p class="small muted" data-for="withheld" hidden>The carrier sends no number, only a word.</p>
    <fieldset>
      <legend>How are they heard?</legend>
      <div class="segments" role="group" aria-label="How they are heard">
        <button type="button" data-line="gather" aria-pressed="${String(usual === 'gather')}">
          In turns
        </button>
        <button type="button" data-line="relay" aria-pressed="${String(usual === 'relay')}">
          Streamed
        </button>
      </div>
    </fieldset>
    <details>
      <summary>More about the call</summary>
      <div class="field">
        <label for="attestation">The caller's carrier says that the number</label>
        <select id="attestation">
          <option value="none">… nothing about it</option>
          <option value="a">… is the caller's own (A)</option>
          <option value="b">… is of one of its customers (B)</option>
          <option value="c">… came from elsewhere (C)</option>
          <option value="failed">… is forged</option>
        </select>
      </div>
      <div class="field">
        <label for="called">Number called</label>
        <input
          id="called"
          type="tel"
          placeholder="${all.length === 0 ? 'Your Twilio number' : 'That of the line'}"
          maxlength="40"
        />
      </div>
    </details>
    <button type="submit" class="primary ring">${icon('call')} Ring</button>
  </form>`
}

/** During a call, and after it. */
function line(): Html {
  return html`<div id="line" class="line" hidden>
    <header>
      <div>
        <h2 id="who">The caller</h2>
        <p class="small muted"><span id="status"></span> <span id="timer" class="number"></span></p>
      </div>
      <span class="badge" title="Marked in the database, and left out of the numbers"
        >Simulated</span
      >
    </header>
    <ol id="talk" class="talk" tabindex="0" aria-label="What is said" aria-live="polite"></ol>
    <form id="saying" class="saying" autocomplete="off">
      <label for="words" class="unseen">Say</label>
      <input
        id="words"
        type="text"
        maxlength="4000"
        placeholder="Say something…"
        enterkeyhint="send"
      />
      <button id="cut-in" type="button" hidden>Cut in</button>
      <button
        id="talk-now"
        type="button"
        class="round"
        aria-pressed="false"
        hidden
        title="Talk: your browser may have its maker's service recognise it"
      >
        ${icon('microphone')}<span class="unseen">Talk</span>
      </button>
      <button type="submit" class="primary round" title="Say it (Enter)">
        ${icon('send')}<span class="unseen">Say</span>
      </button>
    </form>
    <fieldset id="dial" class="dial" hidden>
      <legend id="owner-state">The owner's phone rings</legend>
      <ol
        id="owner-heard"
        class="owner-heard"
        aria-label="What the owner hears"
        aria-live="polite"
      ></ol>
      <div class="row" data-owner="asked" hidden>
        ${['1', '2', '3'].map((key) => html`<button type="button" class="key" data-deed="press" data-key="${key}" aria-label="Press ${key}">${key}</button>`)}
        <button type="button" data-deed="wait">Press nothing</button>
      </div>
      <div class="row" data-owner="announced" hidden>
        <button type="button" data-deed="answer">Answer and listen</button>
        <button type="button" data-deed="voicemail">Voicemail answers</button>
      </div>
      <div class="row" data-owner="answered" hidden>
        <button type="button" data-deed="hang up">The owner hangs up</button>
      </div>
      <div class="row" data-owner="ringing">
        ${DIAL_OUTCOMES.map((outcome) => html`<button type="button" data-outcome="${outcome}">${DIALS[outcome].deed}</button>`)}
      </div>
    </fieldset>
    <div id="verdict" class="verdict" hidden></div>
    <footer class="row">
      <button id="silence" type="button">Stay silent</button>
      <label id="aloud-choice" class="check small" hidden
        ><input id="aloud" type="checkbox" /> Aloud</label
      >
      <button id="hang-up" type="button" class="danger primary">${icon('hang-up')} Hang up</button>
      <a id="review" class="button" hidden>See the call</a>
      <button id="again" type="button" class="primary" hidden>${icon('call')} Ring again</button>
    </footer>
  </div>`
}

/** All flows, for the number called may have one of its own; the one that is run is shown. */
async function charts(flows: readonly Flow[], current: string): Promise<Html> {
  const drawn = await Promise.all(
    flows.map(async (flow) => {
      const shown = flow === flows.findLast(({ id }) => id === current)
      const name = `${flow.id} ${flow.version}`
      return html`<figure data-flow="${name}" ${shown ? '' : 'hidden'}>
        ${await flowChart(flow)}
      </figure>`
    }),
  )
  return html`<section class="card" aria-labelledby="chart-name">
    <div class="card-head">
      <h2 id="chart-name">Where the call is</h2>
      <p id="state" class="badge accent mono" hidden></p>
    </div>
    <div id="charts">${drawn}</div>
  </section>`
}

function findings(): Html {
  return html`<section class="card" aria-labelledby="steps-name">
      <div class="card-head">
        <h2 id="steps-name">Step by step</h2>
        <p class="small muted">each webhook, what came of it, and the TwiML</p>
      </div>
      <ol id="steps" class="steps"></ol>
      <p id="no-steps" class="muted">Ring, and every step shows up here.</p>
    </section>
    <details class="card context" open>
      <summary><h2>The flow's memory</h2></summary>
      <dl id="context"></dl>
    </details>`
}

const PATHS = {
  call: 'M6.6 3.5 9 3l1.6 4.2-2 1.5a12 12 0 0 0 5.7 5.7l1.5-2L20 14l-.5 2.9a2 2 0 0 1-2 1.6A14.6 14.6 0 0 1 5 5.500a2 2 0 0 1 1.600-2Z',
  'hang-up':
    'M3 13.500c5-5 13-5 18 0l-2.200 2.700-3.800-1.500-.2-2.200a12 12 0 0 0-5.600 0L9 14.700l-3.800 1.500Z',
  microphone:
    'M12 4a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0v-5A2.500 2.500 0 0 1 12 4ZM6.500 11.500a5.500 5.500 0 0 0 11 0M12 17v3',
  send: 'M5 12h13M12.500 6 18.500 12l-6 6',
}

function icon(name: keyof typeof PATHS): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="${PATHS[name]}" />
  </svg>`
}

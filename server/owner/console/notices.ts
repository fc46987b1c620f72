/** The page of notices: by which channels the owner is told of what, whether that works, and what came of the last. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { channelName, DETAILS, TOLD } from '../../words/delivery-words.ts'
import type { NoticeDesk } from '../api/notices.ts'
import type { ConsolePages } from './console-pages.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { frame, type Html } from './frame.ts'
import { lineField } from './line-field.ts'
import { pushSwitch } from './push-switch.ts'

export function createNotices(
  desk: () => Promise<NoticeDesk>,
  { timeZone, houses: { all } }: { timeZone: string; houses: Pick<Houses, 'all'> },
): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/notices', async (c) => {
    const channels = await (await desk()).channels()
    return c.html(
      frame(
        {
          title: 'Notices',
          path: 'notices',
          modules: ['notices.js', 'notice-settings.js'],
          styles: ['notices.css', 'push-switch.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        html`<div class="head">
            <div>
              <h1>Notices</h1>
              <p>How you hear of a call. What you change here goes before the environment.</p>
            </div>
            <div class="row"><button id="test-all" type="button">Test all</button></div>
          </div>
          <div class="stack">
            ${pushSwitch}
            <section class="channels" id="channels" aria-label="Channels" aria-busy="true">
              ${channels.filter(({ missing }) => missing === null).map(channelCard)}
              ${missingCard(channels.filter(({ missing }) => missing !== null))}
            </section>
            ${generalSettings(channels, timeZone)}
            <section class="stack" aria-labelledby="last-name">
              <div class="card-head">
                <h2 id="last-name">The last notices</h2>
                <div class="row">
                  ${all.length === 0 ? '' : lineField(all)}
                  <label class="check small"
                    ><input id="given-up" type="checkbox" /> Only those given up</label
                  >
                </div>
              </div>
              <div id="told" aria-busy="true"></div>
              <div class="more">
                <button id="more" type="button" hidden>Show older ones</button>
              </div>
            </section>
          </div>`,
      ),
    )
  })
  return app
}

type ShownChannel = Awaited<ReturnType<NoticeDesk['channels']>>[number]

function channelCard({ name, isSetUp }: ShownChannel): Html {
  const title = channelName(name)
  return html`<div class="card channel" data-channel="${name}">
    <div class="card-head">
      <h2>${title}</h2>
      <span class="badge ${isSetUp ? 'good' : ''}" data-badge>${isSetUp ? 'Set up' : 'Off'}</span>
    </div>
    <fieldset class="told" data-setting="NOTIFY_${name.toUpperCase()}">
      <legend class="small">is told of</legend>
      <div class="checks">
        ${Object.entries(TOLD).map(
          ([kind, word]) =>
            html`<label class="check"
              ><input type="checkbox" value="${kind}" disabled /> ${word}</label
            >`,
        )}
      </div>
      ${sourceLine}
    </fieldset>
    <div class="test">
      <button type="button" data-test aria-label="Test ${title}" ${isSetUp ? '' : 'disabled'}>
        Test
      </button>
      <p class="small tried" role="status"></p>
    </div>
  </div>`
}

/** What to set, of all that need something. */
function missingCard(channels: ShownChannel[]): Html {
  if (channels.length === 0) return html``
  return html`<div class="card">
    <h2>Not set up</h2>
    <dl class="missing">
      ${channels.map(
        ({ name, missing }) =>
          html`<div>
            <dt>${channelName(name)}</dt>
            <dd class="small muted">${missing}</dd>
          </div>`,
      )}
    </dl>
    <p class="small muted">Addresses and secrets stand in the environment: see docs/notices.md.</p>
  </div>`
}

/** Who says so, with the way back to the environment. */
const sourceLine: Html = html`<p class="small muted source">
  <span>&nbsp;</span> <button type="button" class="quiet" data-reset hidden>Reset</button>
</p>`

function generalSettings(channels: ShownChannel[], timeZone: string): Html {
  return html`<section class="card" aria-labelledby="when-name">
    <h2 id="when-name">When, and how much</h2>
    <div class="settings">
      <fieldset data-setting="QUIET_HOURS">
        <legend>Quiet hours</legend>
        <p class="small muted">Only what is urgent comes then; the rest when they end.</p>
        <div class="inputs">
          <label class="check"><input id="quiet" type="checkbox" disabled /> On</label>
          <span class="span">
            <label for="quiet-from">from</label>
            <input id="quiet-from" type="time" required value="22:00" disabled />
            <label for="quiet-to">to</label>
            <input id="quiet-to" type="time" required value="07:00" disabled />
          </span>
        </div>
        ${sourceLine}
      </fieldset>
      <fieldset data-setting="NOTICE_DETAIL">
        <legend>What leaves this machine</legend>
        <p class="small muted">Channels other than your own may read along.</p>
        <div class="inputs">
          ${Object.entries(DETAILS).map(
            ([detail, words]) =>
              html`<label class="check"
                ><input type="radio" name="detail" value="${detail}" disabled /> ${words}</label
              >`,
          )}
        </div>
        ${sourceLine}
      </fieldset>
      <fieldset data-setting="DIGEST">
        <legend>Daily digest</legend>
        <p class="small muted">All that came since the last; none on a day without calls.</p>
        <div class="inputs">
          ${channels
            .filter(({ canDigest }) => canDigest)
            .map(
              ({ name, isSetUp }) =>
                html`<label class="check"
                  ><input type="checkbox" value="${name}" ${isSetUp ? 'data-can' : ''} disabled />
                  ${channelName(name)}</label
                >`,
            )}
        </div>
        ${sourceLine}
        <p class="small" id="digests"></p>
      </fieldset>
      <fieldset data-setting="DIGEST_AT">
        <legend>Comes at</legend>
        <p class="small muted">
          By the clock in ${timeZone.replaceAll('_', ' ')}, as quiet hours are.
        </p>
        <div class="inputs">
          <span class="span">
            <label for="digest-at">Time</label>
            <input id="digest-at" type="time" required value="18:00" disabled />
          </span>
        </div>
        ${sourceLine}
      </fieldset>
    </div>
  </section>`
}

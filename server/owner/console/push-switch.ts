/** One switch: to be told on this device. Its page runs `startPushSwitch` of `push-switch.js`. */
import { html } from 'hono/html'
import type { Html } from './frame.ts'

export const pushSwitch: Html = html`<section
  id="push"
  class="card stack push"
  aria-labelledby="push-title"
  aria-busy="true"
>
  <h2 id="push-title">Tell me on this device</h2>
  <div class="push-row">
    <button
      id="push-switch"
      type="button"
      role="switch"
      class="switch"
      aria-checked="false"
      aria-labelledby="push-title"
      aria-describedby="push-state"
      disabled
    ></button>
    <p id="push-state" role="status">Looking …</p>
  </div>
  <p id="push-more" class="muted small">
    As a notification of this browser, even while the console is closed. What it says is encrypted
    for this device alone.
  </p>
  <div id="install-hint" hidden>
    <p class="muted small">As an app of its own the console has its icon among the others.</p>
    <p><button id="install" type="button">Install the console</button></p>
  </div>
  <div>
    <h3 id="push-devices-title" class="small">Devices that are told</h3>
    <ul id="push-devices" class="push-devices" aria-labelledby="push-devices-title">
      <li class="muted small">Looking …</li>
    </ul>
  </div>
</section>`

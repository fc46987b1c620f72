/** The page that opens: Stately's inspector in a frame, and a script that hands it what the socket brings. */
import { randomBytes } from 'node:crypto'

/** The frame asks with `@statelyai.connected` and is handed events, as `@statelyai/inspect` does it. */
const INSPECTOR = 'https://stately.ai'

/** After so long without a word Stately's page is taken for one that cannot be reached. */
const PATIENCE_MS = 8_000

/** `simulateUrl`: where flows are played without Stately's page. */
export function bridgePage(
  socketUrl: string,
  simulateUrl: string,
): { html: string; headers: Record<string, string> } {
  const nonce = randomBytes(16).toString('base64')
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Calls · Stately Inspector</title>
<style nonce="${nonce}">
html, body { height: 100%; margin: 0 }
iframe { border: 0; height: 100%; width: 100% }
body { background: Canvas; color: CanvasText; color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
#away { box-sizing: border-box; inset: 0 0 auto 0; margin: 0; padding: 1rem 1.5rem; position: absolute; background: Canvas }
</style>
</head>
<body>
<iframe id="inspector" title="Stately Inspector" src="${INSPECTOR}/inspect"></iframe>
<p id="away" role="status" hidden>Stately’s page cannot be reached: the inspector is theirs and needs the internet.
Without it, play a flow on <a href="${escaped(simulateUrl)}" target="_blank">the console’s page Simulate</a>.</p>
<script nonce="${nonce}">
const away = document.getElementById('away')
const patience = setTimeout(() => { away.hidden = false }, ${PATIENCE_MS})
const frame = document.getElementById('inspector')
let socket
// With each connection comes what is current, so that a frame that was loaded anew misses nothing.
function connect() {
  socket?.close()
  const mine = (socket = new WebSocket('${socketUrl}'))
  mine.onmessage = ({ data }) => {
    if (mine === socket) frame.contentWindow.postMessage(JSON.parse(data), '${INSPECTOR}')
  }
  mine.onclose = () => setTimeout(() => mine === socket && connect(), 1000)
}
window.addEventListener('message', ({ data, origin, source }) => {
  if (source === frame.contentWindow && origin === '${INSPECTOR}' && data?.type === '@statelyai.connected') {
    clearTimeout(patience)
    away.hidden = true
    connect()
  }
})
</script>
</body>
</html>
`
  const policy = [
    "default-src 'none'",
    `frame-src ${INSPECTOR}`,
    `connect-src ${socketUrl}`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

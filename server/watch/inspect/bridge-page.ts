/** The page that opens: Stately's inspector in a frame, and a script that hands it what the socket brings. */
import { randomBytes } from 'node:crypto'

/** The frame asks with `@statelyai.connected` and is handed events, as `@statelyai/inspect` does it. */
const INSPECTOR = 'https://stately.ai'

export function bridgePage(socketUrl: string): { html: string; headers: Record<string, string> } {
  const nonce = randomBytes(16).toString('base64')
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Calls · Stately Inspector</title>
<style nonce="${nonce}">
html, body { height: 100%; margin: 0 }
iframe { border: 0; height: 100%; width: 100% }
</style>
</head>
<body>
<iframe id="inspector" title="Stately Inspector" src="${INSPECTOR}/inspect"></iframe>
<script nonce="${nonce}">
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
  if (source === frame.contentWindow && origin === '${INSPECTOR}' && data?.type === '@statelyai.connected') connect()
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

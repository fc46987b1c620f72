// The page on which the owner decides, kept as it is on the server: what the caller adds, and what another device decides.

const EVERY_MS = 2_000
const place = document.querySelector('main')

async function look() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!answer.ok || !place) return
  const now = new DOMParser()
    .parseFromString(await answer.text(), 'text/html')
    .querySelector('main')
  // What is the same stays: a finger may be above it.
  if (!now || now.innerHTML === place.innerHTML) return
  const focused = document.activeElement?.closest('form')?.getAttribute('action')
  place.replaceChildren(...now.childNodes)
  const again = focused && place.querySelector(`form[action="${CSS.escape(focused)}"] button`)
  if (again instanceof HTMLElement) again.focus()
}

async function keep() {
  // Where there is no button left nothing more will change.
  while (place?.querySelector('form')) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    await look().catch(() => undefined)
  }
}

void keep()

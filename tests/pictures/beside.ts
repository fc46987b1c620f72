/** The console with a telephone beside it that shows a notice: a page for a browser to draw. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ICON = join(import.meta.dirname, '../../server/owner/console/assets/icon-small.png')

/** As `server/notices/channels/push/message.ts` writes it. */
export interface Notice {
  title: string
  body: string
  choices?: { title: string }[]
}

/** Chrome on Android shows so many buttons: https://developer.mozilla.org/docs/Web/API/Notification/maxActions_static */
const MOST_BUTTONS = 2

export function besideConsole(console: Buffer, notice: Notice): string {
  const buttons = (notice.choices ?? []).slice(0, MOST_BUTTONS)
  return `<style>${STYLE}</style>
    <img class="console" src="${inline(console)}" alt="">
    <div class="phone">
      <p class="hour">2:20</p>
      <p class="day">Wednesday, October 14</p>
      <div class="notice">
        <p class="from"><img src="${inline(readFileSync(ICON))}" alt=""> Voice Concierge · now</p>
        <b>${escaped(notice.title)}</b>
        <p class="said">${escaped(notice.body)}</p>
        <p class="buttons">${buttons.map(({ title }) => `<span>${escaped(title)}</span>`).join('')}</p>
      </div>
    </div>`
}

const inline = (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const STYLE = `
  body { margin: 0; height: 820px; background: #dfe3f3; font: 14px/1.4 system-ui, sans-serif; color: #1c1c1f }
  p { margin: 0 }
  .console { position: absolute; left: 32px; top: 32px; border-radius: 12px; border: 1px solid #b9bed6 }
  .phone { position: absolute; right: 32px; bottom: 32px; width: 300px; height: 560px; box-sizing: border-box;
    padding: 56px 12px; border: 9px solid #17181d; border-radius: 44px; background: #2c3a78; color: #fff; text-align: center }
  .hour { font-size: 60px; line-height: 1.1 }
  .notice { margin-top: 36px; padding: 12px 14px; border-radius: 20px; background: #fff; color: #1c1c1f; text-align: left }
  .said { white-space: pre-line }
  .from { color: #56575e; font-size: 12px; margin-bottom: 6px }
  .from img { width: 16px; vertical-align: -3px; margin-right: 4px }
  .buttons { display: flex; justify-content: space-between; white-space: nowrap; margin-top: 10px; color: #2c42ab; font-weight: 600 }
`

/**
 * The icons of the console as an app, drawn by a browser from the same strokes as `icon.svg`. Run by hand when they
 * change: `node tests/support/draw-icons.ts`. The pictures are checked in, since a server draws none.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findBrowser } from './find-browser.ts'

const ASSETS = join(import.meta.dirname, '../../server/owner/console/assets')
const STROKES = 'M7 10v4M12 6.5v11M17 9v6'

/** A launcher cuts a maskable one to its own shape, and keeps a circle of 80 %: https://www.w3.org/TR/appmanifest/#icon-masks */
const ICONS = [
  { name: 'icon-small', size: 192, ground: '#3f5bd9', round: 7, scale: 1 },
  { name: 'icon-large', size: 512, ground: '#3f5bd9', round: 7, scale: 1 },
  { name: 'icon-maskable', size: 512, ground: '#3f5bd9', round: 0, scale: 0.8 },
  // Rounded by the phone.
  { name: 'icon-touch', size: 180, ground: '#3f5bd9', round: 0, scale: 0.9 },
  // Android takes its shape alone: https://developer.mozilla.org/docs/Web/API/Notification/badge
  { name: 'badge', size: 96, ground: 'none', round: 0, scale: 1.3 },
]

const executablePath = findBrowser()
if (!executablePath) throw new Error('Drawing needs a browser: apt-get install chromium')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const { name, size, ground, round, scale } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>
    <svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">
      <rect width="24" height="24" rx="${round}" fill="${ground}"/>
      <path transform="translate(12 12) scale(${scale}) translate(-12 -12)" d="${STROKES}"
        stroke="#fff" stroke-width="2.4" stroke-linecap="round"/>
    </svg>`)
  const picture = await page.screenshot({ omitBackground: true })
  writeFileSync(join(ASSETS, `${name}.png`), picture)
  await page.close()
}
await browser.close()

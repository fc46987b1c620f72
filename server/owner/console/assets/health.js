// Whether all is well: each check is asked for by itself, and shown as soon as it is there.
/** @import { Health } from './answers.ts' */
import { element, find, findAll, the } from './elements.js'
import { ask, messageOf } from './page.js'
import { count } from './in-words.js'

/** @typedef {Omit<Health['checks'][number], 'name' | 'title' | 'took_ms'>} Found */

const BADGES = {
  ok: ['good', 'Well'],
  warn: ['warn', 'See to it'],
  fail: ['bad', 'Does not work'],
  not_checked: ['', 'Not checked'],
}

const look = the('button#look')
const rows = findAll('#checks li')

look.addEventListener('click', () => void lookAtAll())

async function lookAtAll() {
  look.disabled = true
  the('#checks').ariaBusy = 'true'
  the('#health-sum').textContent = 'Looking …'
  for (const row of rows) show(row, null)
  const found = await Promise.all(rows.map(lookAt))
  the('#health-sum').textContent = inWords(found)
  the('#checks').ariaBusy = 'false'
  look.disabled = false
}

/** @param {Element} row */
async function lookAt(row) {
  const found = await ask(`health?only=${row.getAttribute('data-check')}`).then(
    ({ checks: [one] }) => one ?? unanswered('The server has not told'),
    (error) => unanswered(messageOf(error)),
  )
  show(row, found)
  return found
}

/**
 * @param {string} says
 * @returns {Found}
 */
const unanswered = (says) => ({ state: 'fail', says, remedy: null })

/**
 * @param {Element} row
 * @param {Found | null} found null while it is being looked at
 */
function show(row, found) {
  const [colour, words] = found ? BADGES[found.state] : ['', 'Looking …']
  const badge = element(`span.badge${colour ? `.${colour}` : ''}`, { 'data-badge': true }, words)
  find('[data-badge]', row)?.replaceWith(badge)
  const [says, remedy] = ['[data-says]', '[data-remedy]'].map((one) => find(one, row))
  if (says) says.textContent = found?.says ?? ''
  if (!remedy) return
  remedy.textContent = found?.remedy ?? ''
  remedy.toggleAttribute('hidden', !found?.remedy)
}

/** @param {Found[]} found */
function inWords(found) {
  const many = (/** @type {Found['state']} */ state) =>
    found.filter((one) => one.state === state).length
  const [failed, warned] = [many('fail'), many('warn')]
  const parts = [
    failed > 0 ? `${count(failed)} ${failed === 1 ? 'does' : 'do'} not work` : null,
    warned > 0 ? `${count(warned)} to be seen to` : null,
    many('not_checked') > 0 ? `${count(many('not_checked'))} not checked` : null,
    `${count(many('ok'))} well`,
  ]
  return failed + warned === 0 && many('not_checked') === 0
    ? 'All is well'
    : parts.filter((part) => part !== null).join(', ')
}

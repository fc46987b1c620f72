// What is told, by which channel and when: changed as one touches it, kept on the server.
/** @import { NoticeSettings } from './answers.ts' */
import { ask, attempt, messageOf, notify, Refusal } from './page.js'
import { find, findAll, the } from './elements.js'
import { inTurn } from './in-turn.js'
import { clock, dayName } from './in-words.js'
import { startPushSwitch } from './push-switch.js'
import {
  channelName,
  deliveryInWords,
  DETAILS,
  SOURCES,
  TOLD,
} from './server/words/delivery-words.ts'

const quiet = the('input#quiet')
const from = the('input#quiet-from')
const to = the('input#quiet-to')
const digestAt = the('input#digest-at')
const groups = findAll('fieldset[data-setting]')

/** @type {Map<string, NoticeSettings['settings'][number]>} */
let settings = new Map()

/** @param {NoticeSettings} told */
function show(told) {
  settings = new Map(told.settings.map((setting) => [setting.name, setting]))
  for (const group of groups) {
    const setting = settings.get(group.dataset.setting ?? '')
    if (!setting) continue
    fill(group, setting.name, setting.value)
    const isChanged = setting.from === 'console'
    const source = the('.source span', group)
    source.textContent = isChanged
      ? `Changed here; otherwise ${inWords(setting.otherwise)}`
      : capital(SOURCES[setting.from])
    the('button[data-reset]', group).hidden = !isChanged
  }
  for (const { name, is_set_up: isSetUp } of told.channels) {
    const card = find(`.channel[data-channel="${name}"]`)
    if (!card) continue
    const badge = the('[data-badge]', card)
    badge.textContent = isSetUp ? 'Set up' : 'Off'
    badge.classList.toggle('good', isSetUp)
    the('button[data-test]', card).disabled = !isSetUp
  }
  the('#digests').textContent = told.digests.map(digestLine).join(' ')
  the('#channels').ariaBusy = 'false'
}

/**
 * @param {HTMLElement} group
 * @param {string} name
 * @param {string} value
 */
function fill(group, name, value) {
  const inputs = findAll('input', group)
  for (const input of inputs) input.disabled = name === 'DIGEST' && !('can' in input.dataset)
  if (name === 'QUIET_HOURS') {
    quiet.checked = value !== 'none'
    from.disabled = to.disabled = !quiet.checked
    const [begin, end] = value.split('-')
    if (end !== undefined) [from.value, to.value] = [begin ?? '', end]
  } else if (name === 'DIGEST_AT') digestAt.value = value
  else {
    const words = value.replaceAll('turned-away', 'turned_away').split(',')
    for (const input of inputs) input.checked = words.includes(input.value)
  }
}

/**
 * What a group says now; null where it is not said to its end.
 * @param {HTMLElement} group
 */
function valueOf(group) {
  const name = group.dataset.setting ?? ''
  if (name === 'QUIET_HOURS') {
    if (!quiet.checked) return 'none'
    return from.value && to.value ? `${from.value}-${to.value}` : null
  }
  if (name === 'DIGEST_AT') return digestAt.value || null
  const inputs = findAll('input', group)
  const chosen = inputs.filter(({ checked }) => checked).map(({ value }) => value)
  // A kind that has no box here stays as it was.
  const kept = (settings.get(name)?.value ?? '')
    .split(',')
    .filter((word) => name.startsWith('NOTIFY_') && word !== 'none' && !(plain(word) in TOLD))
  return [...chosen, ...kept].join(',').replaceAll('_', '-') || 'none'
}

/** @param {string} word */
const plain = (word) => word.replaceAll('-', '_')

/** @param {string} value */
function inWords(value) {
  const words = value.split(',').map((word) => {
    if (plain(word) in TOLD) return TOLD[/** @type {keyof typeof TOLD} */ (plain(word))]
    return DETAILS[/** @type {keyof typeof DETAILS} */ (word)]?.toLowerCase() ?? word
  })
  return words.join(', ')
}

/** @param {NoticeSettings['digests'][number]} digest */
function digestLine(digest) {
  const { short, more } = deliveryInWords(digest)
  const at = `${dayName(digest.updated_at)}, ${clock(digest.updated_at)}`
  // The first one only marks where it begins.
  if (digest.from === digest.to) return `${channelName(digest.channel)}: not sent yet.`
  return `${channelName(digest.channel)}: ${more === '' ? short : `${short}: ${more}`} (${at}).`
}

const settle = inTurn(show)

/**
 * @param {HTMLElement} group
 * @param {string | null} value
 */
async function change(group, value) {
  const name = group.dataset.setting ?? ''
  mistake(group, '')
  const tellMistake = (/** @type {unknown} */ error) =>
    mistake(group, (error instanceof Refusal && error.mistakes[name]) || messageOf(error))
  await attempt(async () => {
    await settle(() => ask('notices/settings', { method: 'PATCH', json: { [name]: value } }))
    notify(value === null ? 'As the environment says again' : 'Kept')
    if (name === 'NOTIFY_PUSH') void lookAtPush()
  }, tellMistake)
}

/**
 * @param {HTMLElement} group
 * @param {string} words
 */
function mistake(group, words) {
  find('.mistake', group)?.remove()
  if (words === '') return
  const told = document.createElement('p')
  told.className = 'mistake'
  told.role = 'alert'
  told.textContent = capital(words)
  the('.source', group).before(told)
}

/** @param {string | undefined} channel */
async function test(channel) {
  const cards = findAll('.channel').filter(
    (card) =>
      (channel === undefined || card.dataset.channel === channel) &&
      !the('button[data-test]', card).disabled,
  )
  for (const card of cards) tell(card, '', 'It is being sent …')
  const json = channel === undefined ? {} : { channel }
  const worked = await attempt(async () => {
    const { tried } = await ask('notices/test', { method: 'POST', json })
    for (const { channel: name, taken, failure } of tried) {
      const card = cards.find(({ dataset }) => dataset.channel === name)
      if (card) tell(card, taken ? 'good' : 'bad', taken ? 'Taken: look at it' : (failure ?? ''))
    }
  })
  if (!worked) for (const card of cards) tell(card, '', '')
}

/**
 * @param {HTMLElement} card
 * @param {string} kind
 * @param {string} words
 */
function tell(card, kind, words) {
  const place = find('.tried', card)
  if (!place) return
  place.className = `small tried ${kind}`
  place.textContent = capital(words)
}

/** @param {string} words */
function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

for (const group of groups) {
  group.addEventListener('change', () => {
    if (group.dataset.setting === 'QUIET_HOURS') from.disabled = to.disabled = !quiet.checked
    const value = valueOf(group)
    if (value !== null) void change(group, value)
  })
  the('button[data-reset]', group).addEventListener('click', () => void change(group, null))
}
for (const button of findAll('button[data-test]'))
  button.addEventListener(
    'click',
    () => void test(button.closest('.channel')?.getAttribute('data-channel') ?? undefined),
  )
the('#test-all').addEventListener('click', () => void test(undefined))

const read = () => attempt(() => settle(() => ask('notices/settings')))
const lookAtPush = startPushSwitch(() => void read())
await read()

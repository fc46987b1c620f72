// Contacts from a file: what would happen first, then, if wanted, that it does.
/** @import { ImportReport } from './answers.ts' */
import { askWatching, attempt, messageOf, notify } from './page.js'
import { element, the } from './elements.js'
import { count, phoneNumber } from './in-words.js'
import { listQuery, whoseList } from './list-choice.js'

const dialog = the('dialog#importing')
const input = the('input#file')
const drop = the('#drop')
const takeIn = the('button#take-in')
const mistake = the('#importing-mistake')

/** @typedef {ImportReport['lines'][number]} Line */

/** @type {Record<Line['outcome'], { name: string, badge: string }>} */
const OUTCOMES = {
  added: { name: 'Added', badge: '.good' },
  restored: { name: 'Brought back', badge: '.good' },
  updated: { name: 'Changed', badge: '.accent' },
  removed: { name: 'Removed', badge: '.warn' },
  unchanged: { name: 'As it is', badge: '' },
  failed: { name: 'Cannot be read', badge: '.bad' },
}

/**
 * What needs a look comes first.
 * @type {Line['outcome'][]}
 */
const ORDER = ['failed', 'removed', 'updated', 'restored', 'added', 'unchanged']

/** More rows than anybody looks at; the counts are of all. */
const MOST_LINES = 300

/** @type {File | null} */
let file = null
let imported = async () => {}

/** @param {() => Promise<void>} whenImported */
export function beginImport(whenImported) {
  imported = whenImported
  const whose = whoseList() === '' ? '' : ` of ${whoseList()}`
  the('#importing-title').textContent = `Import contacts${whose}`
  input.value = ''
  forget()
  dialog.showModal()
}

function forget() {
  file = null
  takeIn.disabled = true
  takeIn.textContent = 'Import'
  input.ariaInvalid = null
  the('#preview').hidden = true
  mistake.textContent = ''
}

/**
 * @param {File} contacts
 * @param {boolean} isDryRun
 * @returns {Promise<ImportReport>}
 */
function send(contacts, isDryRun) {
  const category = the('input#file-category').value.trim()
  const query = listQuery({
    dry_run: String(isDryRun),
    ...(category !== '' && { category }),
  })
  // By its name where it tells: what a browser thinks of a type depends on what is installed.
  const type = /\.(vcf|vcard)$/i.test(contacts.name)
    ? 'text/vcard'
    : /\.(csv|tsv)$/i.test(contacts.name)
      ? 'text/csv'
      : 'application/octet-stream'
  return askWatching(`exceptions/import?${query}`, { body: contacts, type }, ({ done, total }) => {
    if (isDryRun ? file === contacts : true)
      takeIn.textContent = `${isDryRun ? 'Reading' : 'Importing'} ${count(done)} of ${count(total)}…`
  })
}

async function preview() {
  if (!file) return
  const asked = file
  mistake.textContent = ''
  try {
    const report = await send(asked, true)
    if (file !== asked) return
    show(report)
  } catch (error) {
    forget()
    mistake.textContent = messageOf(error)
    input.ariaInvalid = 'true'
  }
}

/** @param {ImportReport} report */
function show(report) {
  const known = /** @type {Line['outcome'][]} */ (Object.keys(OUTCOMES))
  the('#summary').replaceChildren(
    ...known
      .filter((outcome) => report[outcome] > 0)
      .map((outcome) => {
        const { name, badge } = OUTCOMES[outcome]
        return element(`span.badge${badge}`, {}, `${name}: ${count(report[outcome])}`)
      }),
  )
  const lines = [...report.lines].sort(
    (a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || a.line - b.line,
  )
  the('#lines').replaceChildren(...lines.slice(0, MOST_LINES).map(lineRow))
  the('#preview').hidden = false
  const changes = changesIn(report)
  takeIn.disabled = changes === 0
  takeIn.textContent =
    changes === 0
      ? 'Nothing to import'
      : `Import ${count(changes)} ${changes === 1 ? 'contact' : 'contacts'}`
}

/** @param {ImportReport} report */
function changesIn({ added, restored, updated, removed }) {
  return added + restored + updated + removed
}

/** @param {Line} line */
function lineRow({ line, outcome, phone_number: number, contact_name: name, category, detail }) {
  const { name: word, badge } = OUTCOMES[outcome]
  return element(
    'tr',
    {},
    element('td.number', {}, String(line)),
    element('td', {}, element(`span.badge${badge}`, {}, word)),
    element(
      'td',
      {},
      name ?? '',
      detail ? element(outcome === 'failed' ? 'div.mistake' : 'div.muted.small', {}, detail) : null,
    ),
    element('td.number', {}, number === null ? '' : phoneNumber(number)),
    element('td', {}, category ?? ''),
  )
}

/** @param {File | undefined} chosen */
function choose(chosen) {
  if (!chosen) return
  file = chosen
  void preview()
}

input.addEventListener('change', () => choose(input.files?.[0]))
the('#file-category').addEventListener('change', () => void preview())
takeIn.addEventListener('click', () => {
  takeIn.disabled = true
  const words = takeIn.textContent
  void attempt(async () => {
    if (!file) return
    const report = await send(file, false)
    dialog.close()
    const changes = changesIn(report)
    notify(`${count(changes)} ${changes === 1 ? 'contact' : 'contacts'} imported`)
    await imported()
  }).then((worked) => {
    if (worked) return
    takeIn.disabled = false
    takeIn.textContent = words
  })
})
for (const name of /** @type {const} */ (['dragover', 'dragleave', 'drop']))
  drop.addEventListener(name, (event) => {
    event.preventDefault()
    drop.classList.toggle('over', name === 'dragover')
    if (name === 'drop') choose(event.dataTransfer?.files[0])
  })

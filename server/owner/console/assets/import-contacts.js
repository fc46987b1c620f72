// Contacts from a file: what would happen first, then, if wanted, that it does.
import { ask, attempt, count, element, find, notify, phoneNumber } from './page.js'

const dialog = find('#importing')
const input = find('#file')
const drop = find('#drop')
const takeIn = find('#take-in')

const OUTCOMES = {
  added: { name: 'Added', kind: '.good' },
  restored: { name: 'Brought back', kind: '.good' },
  updated: { name: 'Changed', kind: '.accent' },
  removed: { name: 'Removed', kind: '.warn' },
  unchanged: { name: 'As it is', kind: '' },
  failed: { name: 'Cannot be read', kind: '.bad' },
}

/** More rows than anybody looks at; the counts are of all. */
const MOST_LINES = 300

let file = null
let imported = async () => {}

export function beginImport(whenImported) {
  imported = whenImported
  input.value = ''
  forget()
  dialog.showModal()
}

function forget() {
  file = null
  takeIn.disabled = true
  takeIn.textContent = 'Import'
  find('#preview').hidden = true
  find('#importing-mistake').textContent = ''
}

function send(isDryRun) {
  const category = find('#file-category').value.trim()
  const query = new URLSearchParams({
    dry_run: String(isDryRun),
    ...(category !== '' && { category }),
  })
  // By its name where it tells: what a browser thinks of a type depends on what is installed.
  const type = /\.(vcf|vcard)$/i.test(file.name)
    ? 'text/vcard'
    : /\.(csv|tsv)$/i.test(file.name)
      ? 'text/csv'
      : 'application/octet-stream'
  return ask(`exceptions/import?${query}`, { method: 'POST', body: file, type })
}

async function preview() {
  if (!file) return
  const asked = file
  find('#importing-mistake').textContent = ''
  try {
    const report = await send(true)
    if (file !== asked) return
    show(report)
  } catch (error) {
    forget()
    find('#importing-mistake').textContent = error.message
  }
}

function show(report) {
  const counts = Object.entries(OUTCOMES).filter(([outcome]) => report[outcome] > 0)
  find('#summary').replaceChildren(
    ...counts.map(([outcome, { name, kind }]) =>
      element(`span.badge${kind}`, {}, `${name}: ${count(report[outcome])}`),
    ),
  )
  // What needs a look comes first.
  const order = ['failed', 'removed', 'updated', 'restored', 'added', 'unchanged']
  const lines = [...report.lines].sort(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || a.line - b.line,
  )
  find('#lines').replaceChildren(...lines.slice(0, MOST_LINES).map(lineRow))
  find('#preview').hidden = false
  const changes = report.added + report.restored + report.updated + report.removed
  takeIn.disabled = changes === 0
  takeIn.textContent =
    changes === 0
      ? 'Nothing to import'
      : `Import ${count(changes)} ${changes === 1 ? 'contact' : 'contacts'}`
}

function lineRow({ line, outcome, phone_number: number, contact_name: name, category, detail }) {
  const { name: word, kind } = OUTCOMES[outcome]
  return element(
    'tr',
    {},
    element('td.number', {}, String(line)),
    element('td', {}, element(`span.badge${kind}`, {}, word)),
    element('td', {}, name ?? '', detail ? element('div.mistake', {}, detail) : null),
    element('td.number', {}, number === null ? '' : phoneNumber(number)),
    element('td', {}, category ?? ''),
  )
}

function choose(chosen) {
  if (!chosen) return
  file = chosen
  void preview()
}

input.addEventListener('change', () => choose(input.files[0]))
find('#file-category').addEventListener('change', () => void preview())
takeIn.addEventListener('click', () => {
  takeIn.disabled = true
  void attempt(async () => {
    const { added, restored, updated, removed } = await send(false)
    dialog.close()
    notify(`${count(added + restored + updated + removed)} contacts imported`)
    await imported()
  })
})
for (const name of ['dragover', 'dragleave', 'drop'])
  drop.addEventListener(name, (event) => {
    event.preventDefault()
    drop.classList.toggle('over', name === 'dragover')
    if (name === 'drop') choose(event.dataTransfer.files[0])
  })

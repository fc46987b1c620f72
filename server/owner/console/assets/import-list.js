// A list of one's own out of a file: it takes the place of what the list had.
/** @import { List } from './answers.ts' */
import { ask, attempt, messageOf, notify, Refusal } from './page.js'
import { the } from './elements.js'
import { count } from './in-words.js'
import { createMistakes } from './mistakes.js'

const dialog = the('dialog#own-list')
const form = the('form', dialog)
const file = the('input#own-list-file')
const name = the('input#own-list-name')
const actAs = the('select#own-list-act-as')
const take = the('button#take-list')
const mistakes = createMistakes(form, { file, name, act_as: actAs })

/** @type {List[]} */
let known = []
let imported = async () => {}

/**
 * @param {List[]} lists as they are
 * @param {string | null} called which of them it is to be; null for one more
 * @param {() => Promise<void>} whenImported
 */
export function importList(lists, called, whenImported) {
  known = lists
  imported = whenImported
  form.reset()
  mistakes.clear()
  name.value = called ?? ''
  showPlace()
  dialog.showModal()
}

/** Of that name there may be one. */
function showPlace() {
  const there = known.find((one) => one.source === 'file' && one.name === name.value.trim())
  if (there) actAs.value = there.act_as
  the('#own-list-place').textContent = there
    ? `It takes the place of the ${count(there.numbers)} that ${there.name} has now.`
    : ''
}

/**
 * @param {File | undefined} chosen
 * @returns {Record<string, string> | null}
 */
function mistakesIn(chosen) {
  if (!chosen) return { file: 'Choose a file' }
  const most = Number(file.dataset.most)
  if (chosen.size > most) return { file: `At most ${most / 2 ** 20} MB are taken in at once` }
  return name.value.trim() === '' ? { name: 'Give it a name' } : null
}

/** @param {File} chosen */
async function send(chosen) {
  const query = new URLSearchParams({ act_as: actAs.value })
  const report = await ask(`lists/${encodeURIComponent(name.value.trim())}/import?${query}`, {
    method: 'POST',
    body: chosen,
    // Whatever the browser thinks it is.
    type: 'text/csv',
  })
  dialog.close()
  await imported()
  const { list, failed, failed_lines: lines } = report
  notify(`${list.name} has ${list.numbers === 1 ? '1 number' : `${count(list.numbers)} numbers`}`)
  const some = lines.slice(0, 10).join(', ')
  const more = failed > 10 ? ' …' : ''
  the('#list-failed').textContent =
    failed === 0
      ? ''
      : failed === 1
        ? `No number in line ${some} of ${chosen.name}.`
        : `No number in ${count(failed)} lines of ${chosen.name}: ${some}${more}`
}

/** @param {unknown} error */
function tell(error) {
  // What is wrong with what is in the file has no field of its own.
  const isOfFile = error instanceof Refusal && Object.keys(error.mistakes).length === 0
  if (isOfFile && [413, 422].includes(error.status)) mistakes.tell({ file: messageOf(error) })
  else mistakes.tellOf(error)
}

name.addEventListener('input', showPlace)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const [chosen] = file.files ?? []
  const wrong = mistakesIn(chosen)
  if (wrong || !chosen) return mistakes.tell(wrong ?? {})
  mistakes.clear()
  take.disabled = true
  void attempt(() => send(chosen), tell).finally(() => {
    take.disabled = false
  })
  return undefined
})

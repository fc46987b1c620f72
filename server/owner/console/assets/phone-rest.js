// Before a call on the Phone: who calls, and by which line.
import { queryOfLine } from './line-choice.js'
import { ask, attempt } from './page.js'
import { element, find, findAll, the } from './elements.js'

for (const button of findAll('[data-line]'))
  button.addEventListener('click', () => {
    for (const one of findAll('[data-line]'))
      one.setAttribute('aria-pressed', String(one === button))
  })

export function lineChosen() {
  return findAll('[data-line]').find((one) => one.ariaPressed === 'true')?.dataset.line ?? 'gather'
}

/** @param {HTMLElement} rest */
export function createCallerChoice(rest) {
  const contact = the('select#contact')
  /** Only where there are several: a line may have contacts of its own. */
  const called = find('select#line-called')
  /** @type {string | undefined} one of the buttons that ask who calls */
  let who

  for (const button of findAll('[data-who]', rest))
    button.addEventListener('click', () => choose(button.dataset.who))

  /** @param {string | undefined} kind */
  function choose(kind) {
    who = kind
    for (const button of findAll('[data-who]', rest))
      button.setAttribute('aria-pressed', String(button.dataset.who === kind))
    for (const part of findAll('[data-for]', rest)) part.hidden = part.dataset.for !== kind
    if (kind === 'contact') void attempt(listContacts)
  }

  async function listContacts() {
    const line = called?.value ?? ''
    const { exceptions } = await ask(`exceptions?${queryOfLine({ limit: '500' }, line)}`)
    if (line !== (called?.value ?? '')) return
    const chosen = contact.value
    contact.replaceChildren(
      ...exceptions.map(({ phone_number: number, contact_name: name, category }) =>
        element('option', { value: number }, `${name} · ${category}`),
      ),
    )
    if (exceptions.some((one) => one.phone_number === chosen)) contact.value = chosen
    contact.hidden = exceptions.length === 0
    the('#no-contacts').hidden = exceptions.length > 0
  }

  function chosenNumber() {
    if (who === 'withheld') return 'anonymous'
    return who === 'contact' ? contact.value : the('input#number').value
  }

  called?.addEventListener('change', () => {
    if (who === 'contact') void attempt(listContacts)
  })

  return { choose, number: chosenNumber, isChosen: () => who !== 'contact' || contact.value !== '' }
}

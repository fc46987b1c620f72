// While a call is on: what its owner may do about it now, and a sentence to be said to the caller.
/** @import { Choices, Conversation } from './answers.ts' */
import { ask, attempt, notify } from './page.js'
import { element, the } from './elements.js'
import { CHOICES } from './server/words/call-words.ts'

/** @typedef {Pick<Conversation, 'call_sid' | 'end_time'>} Decided */

/** @param {() => Promise<void>} load shows the call anew */
export function createDeciding(load) {
  const panel = the('#deciding')
  const buttons = the('#choices')
  const form = the('form#owner-saying')
  const words = the('input#owner-words')

  let sid = ''

  /** @param {Record<string, unknown>} json */
  function decide(json) {
    return attempt(async () => {
      try {
        await ask(`conversations/${sid}/decision`, { method: 'POST', json })
      } finally {
        await load()
      }
    })
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void decide({ choice: 'say', words: words.value }).then((isSaid) => {
      if (!isSaid) return
      words.value = ''
      notify('The caller hears it next')
    })
  })

  /** @param {Decided | null} call null before there is one */
  return async function showDeciding(call) {
    if (call === null || call.end_time !== null) {
      sid = ''
      panel.hidden = true
      return
    }
    const mine = (sid = call.call_sid)
    const answer = /** @type {unknown} */ (await ask(`conversations/${sid}/decision`))
    // Over or another by now.
    if (sid !== mine) return
    const { choices, asked, standing } = /** @type {Choices} */ (answer)
    panel.hidden = choices.length === 0
    panel.classList.toggle('asked', asked)
    the('#standing').textContent = standing
    form.hidden = !choices.includes('say')
    const wanted = choices.filter((choice) => choice !== 'say')
    // The same buttons stay where they are: a finger may be above one.
    if (buttons.dataset.shown === wanted.join()) return
    buttons.dataset.shown = wanted.join()
    buttons.replaceChildren(
      ...wanted.map((choice, index) =>
        element(
          index === 0 ? 'button.primary' : 'button',
          { type: 'button', onclick: () => void decide({ choice }) },
          wordsFor(choice),
        ),
      ),
    )
  }
}

/** @param {Choices['choices'][number]} choice */
function wordsFor(choice) {
  const known = /** @type {keyof typeof CHOICES} */ (choice.replaceAll('_', ' '))
  return CHOICES[known]
}

// While a call is on: what its owner may do about it now, and a sentence to be said to the caller.
/** @import { Choices, Conversation } from './answers.ts' */
import { ask, attempt, notify } from './page.js'
import { element, the } from './elements.js'
import { CHOICES } from './server/words/call-words.ts'

/**
 * @param {string} sid
 * @param {() => Promise<void>} load shows the call anew
 */
export function createDeciding(sid, load) {
  const panel = the('#deciding')
  const buttons = the('#choices')
  const form = the('form#saying')
  const words = the('input#owner-words')

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

  /** @param {Conversation} call */
  return async function showDeciding(call) {
    if (call.end_time !== null) {
      panel.hidden = true
      return
    }
    const answer = /** @type {unknown} */ (await ask(`conversations/${sid}/decision`))
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

// Copies text for people; without https a browser has no clipboard for pages, so it is selected to be copied by hand.
import { element } from './elements.js'
import { notify } from './page.js'

/**
 * @param {string} text
 * @param {string} told what to say once it is copied
 */
export async function copyText(text, told) {
  try {
    await navigator.clipboard.writeText(text)
    notify(told)
  } catch {
    const dialog = element(
      'dialog.wide',
      { 'aria-label': 'Copy this' },
      element(
        'form',
        { method: 'dialog' },
        element('p', {}, 'The browser lets no page copy here: select the text and copy it.'),
        element('textarea', { readonly: true, rows: '8', 'aria-label': 'Text to be copied' }, text),
        element('div.row', {}, element('button.primary', { type: 'submit' }, 'Done')),
      ),
    )
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
    dialog.querySelector('textarea')?.select()
  }
}

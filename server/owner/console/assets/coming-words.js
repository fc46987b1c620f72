// What is being said, at the end of a conversation, until the conversation itself has it.
/** @import { Words } from './answers.ts' */
import { element } from './elements.js'

/**
 * @typedef {object} Coming
 * @property {Words} words
 * @property {number} since how many turns the conversation had by then
 */

/** @param {HTMLElement} list whose bubbles are of the same kind */
export function createComingWords(list) {
  /** @type {Coming[]} at most one of each speaker, in their order */
  let coming = []
  let turns = 0

  function show() {
    for (const item of list.querySelectorAll('.coming')) item.remove()
    // Whoever hears the page is told of the whole sentence, when it is in the conversation.
    const bubbles = coming.map(({ words: { speaker, text } }) =>
      element(`li.coming.${speaker}`, { 'aria-hidden': 'true' }, element('p.bubble', {}, text)),
    )
    list.append(...bubbles)
    if (bubbles.length > 0) list.scrollTop = list.scrollHeight
  }

  return {
    /** @param {Words} words */
    hear(words) {
      const known = coming.find(({ words: { speaker } }) => speaker === words.speaker)
      // Who speaks again has a bubble behind what was said meanwhile.
      const isNew = !known || known.words.isWhole
      if (isNew) coming = coming.filter((one) => one !== known)
      if (isNew) coming.push({ words, since: turns })
      else known.words = words
      show()
    },
    /**
     * The list was drawn anew, of a conversation with so many turns.
     * @param {number} count
     */
    drawn(count) {
      turns = count
      coming = coming.filter(({ words, since }) => !words.isWhole || turns <= since)
      show()
    },
    /** How many words of ours there are by now; undefined while there are none. */
    heardWords() {
      const ours = coming.find(({ words }) => words.speaker === 'concierge')
      return ours?.words.text.split(/\s+/).filter(Boolean).length
    },
    clear() {
      coming = []
      show()
    },
  }
}

/** Where in a text the words are that somebody searched for: as the search of calls finds them. */

export interface Part {
  text: string
  found: boolean
}

/** The text, cut where what was found begins and ends; whatever its case, and however its letters are composed. */
export function partsOf(text: string, words: string): Part[] {
  const whole = text.normalize('NFC')
  const wanted = words.normalize('NFC').toLowerCase().trim()
  return cut(whole, wanted === '' ? [] : spansOf(whole, wanted, (letter) => letter.toLowerCase()))
}

/** The same of a telephone number, whatever stands between its digits. */
export function partsOfNumber(number: string, words: string): Part[] {
  const wanted = /^[+\d\s()./-]+$/.test(words) ? words.replaceAll(/\D/g, '').replace(/^0+/, '') : ''
  const onlyDigits = (letter: string) => (/\d/.test(letter) ? letter : '')
  return cut(number, wanted.length < 3 ? [] : spansOf(number, wanted, onlyDigits))
}

/** Where what is wanted is, as it reads letter by letter. */
function spansOf(text: string, wanted: string, read: (letter: string) => string) {
  let plain = ''
  /** Of each unit of it, where the letter begins and ends that it stands for. */
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const letter of text) {
    for (const unit of read(letter).split('')) {
      plain += unit
      from.push(at)
      to.push(at + letter.length)
    }
    at += letter.length
  }
  const spans: [number, number][] = []
  for (let found = plain.indexOf(wanted); found >= 0;) {
    const end = found + wanted.length
    spans.push([from[found]!, to[end - 1]!])
    found = plain.indexOf(wanted, end)
  }
  return spans
}

function cut(text: string, spans: [number, number][]): Part[] {
  let done = 0
  const parts: Part[] = []
  for (const [from, to] of spans) {
    parts.push({ text: text.slice(done, from), found: false })
    parts.push({ text: text.slice(Math.max(from, done), to), found: true })
    done = to
  }
  parts.push({ text: text.slice(done), found: false })
  return parts.filter((part) => part.text !== '')
}

/** Words from outside, made fit to be stored, spoken and put into XML. */

// XML 1.0 knows no control characters but tab and line breaks, and no half of a surrogate pair;
// the twilio package throws on them. https://www.w3.org/TR/xml/#charsets
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g

/** Free of what XML cannot carry, blanks folded to one. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(NOT_IN_XML, ' ').replace(/\s+/g, ' ').trim()
}

/** Shortened to at most `most` UTF-16 units, at the end of a word where there is one. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const end = cut.lastIndexOf(' ')
  return (end > most / 2 ? cut.slice(0, end) : cut).toWellFormed().replace(/\ufffd$/, '')
}

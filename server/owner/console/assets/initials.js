// The letters that stand for a person where there is no picture.

/**
 * Of the first and the last word: `Dr. Ana Rivera` → `DR`.
 * @param {string} name
 */
export function initials(name) {
  const words = name.trim().split(/\s+/u)
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words
  const letters = ends.map((word = '') => /[\p{L}\p{N}]/u.exec(word)?.at(0) ?? '')
  return letters.join('').toUpperCase()
}

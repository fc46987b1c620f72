// The letters that stand for a person where there is no picture.

/** Of the first and the last word: `Dr. Ana Rivera` → `DR`. */
export function initials(name) {
  const words = name.trim().split(/\s+/u)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word) => [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? '')
    .join('')
    .toUpperCase()
}

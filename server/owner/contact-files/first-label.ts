/** The labels that address books put on a contact. */

/** Google's marks for "in the address book" and "starred" say nothing of the person. */
const SAYS_NOTHING = /^(my ?contacts|starred( in android)?)$/i

/** The first label that says something, or ''. Google writes its own with a star: `* family`. */
export function firstLabel(labels: readonly string[]): string {
  const plain = labels.map((label) => label.trim().replace(/^\*\s+/, ''))
  return plain.find((label) => label && !SAYS_NOTHING.test(label)) ?? ''
}

/** The language of a call, for people. */

let names: Intl.DisplayNames | undefined

/** `Spanish`; the tag itself where it has no name, nothing where there is none. */
export function languageInWords(tag: string | null | undefined): string {
  if (!tag) return ''
  names ??= new Intl.DisplayNames('en', { type: 'language' })
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** What was known of a caller, told of nobody in particular: the same standing follows from it. */
import type { Block, Knowledge } from '../../machines/standing.ts'
import type { Pseudonyms } from './pseudonyms.ts'

/** `moved` gives another day's time, `words` what may be shown of what somebody said. */
export function pseudonymousKnowledge(
  { at, contact, block, pass, listed, number, history }: Knowledge,
  pseudonyms: Pseudonyms,
  { moved, words }: { moved(at: string): string; words(text: string): string },
): Knowledge {
  const { reached, calledBack, turnedAwayAt, callsToday, about, language } = history
  return {
    at: at === '' ? at : moved(at),
    contact: contact && {
      phoneNumber: pseudonyms.caller(contact.phoneNumber),
      name: pseudonyms.contactName(contact.name),
      // In the owner's own words, it may say who this is: no flow asks for it.
      category: 'contact',
      // How long it is counts, and nothing else.
      by: contact.by && withoutDigits(contact.by),
      hours: contact.hours,
      passesNow: contact.passesNow,
      language: contact.language,
    },
    block: block && pseudonymousBlock(block, pseudonyms),
    pass: pass && {
      id: pass.id,
      for: pass.for,
      how: pass.how,
      words: pass.words === null ? null : words(pass.words),
    },
    listed: listed.map(({ list, reports, asBlocked }) => ({ list, reports, asBlocked })),
    number,
    history: {
      reached,
      calledBack,
      turnedAwayAt: turnedAwayAt === null ? null : moved(turnedAwayAt),
      callsToday,
      about: about === null ? null : words(about),
      language,
    },
  }
}

function pseudonymousBlock({ rule, value }: Block, pseudonyms: Pseudonyms): Block {
  if (rule === 'number') return { rule, value: pseudonyms.caller(value), note: '' }
  return { rule, value: rule === 'prefix' ? withoutDigits(value) : value, note: '' }
}

function withoutDigits(prefix: string): string {
  return prefix.replace(/\d/g, '0')
}

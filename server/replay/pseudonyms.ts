/** Other names for the people in a call: the same one for the same, and nobody's. */

export interface Pseudonyms {
  callSid(real: string): string
  /** A caller as Twilio names one: a number, a SIP address; words for no number stay what they are. */
  caller(real: string): string
  contactName(real: string): string
  /** Of an owner who is named to callers; empty stays empty. */
  ownerName(real: string): string
  /** Words without the numbers in them and without the names met so far. */
  words(spoken: string): string
}

/** 555-0100 to 555-0199 of any area are kept for fiction. https://www.nanpa.com */
const AREAS = ['415', '212', '312', '713', '202', '617', '206', '303', '404', '503']

/** Digits as they are said and written in one go: enough of them to reach somebody. */
const NUMBER = /\+?\(?\d(?:[\s().-]{0,2}\d){6,14}/g

/** What stands where no number is: nobody. Any other word may be a name. */
const NOBODY = /^(anonymous|restricted|unavailable|unknown|private|blocked|withheld|none|)$/i

/** `names`: others that are not to be told, such as the owner's, with what is told instead. */
export function createPseudonyms(names: Record<string, string> = {}): Pseudonyms {
  const told = new Map(Object.entries(names).filter(([name]) => name !== ''))
  const numbers = new Map<string, string>()
  const others = new Map<string, string>()
  const sids = new Map<string, string>()

  function numberFor(real: string): string {
    const digits = real.replace(/\D/g, '')
    // With and without its country it is the same number.
    const known = [...numbers].find(([other]) => other.endsWith(digits) || digits.endsWith(other))
    if (known) return known[1]
    const index = numbers.size
    const area = AREAS[Math.floor(index / 100) % AREAS.length]
    const number = `+1${area}55501${String(index % 100).padStart(2, '0')}`
    numbers.set(digits, number)
    return number
  }

  function nthOf(map: Map<string, string>, real: string, make: (n: number) => string): string {
    const known = map.get(real) ?? make(map.size + 1)
    map.set(real, known)
    return known
  }

  return {
    callSid: (real) => nthOf(sids, real, (n) => `CA${String(n).padStart(32, '0')}`),
    caller(real) {
      if (NOBODY.test(real)) return real
      // A word that is no address is a name that was sent in the place of a withheld number.
      if (!/[\d@:]/.test(real)) return 'anonymous'
      if (/^\+?[\d\s().-]+$/.test(real)) return numberFor(real)
      return nthOf(others, real, (n) => `sip:caller${n}@example.com`)
    },
    contactName: (real) => nthOf(told, real, (n) => `Contact ${n}`),
    ownerName: (real) => (real === '' ? '' : nthOf(told, real, () => 'the owner')),
    words(spoken) {
      let text = spoken.replace(NUMBER, numberFor)
      for (const [name, other] of told)
        text = text.replaceAll(new RegExp(escaped(name), 'gi'), other)
      return text
    },
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

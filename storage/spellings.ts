/** Numbers that reach one and the same person, written with and without what only some networks add. */

interface Twin {
  /** How the number may be written, and how it is written besides. */
  from: RegExp
  to: string
}

/**
 * Mexico dropped the 1 of mobiles in 2019, carriers still send it. Argentina's 9 only says who pays: its ten
 * digits are given out once. Both are what libphonenumber calls a mobile token, `getCountryMobileToken`.
 * Brazil put a 9 before the mobiles that began with 6, 8 and 9; with 7, some are radios that stayed without.
 * National plans: https://www.itu.int/oth/T0202
 */
const TWINS: readonly Twin[] = [
  { from: /^\+521(\d{10})$/, to: '+52$1' },
  { from: /^\+52([2-9]\d{9})$/, to: '+521$1' },
  { from: /^\+549(\d{10})$/, to: '+54$1' },
  { from: /^\+54([1-8]\d{9})$/, to: '+549$1' },
  { from: /^\+55([1-9]\d)9([689]\d{7})$/, to: '+55$1$2' },
  { from: /^\+55([1-9]\d)([689]\d{7})$/, to: '+55$19$2' },
]

/** Of a number nobody dials so any more, what is dialled instead. */
const OUTDATED = /^\+521\d{10}$/

/** At most two: the number as it is kept, then the other way to write it, if there is one. */
export function spellingsOf(phoneNumber: string): [string] | [string, string] {
  const twin = TWINS.find(({ from }) => from.test(phoneNumber))
  if (!twin) return [phoneNumber]
  const other = phoneNumber.replace(twin.from, (_, one: string, two: string) =>
    twin.to.replace('$1', one).replace('$2', two),
  )
  return OUTDATED.test(phoneNumber) ? [other, phoneNumber] : [phoneNumber, other]
}

/** The same for all spellings of a number, and different for others. */
export function spellingKey(phoneNumber: string): string {
  return spellingsOf(phoneNumber).toSorted()[0]!
}

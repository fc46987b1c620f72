/** Why somebody is not let in. A fact: whoever answers has his own words for it. */
export type Refusal = KeyRefusal | { why: 'not this machine' | 'not our page' | 'no key' }

export type KeyRefusal = { why: 'wrong key' } | { why: 'too many wrong keys'; seconds: number }

/** Words and patterns that stand for a secret in examples, and that people leave where they were. */

/** A text of nothing but these is no secret, whatever stands between them. */
const WORDS = new Set(
  `a an the your yours my our some any this that it me here in with for by of to at least and or is be
  put insert enter add paste type write replace replaceme change changeme changed changeit fill set edit update please
  provide goes value secret secrets secretkey key keys apikey token tokens authtoken password passwd passphrase pass
  pwd pw credential credentials api admin administrator root user username auth bearer twilio azure openai microsoft
  ntfy smtp webhook db database account connection string example examples sample placeholder dummy fake
  todo tbd tba fixme none null undefined nil nan empty unset redacted hidden removed masked omitted default
  demo foo bar baz foobar qwerty qwertyuiop asdf letmein welcome hunter iloveyou super strong strongest very
  long random characters generate generated openssl rand hex base url object voice concierge mail no required not
  needed hash sid account endpoint deployment ollama`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const LONGEST_WORD = Math.max(...[...WORDS].map((word) => word.length))

/** From documents, ours and those of others: who copies an example copies its key. */
const PUBLISHED = new Set([
  // .env.example
  'a-topic-nobody-guesses',
  // https://github.com/standard-webhooks/standard-webhooks
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  // https://docs.ntfy.sh/publish/#access-tokens
  'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2',
])

export function isPlaceholder(value: string): boolean {
  const text = value.toLowerCase()
  return (
    isPublished(value) ||
    /[.…*•●·]{3}/.test(value) ||
    isOneOverAndOver(text) ||
    isSequence(text) ||
    isOnlyWords(text)
  )
}

export function isPublished(value: string): boolean {
  return PUBLISHED.has(value)
}

/** `xxxxx`, `abcabcabc`; also behind what keys of its kind begin with, as in `sk-xxxx`. */
function isOneOverAndOver(text: string): boolean {
  const bare = text.replace(/^(sk|tk|pk|whsec|ac)[-_]?(?=(.)\2\2)/, '')
  if (bare.length < 4) return false
  if (new Set(bare.replace(/[-_ ]/g, '')).size <= 2) return true
  for (let unit = 1; unit <= Math.min(12, bare.length / 2); unit++)
    if (
      bare ===
      bare
        .slice(0, unit)
        .repeat(bare.length / unit + 1)
        .slice(0, bare.length)
    )
      return true
  return false
}

/** `0123456789abcdef`, `abcdefgh…`, `9876543210…`: nearly every character follows from the one before. */
function isSequence(text: string): boolean {
  if (text.length < 8) return false
  const codes = Array.from(text, (letter) => letter.codePointAt(0)!)
  const steps = codes.slice(1).map((code, at) => code - codes[at]!)
  const follows = steps.filter((step) => Math.abs(step) <= 1 || step === -9 || step === 9)
  return follows.length >= steps.length * 0.8
}

/** `your-token-here`, `ChangeMe123`: can be cut into words of examples, with few digits and signs between. */
function isOnlyWords(text: string): boolean {
  const reached = new Set([0])
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue
    const rest = text.slice(at, at + LONGEST_WORD)
    for (let length = 1; length <= rest.length; length++)
      if (WORDS.has(rest.slice(0, length))) reached.add(at + length)
    const [between = ''] = /^([^a-z\d]+|\d{1,4}(?!\d))/.exec(rest) ?? []
    if (between !== '') reached.add(at + between.length)
  }
  return text !== '' && reached.has(text.length)
}

/** What the management API says to programs, said to whoever types commands. */

/** Its words for what to ask or send next, and what to type instead. */
const INSTEAD: [RegExp, string][] = [
  [/change it with PATCH/g, 'change it with npm run exceptions -- edit'],
  [/see GET \/exceptions\/export for one/g, 'npm run exceptions -- export writes one'],
  [/see GET \/push\b/g, 'see the page Notices of the console'],
  [/see GET \/exceptions\b/g, 'see npm run exceptions -- list'],
  [/see GET \/notices\b(\/settings)?/g, 'see npm run notify -- list'],
  [/see GET \/blocks\b/g, 'see npm run blocks'],
  [/see GET \/passes\b/g, 'see npm run pass'],
  [/see GET \/lists\b/g, 'see npm run lists -- list'],
  [/Send a CSV file as text\/csv$/g, 'Give a CSV file'],
  [/see GET \/conversations\b/g, 'see npm run conversations'],
  [
    /Send a CSV file as text\/csv, or a vCard file as text\/vcard/g,
    'Give a CSV or a vCard file, or say which with --format',
  ],
  [/: send them in several files/g, ': import them as several files'],
  [/Send the header Authorization: Bearer ADMIN_API_KEY/g, 'The server asks for a key'],
  [/: send the key instead$/g, ''],
  [
    /There is no [A-Z]+ \S+: see \/docs/g,
    'The server does not know what this command asks it for: is it one of another version, or is --url or BASE_URL an address below it?',
  ],
  [
    /(The body is not JSON|Send JSON: content-type application\/json)/g,
    'The server did not understand this command: is it one of another version?',
  ],
  [
    /: take next_cursor as it came, or leave it out to begin anew/g,
    ': take --cursor as an earlier --json had it, or leave it out',
  ],
]

/** The fields and parameters of its requests, by what they are on a command line. */
const NAMES: Record<string, string> = {
  phone_number: 'the number',
  contact_name: '--name',
  category: '--category',
  caller: '--caller',
  decision: '--decision',
  q: '--q',
  from: '--from',
  to: '--to',
  limit: '--limit',
  cursor: '--cursor',
  format: '--format',
  call_sid: 'the call',
}

/** A field by its pointer or a parameter by its name, as it is typed. */
export function typedName(where: string): string {
  const name = where.replace(/^\//, '')
  return Object.hasOwn(NAMES, name) ? NAMES[name]! : where
}

/** A sentence of the API, or any other, which stays as it is. */
export function inTerminalWords(detail: string): string {
  const named = detail.replace(/(^|; )([a-z_]+)(?=: )/g, (_, before: string, name: string) => {
    return before + typedName(name)
  })
  return INSTEAD.reduce((said, [words, instead]) => said.replace(words, instead), named)
}

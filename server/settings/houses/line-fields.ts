/** What a line of `LINES` may tell, each field with the words for what it is not. */
import { z } from 'zod'
import { VOICE_LINES } from '../by-number.ts'
import { phoneNumber } from '../kinds.ts'
import { NOTICE_SETTING_NAMES } from '../names.ts'

/** Spoken, or read in a list. */
const LONGEST_NAME = 80
const LONGEST_LABEL = 40

const text = (message: string) => z.string(message).trim().min(1, message)

/** Browsers sign up for all lines that have no channels of their own. */
const OF_ALL = ['NOTIFY_PUSH'] as const
type OfAll = (typeof OF_ALL)[number]
const OF_A_LINE = NOTICE_SETTING_NAMES.filter(
  (name): name is Exclude<typeof name, OfAll> => !(OF_ALL as readonly string[]).includes(name),
)

/** Whether it has the exception list of all, or one of its own. */
const CONTACTS = ['shared', 'own'] as const

export const lineFields = z.strictObject({
  number: phoneNumber,
  label: text('give a word for it, like Home')
    .max(LONGEST_LABEL, `at most ${LONGEST_LABEL} characters`)
    .optional(),
  name: text('give the owner’s name, or leave it out')
    .max(LONGEST_NAME, `at most ${LONGEST_NAME} characters: it is spoken`)
    .optional(),
  phone: phoneNumber.optional(),
  language: text('give a language tag, like en-US').optional(),
  flow: text('give the name of a flow, like after-hours').optional(),
  hours: text(
    'write when and which flow, like mon-fri 09:00-18:00=concierge; else=after-hours',
  ).optional(),
  contacts: z.enum(CONTACTS, 'write shared or own').optional(),
  voice_line: z.enum(VOICE_LINES, 'write gather or relay').optional(),
  notices: z
    .partialRecord(
      z.enum(OF_A_LINE),
      z.string('write it in quotes, as a setting has it'),
      'write the settings of notices, like {"NTFY_URL": "https://ntfy.sh/a-topic"}',
    )
    .optional(),
})

export type LineFields = z.infer<typeof lineFields>

const NAMES = Object.keys(lineFields.shape).join(', ')
const NOTICE_NAMES = OF_A_LINE.join(', ')

/** One problem of a line in words; none repeats what was given, which may be a password. */
export function fieldProblem({ code, path, message, ...issue }: z.core.$ZodIssue): string {
  const [field = '', setting] = path.map(String)
  if (code === 'unrecognized_keys') {
    const [key = ''] = (issue as unknown as { keys: string[] }).keys
    const [where, known] = field === '' ? ['', NAMES] : [`${field}: `, NOTICE_NAMES]
    return `${where}there is no '${key.slice(0, 40)}': known are ${known}`
  }
  if (field === '') return `write {"number": …} with any of ${NAMES}`
  return setting === undefined ? `${field}: ${message}` : `${field}: ${setting}: ${message}`
}

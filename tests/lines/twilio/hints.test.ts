/** What speech recognition is told to listen for, within what Twilio takes. */
import { expect, test } from 'vitest'
import { HEARD_LANGUAGES } from '../../../machines/hearing/languages/heard.ts'
import { createHints } from '../../../server/lines/twilio/hints.ts'
import { saveContact } from '../../../storage/contacts.ts'
import { createConcierge, MOTHER, STRANGER } from '../../support/concierge.ts'
import { SHARED } from '../../../storage/roll.ts'

test.each(HEARD_LANGUAGES)(
  'in %s it is the owner, the contacts and the words that decide',
  (language) => {
    const hints = createHints({ ownerName: 'Grace Hopper', names: () => ['Mom', 'Müller, Jörg'] })
    const { text } = hints(`${language}-XX`)
    expect(text).toMatch(/^Grace Hopper, Mom, Müller Jörg, \p{L}/u)
    const entries = text.split(', ')
    expect(entries.length).toBeGreaterThan(12)
    expect(new Set(entries).size).toBe(entries.length)
  },
)

test('of more than Twilio takes, so many that the words that decide are among them', () => {
  const names = Array.from({ length: 50_000 }, (_, at) => `Contact ${at} ${'x'.repeat(200)}`)
  const { text } = createHints({ ownerName: '', names: () => names })('en')
  const entries = text.split(', ')
  expect(entries.length).toBeLessThanOrEqual(500)
  for (const entry of entries) expect(entry.length).toBeLessThanOrEqual(100)
  expect(entries).toContain('emergency')
  expect(text.length).toBeLessThan(32_000)
})

test('names that are none, or the same, are left out', () => {
  const names = ['Mom', 'Mom', '+++', '  ', '🔥', 'a,b;c']
  expect(createHints({ ownerName: '', names: () => names })('sv').text).toBe('Mom, a b c')
})

test('each number has its own owner’s name, though the contacts are the same', () => {
  const shared = ['Mom']
  const hints = createHints({
    ownerName: (called) => (called === '+12125550142' ? 'Ada' : 'Grace'),
    names: () => shared,
  })
  expect(hints('sv', '+12125550142').text).toBe('Ada, Mom')
  expect(hints('sv', '+12125550143').text).toBe('Grace, Mom')
  expect(hints('en', '+12125550142').text).toMatch(/^Ada, Mom, \p{L}/u)
})

test('a name that is cut ends with a letter', () => {
  const names = [`${'x'.repeat(99)} y`]
  expect(createHints({ ownerName: '', names: () => names })('sv').text).toBe('x'.repeat(99))
})

test('a contact that comes while it runs is listened for', async () => {
  const { phone, database } = await createConcierge({
    settings: { OWNER_NAME: 'Grace' },
    everyMs: { contacts: 5, writeDown: 1_000 },
  })
  async function heardOf(): Promise<string> {
    const caller = await phone.ring({ from: STRANGER })
    const { body } = await database.queries
      .selectFrom('answers')
      .select('body')
      .where('call_sid', '=', caller.callSid)
      .executeTakeFirstOrThrow()
    return /hints="([^"]*)"/.exec(body)?.[1] ?? ''
  }
  expect(await heardOf()).toMatch(/^Grace, emergency, /)
  await database.write((queries) => saveContact(queries, SHARED, MOTHER, new Date().toISOString()))
  await expect.poll(heardOf).toMatch(/^Grace, Mom, emergency, /)
})

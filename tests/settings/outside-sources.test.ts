import { expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { SETTINGS } from '../support/concierge.ts'
import { problemsOf } from './problems-of.ts'

const CARDDAV = {
  CARDDAV_URL: 'https://contacts.icloud.com/',
  CARDDAV_USER: 'me@example.com',
  CARDDAV_PASSWORD: 'xkqz-pwrt #1',
}
const read = (settings: Record<string, string>) => readConfig({ ...SETTINGS, ...settings })

test('nothing is fetched from others unless it is asked for', () => {
  const { lists, carddav } = read({})
  expect(lists).toMatchObject({ ftc: false, phoneBlock: null })
  expect(carddav).toBeNull()
  expect(read({ LISTS: 'none' }).lists.ftc).toBe(false)
})

test('lists and an address book are set up in a few words', () => {
  const { lists } = read({ LISTS: 'FTC', PHONEBLOCK_KEY: 'pbt_a-key-of-ones-own' })
  expect(lists).toEqual({
    ftc: true,
    ftcUrl: 'https://www.ftc.gov',
    phoneBlock: { url: 'https://phoneblock.net/phoneblock/api', key: 'pbt_a-key-of-ones-own' },
  })
  const { carddav } = read({ ...CARDDAV, CARDDAV_BOOK: 'Family', CARDDAV_HOURS: '0' })
  expect(carddav).toEqual({
    url: 'https://contacts.icloud.com',
    user: 'me@example.com',
    password: 'xkqz-pwrt #1',
    book: 'Family',
    group: null,
    everyHours: null,
  })
  expect(read(CARDDAV).carddav?.everyHours).toBe(6)
})

test('one account may have one password for mail and address book', () => {
  const SMTP_URL = 'smtps://me%40example.com:an-app-password@mail.example.com'
  const CARDDAV_PASSWORD = 'an-app-password'
  expect(
    read({ ...CARDDAV, CARDDAV_PASSWORD, SMTP_URL, EMAIL_TO: 'me@example.com' }).carddav,
  ).not.toBeNull()
})

test('a password that goes over the network in the clear is warned of', () => {
  const warned = (CARDDAV_URL: string) =>
    read({ ...CARDDAV, CARDDAV_URL }).warnings.filter(({ setting }) => setting === 'CARDDAV_URL')
  expect(warned('http://nas.lan:5232')).toHaveLength(1)
  expect(warned('http://127.0.0.1:5232')).toHaveLength(0)
})

test.each<[Record<string, string>, RegExp]>([
  [{ LISTS: 'robokiller' }, /^LISTS: write ftc, or none$/],
  [{ FTC_URL: 'ftp://ftc.gov' }, /^FTC_URL: give the address/],
  [{ ...CARDDAV, CARDDAV_URL: 'https://me:secret@dav.example.com' }, /^CARDDAV_URL: .* password/],
  [{ ...CARDDAV, CARDDAV_PASSWORD: '' }, /^CARDDAV_PASSWORD: is missing; the other settings/],
  [{ CARDDAV_BOOK: 'Family' }, /^CARDDAV_URL: is missing/],
  [{ ...CARDDAV, CARDDAV_HOURS: '1000' }, /^CARDDAV_HOURS: give a whole number from 0 to 168/],
  [{ PHONEBLOCK_KEY: 'changeme' }, /^PHONEBLOCK_KEY: /],
])('%o is refused in words', (settings, problem) => {
  const problems = problemsOf({ ...SETTINGS, ...settings })
  expect(problems.some((one) => problem.test(one))).toBe(true)
  expect(problems.join()).not.toContain('secret@')
})

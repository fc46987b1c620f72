/** The lists of reported numbers, and the address book, on the page of who gets through. */
import { expect, test } from 'vitest'
import { claimAddressBook, saveSynced, settleAddressBook } from '../../../storage/address-book.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { STRANGER } from '../../support/concierge.ts'
import { eventually, mistakes, openConsole } from '../../support/browser.ts'
import { startReceiver } from '../../support/receiver.ts'
import { fileNamed, ftcFile, startFtc } from '../../support/ftc-server.ts'

const TODAY = new Date().toISOString().slice(0, 10)

async function onLists(settings: Record<string, string> = {}) {
  const console = await openConsole({ settings })
  await console.open('rules')
  const { page } = console
  const choose = (text: string) =>
    page.getByLabel('CSV file, or one number a line').setInputFiles({
      name: 'robots.csv',
      mimeType: 'application/vnd.ms-excel',
      buffer: Buffer.from(text),
    })
  return {
    ...console,
    choose,
    lists: () => page.locator('#list-list').innerText(),
    press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    take: () => page.locator('#take-list').click(),
  }
}

test('The FTC’s list is begun with one tap, read again with one, and says why it was not', async () => {
  const ftc = await startFtc()
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const { answer } = ftc
  ftc.answer = async (...request) => {
    await held
    return answer(...request)
  }
  ftc.files.set(fileNamed(TODAY), ftcFile([['2125550190', 'a']]))
  const { page, lists, press, lookAt } = await onLists({ FTC_URL: ftc.url })
  await eventually(lists).toBe('There is no list.')
  await lookAt('rules-no-lists')
  await press('Begin the FTC’s list')
  await eventually(lists).toMatch(/^FTC\s+0 numbers, is being read…/)
  expect(await page.getByRole('button', { name: 'Begin the FTC’s list' }).isVisible()).toBe(false)
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Who is on FTC is')
  expect(await page.getByRole('button', { name: 'Remove FTC' }).isDisabled()).toBe(true)
  release()
  await eventually(lists).toMatch(/^FTC\s+1 number, read \d\d:\d\d [AP]M\s/)
  ftc.answer = () => 500
  await press('Read now: FTC')
  await eventually(lists).toMatch(
    /1 number, read \d\d:\d\d [AP]M. Not since: DNC_\S+ is answered with 500/,
  )
  await lookAt('rules-lists-failed')
  await press('Remove FTC')
  await page.locator('#list-removal').getByRole('button', { name: 'Remove' }).click()
  await eventually(lists).toBe('There is no list.')
  expect(await page.getByRole('button', { name: 'Begin the FTC’s list' }).isVisible()).toBe(true)
})

test('A list of one’s own is imported, taken for something else, replaced and removed', async () => {
  const { page, phone, lists, choose, press, take, lookAt } = await onLists()
  await press('Import CSV…')
  await choose(`Phone,Reports\n${STRANGER},7\nnobody,1\n`)
  await page.getByLabel('What to call it').fill('robots')
  await lookAt('rules-import-list')
  await take()
  await eventually(lists).toMatch(/^robots\s+1 number, imported \d\d:\d\d [AP]M\s/)
  expect(await page.getByRole('alert').filter({ hasText: 'No number' }).innerText()).toBe(
    'No number in line 3 of robots.csv.',
  )
  expect((await phone.ring({ from: STRANGER })).heard).not.toEqual([])
  const taken = page.getByLabel('Who is on robots is')
  expect(await taken.inputValue()).toBe('doubtful')
  await taken.selectOption('blocked')
  await eventually(() =>
    page.getByText('Who is on robots is blocked from now on').isVisible(),
  ).toBe(true)
  expect((await phone.ring({ from: STRANGER })).heard).toEqual([])
  await lookAt('rules-lists')
  await press('Undo')
  await eventually(() => taken.inputValue()).toBe('doubtful')
  await press('Import again: robots')
  await eventually(() => page.locator('#own-list-place').innerText()).toBe(
    'It takes the place of the 1 that robots has now.',
  )
  await choose('2125550190\n2125550191\n')
  await take()
  await eventually(lists).toMatch(/^robots\s+2 numbers, imported/)
  expect(await page.locator('#list-failed').innerText()).toBe('')
  await press('Remove robots')
  expect(await page.locator('#list-removal-title').innerText()).toBe('Remove robots?')
  await press('Keep it')
  expect(await lists()).toMatch(/^robots/)
  await press('Remove robots')
  await page.locator('#list-removal').getByRole('button', { name: 'Remove' }).click()
  await eventually(lists).toBe('There is no list.')
})

test('An import says what is wrong with it where that is', async () => {
  const { page, choose, press, take, pardon, lists } = await onLists()
  pardon(/409|422/)
  await press('Import CSV…')
  await take()
  await mistakes(page).toEqual({ 'own-list-file': 'Choose a file' })
  await choose('nobody\n')
  await take()
  await mistakes(page).toEqual({ 'own-list-name': 'Give it a name' })
  await page.getByLabel('What to call it').fill('My robots')
  await take()
  await mistakes(page).toEqual({
    'own-list-name': 'Give a name of small letters, digits and -, at most 32',
  })
  await page.getByLabel('What to call it').fill('robots')
  await take()
  await mistakes(page).toEqual({
    'own-list-file': 'There is no number in the file: write one a line, like +14155550123',
  })
  await choose(STRANGER)
  await page.getByLabel('What to call it').fill('ftc')
  await take()
  await eventually(() =>
    page.getByText(/^ftc is somebody else's list: give yours/).isVisible(),
  ).toBe(true)
  await page.evaluate(`
    const most = document.querySelector('#own-list-file').dataset
    most.most = String(2 ** 20)
  `)
  await choose('1'.repeat(2 ** 20 + 1))
  await take()
  await mistakes(page).toEqual({ 'own-list-file': 'At most 1 MB are taken in at once' })
  await press('Cancel')
  expect(await lists()).toBe('There is no list.')
})

test('What the settings begin cannot be removed, which is told, and PhoneBlock’s is not read', async () => {
  const ftc = await startFtc()
  ftc.files.set(fileNamed(TODAY), ftcFile([['2125550190', 'a']]))
  const { page, lists, press, pardon } = await onLists({
    LISTS: 'ftc',
    FTC_URL: ftc.url,
    PHONEBLOCK_KEY: 'k3y-of-phoneblock',
    PHONEBLOCK_URL: ftc.url,
  })
  pardon(/409/)
  await eventually(lists).toMatch(/^FTC\s[^]*1 number, read[^]*PhoneBlock\s+0 numbers, not/)
  expect(await page.locator('[data-list=phoneblock] button').count()).toBe(1)
  await press('Remove FTC')
  await page.locator('#list-removal').getByRole('button', { name: 'Remove' }).click()
  await eventually(() => page.getByText(/leave ftc out of LISTS first/).isVisible()).toBe(true)
  expect(await lists()).toMatch(/^FTC/)
})

test('The address book tells how many contacts are out of it, and why it was not read', async () => {
  const { page, open, lookAt, file } = await openConsole({
    settings: {
      CARDDAV_URL: (await startReceiver(() => 500)).url,
      CARDDAV_USER: 'me',
      CARDDAV_PASSWORD: 'k3y-of-the-book',
    },
  })
  await open('rules')
  await eventually(() => page.locator('#book-failed').innerText()).toMatch(
    /^The last time: answers as no CardDAV server/,
  )
  expect(await page.locator('#book-state').innerText()).toBe('Not read yet.')
  await lookAt('rules-address-book')
  await using database = openSqlite(file)
  const dad = { phoneNumber: '+14155550112', name: 'Dad', category: null, isActive: true }
  const [now, lease] = [new Date().toISOString(), '2099-01-01T00:00:00.000Z']
  await saveSynced(database, [dad], now)
  await claimAddressBook(database, { now, leaseUntil: lease, onlyDue: false })
  await page.reload()
  await eventually(() => page.locator('#book-state').innerText()).toBe(
    '1 contact out of it, is being read…',
  )
  await settleAddressBook(database, lease, { read_at: now, failure: null })
  await eventually(() => page.locator('#book-state').innerText()).toMatch(
    /^1 contact out of it, read \d\d:\d\d [AP]M\.$/,
  )
  expect(await page.locator('#book-failed').innerText()).toBe('')
})

test('Without an address book it is told what sets one up', async () => {
  const { page, open } = await openConsole()
  await open('rules')
  await eventually(() => page.locator('#book-state').innerText()).toMatch(
    /^None is set up: with CARDDAV_URL/,
  )
  expect(await page.locator('#book-failed').innerText()).toBe('')
})

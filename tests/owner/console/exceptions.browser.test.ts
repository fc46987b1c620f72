import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, temporaryFile } from '../../support/concierge.ts'
import { eventually, mistakes, openConsole, type OpenConsole } from '../../support/browser.ts'

const DOCTOR = { phoneNumber: '+14155550112', name: 'Dr. Rivera', category: 'medical' }

const CARDS = `BEGIN:VCARD
VERSION:3.0
FN:Ana <b>Novak</b>
TEL;TYPE=CELL:(415) 555-0131
CATEGORIES:friend
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Mum
TEL:+14155550111
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:No Number
TEL:12
END:VCARD
`

const names = ({ page }: OpenConsole) => page.locator('#contacts .name').allInnerTexts()
const shown = (console: OpenConsole) => eventually(() => names(console))
const told = ({ page }: OpenConsole, text: string | RegExp) =>
  eventually(() => page.locator('#notices').getByText(text).isVisible()).toBe(true)

const focused = (page: Page) => page.evaluate('document.activeElement.id')

/** What is wider than the place that it has. */
const OVERFLOWING = `
  [...document.querySelectorAll('body, #notices, #notices *')]
    .filter((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).display !== 'inline')
    .map((one) => one.className || one.nodeName)
`

describe('The exception list', () => {
  test('takes in a contact, who rings through from then on', async () => {
    const console = await openConsole()
    const { page } = console
    await console.open('exceptions')
    await eventually(() => page.getByText('Nobody is on the list yet').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Add contact' }).click()
    await page.getByLabel('Phone number').fill('(415) 555-0123')
    await page.getByLabel('Name', { exact: true }).fill('Sam Okafor')
    await page.getByLabel('Category', { exact: true }).fill('friend')
    await page.keyboard.press('Enter')
    await shown(console).toEqual(['Sam Okafor'])
    await told(console, 'Sam Okafor rings through from now on')
    expect(await page.locator('#contacts li').innerText()).toMatch(/\+1 415 555 0123[^]*Friend/)
    expect((await console.phone.ring({ from: STRANGER })).state).toBe('dialing')
  })

  test('says what is wrong with a contact that it does not take in', async () => {
    const console = await openConsole({ contacts: [MOTHER] })
    console.pardon(/422|409/)
    const { page } = console
    await console.open('exceptions')
    await page.keyboard.press('n')
    await page.getByLabel('Phone number').fill('nobody')
    await page.getByLabel('Name', { exact: true }).fill('Nobody')
    await page.getByRole('button', { name: 'Save' }).click()
    await mistakes(page).toEqual({ 'contact-number': expect.stringMatching(/^'nobody'.*like \+1/) })
    await console.lookAt('exceptions-mistake')
    await page.getByLabel('Phone number').fill(MOTHER.phoneNumber)
    await page.getByRole('button', { name: 'Save' }).click()
    await mistakes(page).toEqual({ 'contact-number': expect.stringContaining('is on the list') })
    await page.keyboard.press('Escape')
    expect(await names(console)).toEqual(['Mom'])
  })

  test('says at each field what is missing of a contact, and leads to the first', async () => {
    const console = await openConsole()
    const { page } = console
    await console.open('exceptions')
    await page.keyboard.press('n')
    await page.getByRole('button', { name: 'Save' }).click()
    const both = { 'contact-number': 'Give a phone number, like +1 415 555 0123' }
    await mistakes(page).toEqual({ ...both, 'contact-name': 'Give a name' })
    expect(await focused(page)).toBe('contact-number')
    await console.lookAt('exceptions-empty')
    await page.keyboard.type('(415) 555-0123')
    await mistakes(page).toEqual({ 'contact-name': 'Give a name' })
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('contact-name')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Add contact' }).click()
    await mistakes(page).toEqual({})
  })

  test('tells of a contact with a name as long as can be without leaving the screen', async () => {
    const console = await openConsole()
    const { page } = console
    const longest = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200)
    for (const [index, size] of [
      [1, { width: 1280, height: 900 }],
      [2, { width: 320, height: 568 }],
    ] as const) {
      await page.setViewportSize(size)
      await console.open('exceptions')
      await page.keyboard.press('n')
      await page.getByLabel('Phone number').fill(`+1415555012${index}`)
      await page.getByLabel('Name', { exact: true }).fill(longest)
      await page.keyboard.press('Enter')
      const notice = page.locator('#notices .notice')
      await notice.waitFor()
      const box = (await notice.boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(size.width)
      expect(box.y + box.height).toBeLessThanOrEqual(size.height)
      expect(await page.evaluate(OVERFLOWING)).toEqual([])
    }
    await console.lookAt('exceptions-long-name')
  })

  test('is edited', async () => {
    const console = await openConsole({ contacts: [MOTHER] })
    const { page } = console
    await console.open('exceptions')
    await page.getByRole('button', { name: 'Edit Mom' }).click()
    await page.getByLabel('Name', { exact: true }).fill('"><script>alert(1)</script>')
    await page.getByRole('button', { name: 'Save' }).click()
    await shown(console).toEqual(['"><script>alert(1)</script>'])
    expect(await page.locator('#contacts script').count()).toBe(0)
  })

  test('lets go of a contact, and takes it back', async () => {
    const console = await openConsole({ contacts: [MOTHER, DOCTOR] })
    const { page } = console
    await console.open('exceptions')
    await page.getByRole('button', { name: 'Remove Mom' }).click()
    await shown(console).toEqual(['Dr. Rivera'])
    expect((await console.phone.ring({ from: MOTHER.phoneNumber })).state).toBe('listening')
    await page.getByRole('button', { name: 'Bring back' }).click()
    await shown(console).toEqual(['Dr. Rivera', 'Mom'])

    await page.getByRole('button', { name: 'Remove Mom' }).click()
    await shown(console).toEqual(['Dr. Rivera'])
    await page.getByLabel('Show removed').check()
    await shown(console).toEqual(['Dr. Rivera', 'Mom'])
    await console.lookAt('exceptions')
    await page.getByRole('button', { name: 'Bring back Mom' }).click()
    await eventually(() => page.getByRole('button', { name: 'Remove Mom' }).isVisible()).toBe(true)
    expect(await page.locator('#contacts li', { hasText: 'Mom' }).innerText()).toContain('Family')
    expect((await console.phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })

  test('is searched by name, number and category', async () => {
    const console = await openConsole({ contacts: [MOTHER, DOCTOR] })
    const { page } = console
    await console.open('exceptions')
    await shown(console).toEqual(['Dr. Rivera', 'Mom'])
    await page.keyboard.press('/')
    for (const [wanted, found] of [
      ['rive', ['Dr. Rivera']],
      ['MEDICAL', ['Dr. Rivera']],
      ['555 0111', ['Mom']],
      ['nobody', []],
      ['', ['Dr. Rivera', 'Mom']],
    ] as const) {
      await page.getByLabel('Search name').fill(wanted)
      await shown(console).toEqual(found)
    }
    expect(await page.locator('#count').innerText()).toBe('2 on the list')
  })

  test('takes in a vCard file, and says before what it would do', async () => {
    const console = await openConsole({ contacts: [MOTHER] })
    const { page } = console
    const file = await temporaryFile('people.vcf')
    await writeFile(file, CARDS)
    await console.open('exceptions')
    await page.getByRole('button', { name: 'Import…' }).click()
    await page.getByLabel('Category of contacts').fill('family')
    await page.locator('#file').setInputFiles(file)
    await eventually(() => page.locator('#summary .badge').allInnerTexts()).toEqual([
      'Added: 1',
      'Changed: 1',
      'Cannot be read: 1',
    ])
    expect(await page.locator('#lines tr').allInnerTexts()).toEqual([
      expect.stringMatching(/Cannot be read[^]*No Number/),
      expect.stringMatching(/Changed[^]*Mum[^]*\+1 415 555 0111/),
      expect.stringMatching(/Added[^]*Ana <b>Novak<\/b>[^]*\+1 415 555 0131[^]*friend/),
    ])
    expect(await names(console)).toEqual(['Mom'])
    await console.lookAt('exceptions-import')
    await page.getByRole('button', { name: 'Import 2 contacts' }).click()
    await shown(console).toEqual(['Ana <b>Novak</b>', 'Mum'])
    await told(console, '2 contacts imported')
    expect((await console.phone.ring({ from: '+14155550131' })).state).toBe('dialing')
  })

  test('takes in a CSV file, but no picture', async () => {
    const console = await openConsole()
    console.pardon(/415/)
    const { page } = console
    const [csv, picture] = [await temporaryFile('people.csv'), await temporaryFile('me.png')]
    await writeFile(csv, 'phone_number,name,category\n+14155550131,Ana,friend\n')
    await writeFile(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]))
    await console.open('exceptions')
    await page.getByRole('button', { name: 'Import…' }).click()
    await page.locator('#file').setInputFiles(picture)
    await eventually(() => page.locator('#importing-mistake').innerText()).toContain('Send a CSV')
    expect(await page.locator('#take-in').isDisabled()).toBe(true)
    await page.locator('#file').setInputFiles(csv)
    await page.getByRole('button', { name: 'Import 1 contact' }).click()
    await shown(console).toEqual(['Ana'])
  })

  test('is taken away as a file', async () => {
    const console = await openConsole({ contacts: [MOTHER] })
    await console.open('exceptions')
    for (const [name, file] of [
      ['Export CSV', 'exceptions.csv'],
      ['Export vCard', 'exceptions.vcf'],
    ] as const) {
      const download = console.page.waitForEvent('download')
      await console.page.getByRole('link', { name }).click()
      expect((await download).suggestedFilename()).toBe(file)
    }
  })
})

test('A contact stands for all of a clinic’s numbers, at its hours, in its language', async () => {
  const { page, open, lookAt, pardon } = await openConsole({})
  pardon(/422/)
  await open('exceptions')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Clinic')
  await page.getByText('Numbers, hours, language').click()
  await page.getByLabel('Also all numbers that begin with').fill('+1 415 555 01…')
  await page.getByLabel('Rings through only').fill('noon')
  await page.getByRole('button', { name: 'Save' }).click()
  await eventually(() => page.getByText(/'noon' are no days/).isVisible()).toBe(true)
  await page.getByLabel('Rings through only').fill('mon-fri 8:00-18:00')
  await page.getByLabel('Is spoken to in').fill('es')
  await page.getByRole('button', { name: 'Save' }).click()
  await eventually(() => page.locator('.contacts .phone-number').innerText()).toBe(
    '+141555501…, Mon-Fri 08:00-18:00',
  )
  await page.getByRole('button', { name: 'Edit Clinic' }).click()
  expect(await page.getByLabel('Rings through only').inputValue()).toBe('Mon-Fri 08:00-18:00')
  expect(await page.getByLabel('Is spoken to in').inputValue()).toBe('es')
  await lookAt('exceptions-clinic')
})

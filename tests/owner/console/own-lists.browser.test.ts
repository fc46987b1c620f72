/** Exception lists of lines on the console: which one is shown, and which one is added to. */
import { expect, test } from 'vitest'
import { eventually, openConsole } from '../../support/browser.ts'
import { MOTHER, OUR_NUMBER, STRANGER } from '../../support/concierge.ts'
import { KEY } from '../../support/management.ts'

const OFFICE = '+12125550143'
const LINES = JSON.stringify([
  { number: OUR_NUMBER, label: 'Home', name: 'Robin' },
  { number: OFFICE, label: 'Office', name: 'Ana', contacts: 'own' },
])

async function withOwnList(lines = LINES) {
  const console = await openConsole({ settings: { LINES: lines }, contacts: [MOTHER] })
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }
  async function namesOn(line: string): Promise<string[]> {
    const query = new URLSearchParams(line === '' ? {} : { line })
    const answer = await fetch(`${console.url}/exceptions?${query.toString()}`, { headers })
    const { exceptions } = (await answer.json()) as { exceptions: { contact_name: string }[] }
    return exceptions.map((one) => one.contact_name)
  }
  return { ...console, namesOn }
}

test('one list is shown, the one that is chosen, and what is added goes there', async () => {
  const { page, open, lookAt, namesOn } = await withOwnList()
  const shown = () => page.locator('.contacts .name').allInnerTexts()
  await open('exceptions')
  await eventually(shown).toEqual([MOTHER.name])
  await page.getByLabel('List', { exact: true }).selectOption('Office')
  await page.getByText('Nobody is on the list yet').waitFor()
  expect(new URL(page.url()).searchParams.get('line')).toBe('Office')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await page.getByRole('heading', { name: 'Add contact of Office' }).waitFor()
  await page.getByLabel('Phone number').fill('+1 415 555 0123')
  await page.getByLabel('Name', { exact: true }).fill('Client')
  await page.getByRole('button', { name: 'Save' }).click()
  await eventually(shown).toEqual(['Client'])
  expect([await namesOn('Office'), await namesOn('')]).toEqual([['Client'], [MOTHER.name]])
  await lookAt('exceptions-of-a-line')
  expect(await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toContain(
    'line=Office',
  )
  await page.reload()
  await eventually(shown).toEqual(['Client'])
  await page.getByRole('button', { name: 'Edit Client' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Customer')
  await page.getByRole('button', { name: 'Save' }).click()
  await eventually(shown).toEqual(['Customer'])
  await page.getByRole('button', { name: 'Remove Customer' }).click()
  await eventually(shown).toEqual([])
  await page.getByRole('button', { name: 'Bring back' }).click()
  await eventually(shown).toEqual(['Customer'])
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.locator('input#file').setInputFiles({
    name: 'contacts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('name,number\nSupplier,+14155550124\n'),
  })
  await page.getByRole('button', { name: 'Import 1 contact' }).click()
  await eventually(shown).toEqual(['Customer', 'Supplier'])
  await page.getByLabel('List', { exact: true }).selectOption('Shared: Home')
  await eventually(shown).toEqual([MOTHER.name])
  expect(new URL(page.url()).search).toBe('')
})

test('what is brought back comes to the list that it was on, whichever is shown by then', async () => {
  const { page, open, namesOn } = await withOwnList()
  await open('exceptions')
  await page.getByRole('button', { name: `Remove ${MOTHER.name}` }).click()
  await page.getByRole('button', { name: 'Bring back', exact: true }).waitFor()
  await page.getByLabel('List', { exact: true }).selectOption('Office')
  await page.getByText('Nobody is on the list yet').waitFor()
  await page.getByRole('button', { name: 'Bring back', exact: true }).click()
  await page.getByText(`${MOTHER.name} rings through again`).waitFor()
  expect([await namesOn('Office'), await namesOn('')]).toEqual([[], [MOTHER.name]])
})

test('nobody of one list is shown, and changed, under the name of another', async () => {
  const { page, open, pardon } = await withOwnList()
  await open('exceptions')
  await page.getByRole('button', { name: `Edit ${MOTHER.name}` }).waitFor()
  pardon(/ERR_FAILED/)
  await page.route('**/exceptions?**line=Office**', (route) => route.abort())
  await page.getByLabel('List', { exact: true }).selectOption('Office')
  await page.locator('.notice.bad').waitFor()
  expect(await page.locator('.contacts .name').count()).toBe(0)
})

test('a caller is put on the list of the line that they called', async () => {
  const { page, open, phone, namesOn } = await withOwnList()
  const office = await phone.ring({ from: STRANGER, to: OFFICE })
  await office.hangUp()
  await open(`calls/${office.callSid}`)
  await page.getByRole('button', { name: 'Add to exceptions' }).click()
  await page.getByText('rings through without being asked, on Office').waitFor()
  await page.locator('#exception-name').fill('Client')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Client rings through from now on, on Office').waitFor()
  await eventually(() => page.locator('h1').innerText()).toBe('Client')
  expect([await namesOn('Office'), await namesOn('Home')]).toEqual([['Client'], [MOTHER.name]])
  const home = await phone.ring({ from: STRANGER, to: OUR_NUMBER })
  await home.hangUp()
  await open(`calls/${home.callSid}`)
  await eventually(() => page.locator('h1').innerText()).not.toBe('Client')
  await page.getByRole('button', { name: 'Add to exceptions' }).click()
  await page.locator('#exception-name').fill('Aunt')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await eventually(() => page.locator('h1').innerText()).toBe('Aunt')
  expect(await namesOn('Home')).toEqual(['Aunt', MOTHER.name])
  expect(await namesOn('Office')).toEqual(['Client'])
})

test('what would happen is said of the line that is chosen', async () => {
  const { page, open, lookAt } = await withOwnList()
  await open('rules')
  const list = page.locator('#who-list')
  await page.getByLabel('A number, how numbers begin, or a name').fill(MOTHER.phoneNumber)
  await eventually(() => list.innerText()).toContain('Straight through')
  await page.getByLabel('List', { exact: true }).selectOption('Office')
  await eventually(() => list.innerText()).toContain('Asked')
  expect(new URL(page.url()).searchParams.get('line')).toBe('Office')
  await lookAt('rules-of-a-line')
})

test('the Phone offers the contacts of the line that is called', async () => {
  const { page, open } = await withOwnList()
  await open('phone')
  await page.getByRole('button', { name: 'A contact' }).click()
  const offered = () => page.locator('select#contact option').allInnerTexts()
  await eventually(offered).toEqual([`${MOTHER.name} · ${MOTHER.category}`])
  await page.getByLabel('Line called').selectOption('Office')
  await eventually(offered).toEqual([])
  expect(await page.getByText('Nobody is on the exception list yet').isVisible()).toBe(true)
})

test('where all lines share one list, nothing is asked', async () => {
  const { page, open } = await withOwnList(
    JSON.stringify([{ number: OUR_NUMBER, label: 'Home' }, { number: OFFICE }]),
  )
  for (const path of ['exceptions?line=Office', 'rules']) {
    await open(path)
    expect(await page.getByLabel('List', { exact: true }).count()).toBe(0)
  }
})

import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { eventually, openConsole, type OpenConsole } from '../../support/browser.ts'
import { startProcess } from '../../support/server-process.ts'
import { createPhone } from '../../../server/phone/phone.ts'

const OTHER = '+14155550124'

/** What the list shows, a line for each call. */
function rows({ page }: OpenConsole) {
  return page.locator('a.call').allInnerTexts()
}

function shown(console: OpenConsole) {
  return eventually(async () => (await rows(console)).map((text) => text.replaceAll('\n', ' | ')))
}

const screener = async ({ said }: { said: readonly { text: string }[] }) => {
  const words = said.at(-1)!.text
  if (/water/.test(words))
    return { ...verdict('transfer', 'One moment.'), kind: 'emergency' as const }
  return { ...verdict('end', 'Please send a text message. Goodbye.'), kind: 'sales' as const }
}

describe('The inbox', () => {
  async function withCalls() {
    const console = await openConsole({ contacts: [MOTHER], screener })
    const missed = await console.phone.ring({ from: STRANGER })
    await missed.say('There is water in the house')
    await missed.dialEnds('no-answer')
    const answered = await console.phone.ring({ from: MOTHER.phoneNumber })
    await answered.dialEnds('completed', 20)
    const away = await console.phone.ring({ from: OTHER })
    await away.say('I sell windows')
    return { ...console, missed, answered, away }
  }

  const tabs = ({ page }: OpenConsole) =>
    eventually(async () =>
      (await page.locator('.tabs a').allInnerTexts()).map((text) => text.trim()),
    )

  test('opens on what wants the owner, says how much there is of what, and forgets what is done', async () => {
    const console = await withCalls()
    const { page } = console
    await console.open('calls')
    await shown(console).toEqual([expect.stringMatching(/0123.*water.*You missed it/)])
    await tabs(console).toEqual([
      'To call back 1',
      'Missed 1',
      'Messages 0',
      'Put through 1',
      'Turned away 1',
      'All',
    ])
    const back = page.getByRole('link', { name: 'Call back +1 415 555 0123' })
    expect(await back.getAttribute('href')).toBe(`tel:${STRANGER}`)
    await console.lookAt('inbox')
    // Counts that cannot be had are said so, and the list stands.
    const inbox = /\/inbox\?/
    await page.route(inbox, (route) =>
      route.fulfill({ contentType: 'application/json', body: '{' }),
    )
    await page.reload()
    await eventually(() => page.locator('#uncounted').textContent()).toContain(
      'How many stand where could not be counted: ',
    )
    await eventually(() => page.locator('a.call').count()).toBe(1)
    await page.unroute(inbox)
    await page.reload()
    await eventually(() => page.locator('[data-count=missed]').textContent()).toBe('1')
    expect(await page.locator('#uncounted').textContent()).toBe('')
    await page.getByRole('button', { name: 'Done' }).click()
    await eventually(() => page.getByText('Nobody waits for you').isVisible()).toBe(true)
    await tabs(console).toEqual(expect.arrayContaining(['To call back 0', 'Missed 1']))
    await page.getByRole('button', { name: 'Undo' }).click()
    await shown(console).toEqual([expect.stringContaining('0123')])
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await shown(console).toEqual([])
    await page.keyboard.press('2')
    await shown(console).toEqual([expect.stringContaining('0123')])
    expect(await page.getByRole('button', { name: 'Done' }).getAttribute('aria-pressed')).toBe(
      'true',
    )
  })

  test('finds names and numbers, marks what it found, and leads to all calls of a caller', async () => {
    const console = await withCalls()
    const { page } = console
    await (await console.phone.ring({ from: OTHER })).hangUp()
    await console.open('calls?tab=all')
    await page.getByLabel('Search words, names, numbers').fill('mom')
    const marks = () => page.locator('#calls mark').allInnerTexts()
    await eventually(marks).toEqual(expect.arrayContaining(['Mom']))
    await page.getByLabel('Search words, names, numbers').fill('555-0124')
    await shown(console).toHaveLength(2)
    await eventually(marks).toEqual(['555 0124', '555 0124'])
    await page.getByLabel('Search words, names, numbers').fill('WINDOWS')
    await eventually(marks).toEqual(['windows'])
    await page.getByRole('link', { name: 'All calls of +1 415 555 0124' }).click()
    await shown(console).toHaveLength(2)
  })

  test('is cut down by kind, by what became of the dial, and to the last days', async () => {
    const console = await withCalls()
    const { page } = console
    await console.open('calls?tab=all')
    await page.getByLabel('Kind').selectOption('sales')
    await shown(console).toEqual([expect.stringContaining('windows')])
    await tabs(console).toEqual(expect.arrayContaining(['Missed 0', 'Turned away 1']))
    await page.getByLabel('Kind').selectOption('')
    await page.getByLabel('Your phone').selectOption('completed')
    await shown(console).toEqual([expect.stringContaining('Mom')])
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('button', { name: '7 days' }).click()
    await shown(console).toHaveLength(3)
    await eventually(() => page.url()).toMatch(/from=\d{4}-\d\d-\d\d/)
    await page.getByLabel('From').fill('2100-01-01')
    await shown(console).toEqual([])
  })

  test('says what its keys do', async () => {
    const console = await withCalls()
    await console.open('calls')
    await shown(console).toHaveLength(1)
    await console.page.keyboard.press('?')
    const keys = console.page.getByRole('dialog', { name: 'Keys' })
    expect(await keys.innerText()).toMatch(/done with it[^]*search/)
    await console.lookAt('keys')
    await console.page.keyboard.press('Escape')
    await eventually(() => keys.isVisible()).toBe(false)
  })
})

describe('The calls', () => {
  test('are there newest first, each with who, what kind, what was decided and how long', async () => {
    const console = await openConsole({ contacts: [MOTHER], screener })
    const contact = await console.phone.ring({ from: MOTHER.phoneNumber })
    await contact.dialEnds('busy')
    const stranger = await console.phone.ring({ from: STRANGER })
    await stranger.say('I have an offer for you')
    const withheld = await console.phone.ring({ from: 'anonymous' })
    await withheld.hangUp()

    await console.open('calls?tab=all')
    await shown(console).toEqual([
      expect.stringMatching(/^Number withheld .*Hung up.*0:00.*[AP]M$/),
      expect.stringMatching(
        /^\+1 415 555 0123 .*Sales.*I have an offer for you.*Turned away.*0:00/,
      ),
      expect.stringMatching(/^M? ?\|? ?Mom .*\+1 415 555 0111.*You missed it.*Your phone was busy/),
    ])
    expect(await console.page.locator('h2.day').allInnerTexts()).toEqual(['Today'])
    await console.lookAt('calls')
  })

  test('appear while they ring, and move while they go on', async () => {
    const console = await openConsole({ screener })
    await console.open('calls?tab=all')
    await eventually(() => console.page.getByText('No calls yet').isVisible()).toBe(true)
    const call = await console.phone.ring({ from: STRANGER })
    await shown(console).toEqual([expect.stringMatching(/Listening.*On the line/)])
    await call.say('There is water coming through the ceiling')
    await shown(console).toEqual([expect.stringMatching(/Emergency.*There is water.*Ringing you/)])
    await call.dialEnds('completed', 20)
    await shown(console).toEqual([expect.stringMatching(/You answered/)])
    expect(await console.page.locator('.live').count()).toBe(0)
  })

  test('of another process appear just as well', async () => {
    const console = await openConsole()
    await console.open('calls?tab=all')
    const other = await startProcess(console.file)
    try {
      await createPhone({
        url: other.url,
        publicUrl: 'https://concierge.example.com',
        authToken: 'test-token',
      }).ring({ from: OTHER })
      await shown(console).toEqual([expect.stringContaining('+1 415 555 0124')])
    } finally {
      await other.kill()
    }
  })

  test('are found by decision, by caller and by what was said', async () => {
    const console = await openConsole({ screener })
    for (const [from, words] of [
      [STRANGER, 'There is water in the house'],
      [OTHER, 'I sell windows'],
    ] as const) {
      const call = await console.phone.ring({ from })
      await call.say(words)
      await call.hangUp()
    }
    const { page } = console
    await console.open('calls?tab=all')
    await shown(console).toHaveLength(2)
    await page.getByLabel('Decision').selectOption('transferred')
    await shown(console).toEqual([expect.stringContaining('0123')])
    await page.getByRole('button', { name: 'Clear' }).click()
    await shown(console).toHaveLength(2)
    await page.getByLabel('Caller').fill('(415) 555-0124')
    await shown(console).toEqual([expect.stringContaining('0124')])
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.keyboard.press('/')
    await page.keyboard.type('WINDOWS')
    await shown(console).toEqual([expect.stringContaining('I sell windows')])
    await page.getByLabel('Search words, names, numbers').fill('no such words')
    await eventually(() => page.getByText('No call fits').isVisible()).toBe(true)

    await page.getByLabel('Search words, names, numbers').fill('windows')
    await eventually(() => page.url()).toContain('q=windows')
    await page.reload()
    await shown(console).toEqual([expect.stringContaining('I sell windows')])
  })

  test('that do not fit what is searched for stay away', async () => {
    const console = await openConsole({ screener })
    await console.open('calls?q=water')
    const selling = await console.phone.ring({ from: OTHER })
    await selling.say('I sell windows')
    const urgent = await console.phone.ring({ from: STRANGER })
    await urgent.say('Water everywhere')
    await shown(console).toEqual([expect.stringContaining('Water everywhere')])
  })

  test('are walked through with the keys', async () => {
    const console = await openConsole({ screener })
    for (const from of [STRANGER, OTHER]) await (await console.phone.ring({ from })).hangUp()
    await console.open('calls?tab=all')
    await shown(console).toHaveLength(2)
    const focused = () => console.page.evaluate('document.activeElement.textContent')
    const { keyboard } = console.page
    await keyboard.press('j')
    expect(await focused()).toContain('0124')
    await keyboard.press('ArrowDown')
    expect(await focused()).toContain('0123')
    await keyboard.press('k')
    expect(await focused()).toContain('0124')
    await keyboard.press('Enter')
    await console.page.waitForURL('**/calls/CA*')
  })

  test('older than the page are shown when asked for', async () => {
    const console = await openConsole()
    for (let i = 0; i < 33; i++) await (await console.phone.ring({ from: STRANGER })).hangUp()
    await console.open('calls?tab=all')
    await shown(console).toHaveLength(30)
    await console.page.getByRole('button', { name: 'Show older calls' }).click()
    await shown(console).toHaveLength(33)
    expect(await console.page.locator('#more').isHidden()).toBe(true)
    // One reads on where the list ended before.
    const place = `[...document.querySelectorAll('a.call')].indexOf(document.activeElement)`
    expect(await console.page.evaluate(place)).toBe(30)
  })

  test('show hostile words as words', async () => {
    const hostile = '<img src=x onerror="document.title=1"> & </a> \u202Egnihton'
    const console = await openConsole({
      screener,
      contacts: [{ ...MOTHER, name: '<script>alert(1)</script>' }],
    })
    await (await console.phone.ring({ from: STRANGER })).say(hostile)
    await console.phone.ring({ from: MOTHER.phoneNumber })
    await console.open('calls?tab=all')
    await shown(console).toEqual([
      expect.stringContaining('<script>alert(1)</script>'),
      expect.stringContaining(hostile.replace('\u202E', '\ufffd')),
    ])
    expect(await console.page.title()).toBe('Calls · Voice Concierge')
  })
})

test('a server that stops ends what is watched, and waits for nobody to look away', async () => {
  const console = await openConsole()
  const ended = console.page.waitForEvent('requestfinished', {
    predicate: (request) => request.url().endsWith('/console/live'),
  })
  await console.open('calls?tab=all')
  await eventually(() => console.page.getByText('No calls yet').isVisible()).toBe(true)
  console.pardon(/ERR_CONNECTION_REFUSED/)
  await console.server.stop()
  expect((await ended).failure()).toBeNull()
})

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

describe('The calls', () => {
  test('are there newest first, each with who, what kind, what was decided and how long', async () => {
    const console = await openConsole({ contacts: [MOTHER], screener })
    const contact = await console.phone.ring({ from: MOTHER.phoneNumber })
    await contact.dialEnds('busy')
    const stranger = await console.phone.ring({ from: STRANGER })
    await stranger.say('I have an offer for you')
    const withheld = await console.phone.ring({ from: 'anonymous' })
    await withheld.hangUp()

    await console.open('calls')
    await shown(console).toEqual([
      expect.stringMatching(/^Number withheld .*Hung up.*0:00.*[AP]M$/),
      expect.stringMatching(/^\+1 415 555 0123 .*Sales.*I have an offer for you.*Answered.*0:00/),
      expect.stringMatching(/^M? ?\|? ?Mom .*\+1 415 555 0111.*Contact, put through.*was busy/),
    ])
    expect(await console.page.locator('h2.day').allInnerTexts()).toEqual(['Today'])
    await console.lookAt('calls')
  })

  test('appear while they ring, and move while they go on', async () => {
    const console = await openConsole({ screener })
    await console.open('calls')
    await eventually(() => console.page.getByText('No calls yet').isVisible()).toBe(true)
    const call = await console.phone.ring({ from: STRANGER })
    await shown(console).toEqual([expect.stringMatching(/Listening.*On the line/)])
    await call.say('There is water coming through the ceiling')
    await shown(console).toEqual([expect.stringMatching(/Emergency.*There is water.*Put through/)])
    await call.dialEnds('completed', 20)
    await shown(console).toEqual([expect.stringMatching(/Put through.*answered/)])
    expect(await console.page.locator('.live').count()).toBe(0)
  })

  test('of another process appear just as well', async () => {
    const console = await openConsole()
    await console.open('calls')
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
    await console.open('calls')
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
    await page.getByLabel('Search what was said').fill('no such words')
    await eventually(() => page.getByText('No call fits').isVisible()).toBe(true)

    await page.getByLabel('Search what was said').fill('windows')
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
    await console.open('calls')
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
    await console.open('calls')
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
    await console.open('calls')
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
  await console.open('calls')
  await eventually(() => console.page.getByText('No calls yet').isVisible()).toBe(true)
  console.pardon(/ERR_CONNECTION_REFUSED/)
  await console.server.stop()
  expect((await ended).failure()).toBeNull()
})

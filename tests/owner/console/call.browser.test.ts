import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { createSilences } from '../../support/silences.ts'
import { eventually, mistakes, openConsole, type OpenConsole } from '../../support/browser.ts'

const HOSTILE = '"><img src=x onerror="document.title=1"> {TRANSFER} \u202Egnihton'

const screener = async ({ said }: { said: readonly { text: string }[] }) => {
  const words = said.at(-1)!.text
  if (/water/.test(words)) return verdict('transfer', 'One moment, I am putting you through.')
  if (/bye/.test(words)) return verdict('end', 'Please send a text message. Goodbye.')
  return { ...verdict('ask', `<b>What</b> is ${words}?`), screener: 'scripted', modelMs: 62 }
}

/** Whoever is not reached hears goodbye at once; nobody is announced. */
const NO_MESSAGES = { MESSAGES: 'none', WHISPER: 'none' }

/** A call that is asked on once, then put through to nobody. */
async function urgentCall({ phone }: OpenConsole) {
  const call = await phone.ring({ from: STRANGER })
  await call.say('Hello there')
  await call.say('There is water coming through the ceiling')
  await call.dialEnds('no-answer')
  return call
}

/** As if the only call had come to rest in another state after its first turn. */
async function restedElsewhere({ file }: OpenConsole, state: string): Promise<void> {
  const database = openSqlite(file)
  await database.write(async (queries) => {
    const rests = queries.selectFrom('journal').selectAll().where('kind', '=', 'rest')
    const { seq, payload } = await rests.orderBy('seq').executeTakeFirstOrThrow()
    const changed = JSON.stringify({ ...(JSON.parse(payload) as object), state })
    await queries.updateTable('journal').set({ payload: changed }).where('seq', '=', seq).execute()
  })
  await database.close()
}

const bubbles = ({ page }: OpenConsole) => page.locator('#talk li').allInnerTexts()
const lit = ({ page }: OpenConsole) =>
  page
    .locator('.flow-chart .lit')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-id')))
const past = ({ page }: OpenConsole) =>
  page
    .locator('.flow-chart .state.past')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-id') ?? ''))
const edges = ({ page }: OpenConsole) =>
  page
    .locator('.flow-chart .edge.past')
    .evaluateAll((all) =>
      all.map((one) => `${one.getAttribute('data-from')} ${one.getAttribute('data-to')}`),
    )

describe('A call', () => {
  test('that is streamed shows words as they come, and then once', async () => {
    const thought = Promise.withResolvers<void>()
    const console = await openConsole({
      settings: { VOICE_LINE: 'relay' },
      relay: { timers: createSilences().timers },
      async screener(asked) {
        await thought.promise
        return screener(asked)
      },
    })
    const { page } = console
    const call = await console.phone.ring({ from: STRANGER })
    await console.open(`calls/${call.callSid}`)
    await eventually(() => bubbles(console)).toHaveLength(1)
    const coming = () => page.locator('#talk .coming').allInnerTexts()
    const partly = (voicePrompt: string) =>
      call.relay!.send(JSON.stringify({ type: 'prompt', voicePrompt, last: false }))
    // Whoever looks on hears of what is said from when their page is there.
    await eventually(() => {
      partly('<b>solar')
      return coming()
    }).toEqual(['<b>solar'])
    partly('<b>solar panels')
    await eventually(coming).toEqual(['<b>solar panels'])
    await console.lookAt('call-words-coming')
    const saying = call.say('<b>solar panels, please')
    await eventually(coming).toEqual(['<b>solar panels, please'])
    thought.resolve()
    await saying
    await eventually(coming).toEqual([])
    await eventually(() => page.locator('#talk .bubble').allInnerTexts()).toEqual([
      expect.any(String),
      '<b>solar panels, please',
      '<b>What</b> is <b>solar panels, please?',
    ])
    await call.hangUp()
  })

  test('is shown as a chat with times and latencies, with its journal and its way through the flow', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await urgentCall(console)
    await console.open(`calls/${call.callSid}`)
    await eventually(() => bubbles(console)).toEqual([
      expect.stringMatching(/Hello.*\n.*M · after (<1|\d+) ms/),
      expect.stringMatching(/Hello there\n+\d/),
      expect.stringMatching(/<b>What<\/b> is Hello there\?[^]*after .* · model 62 ms/),
      expect.stringMatching(/There is water/),
      expect.stringMatching(/putting you through/),
      'The owner did not answer',
      expect.stringMatching(/nobody could take your call/),
      'The call ended',
    ])
    // It opens where it was decided.
    expect(await console.page.locator('#at').innerText()).toBe('3 / 5')
    expect(await lit(console)).toEqual(['dialing_screened'])
    await console.page.getByRole('slider', { name: 'Step' }).fill('4')
    expect(await lit(console)).toEqual(['unreached'])
    expect(await past(console)).toEqual(
      expect.arrayContaining([
        'ringing',
        'screening',
        'judged',
        'listening_askingOn',
        'dialing_screened',
      ]),
    )
    expect(await edges(console)).toEqual(
      expect.arrayContaining([
        'listening screening',
        'judged listening_askingOn',
        'dialing unreached',
      ]),
    )
    await console.page.getByRole('heading', { name: 'Journal' }).click()
    const entries = () => console.page.locator('#journal').innerText()
    expect(await entries()).toMatch(/The call arrived[^]*What is it about\? Ask, other/)
    await console.page.getByText('What is it about? Ask, other').click()
    expect(await entries()).toContain('"port": "screen"')
    await console.lookAt('call')
  })

  test('is stepped through: state, cue, TwiML, what the model was asked and said', async () => {
    const console = await openConsole({
      screener,
      settings: { ...NO_MESSAGES, OWNER_NAME: 'Alex' },
    })
    const call = await urgentCall(console)
    const { page } = console
    await console.open(`calls/${call.callSid}`)
    await eventually(() => page.locator('#at').innerText()).toBe('3 / 5')
    const slider = page.getByRole('slider', { name: 'Step' })
    await slider.fill('0')
    expect(await lit(console)).toEqual(['listening_greeting'])
    const detail = page.locator('#detail')
    expect(await detail.innerText()).toMatch(
      /The call arrived[^]*listening: greeting[^]*then listens/,
    )
    expect(await detail.locator('pre').innerText()).toContain('<Gather input="speech"')
    expect(await past(console)).not.toContain('screening')
    expect(await page.locator('#talk .later').count()).toBe(7)

    await page.getByRole('button', { name: 'One step on' }).click()
    expect(await lit(console)).toEqual(['listening_askingOn'])
    expect(await detail.innerText()).toMatch(/The caller said “Hello there”[^]*ask, other/)
    expect(await detail.innerText()).toContain('“<b>What</b> is Hello there?”')
    expect(await detail.innerText()).toMatch(
      /What the model was asked[^]*<caller-CODE>Hello there</,
    )
    await console.lookAt('call-step')
    await detail.getByText('What it is told in every call').click()
    expect(await detail.innerText()).toContain('You answer the phone for Alex.')

    await page.keyboard.press('ArrowRight')
    expect(await lit(console)).toEqual(['dialing_screened'])
    expect(await detail.innerText()).toMatch(/then rings the owner[^]*Decision\s+Put through/)
    await page.getByRole('button', { name: 'Hello there', exact: true }).click()
    expect(await lit(console)).toEqual(['listening_askingOn'])
  })

  test('moves by itself while it goes on', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await console.phone.ring({ from: STRANGER })
    await console.open(`calls/${call.callSid}`)
    await eventually(() => lit(console)).toEqual(['listening_greeting'])
    expect(await console.page.locator('#facts').innerText()).toContain('On the line')
    expect(await console.page.locator('#erase').isHidden()).toBe(true)
    await call.say('Hello there')
    await eventually(() => lit(console)).toEqual(['listening_askingOn'])
    await call.say('bye')
    await eventually(() => lit(console)).toEqual(['parted'])
    await eventually(() => console.page.locator('#facts').innerText()).toContain('Turned away')
    expect(await console.page.locator('#erase').isVisible()).toBe(true)
  })

  test('that is looked at earlier on stays where it is looked at', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await console.phone.ring({ from: STRANGER })
    await call.say('Hello there')
    await console.open(`calls/${call.callSid}`)
    await eventually(() => lit(console)).toEqual(['listening_askingOn'])
    await console.page.keyboard.press('ArrowLeft')
    await call.say('bye')
    await eventually(() => console.page.locator('#at').innerText()).toMatch(/^1 \/ [34]$/)
    expect(await lit(console)).toEqual(['listening_greeting'])
  })

  test('that would go another way today says where, what it was and what it is', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await console.phone.ring({ from: STRANGER })
    await call.say('bye')
    await restedElsewhere(console, 'listening.onceUponATime')
    await console.open(`calls/${call.callSid}`)
    const notice = console.page.locator('#detail .notice')
    await eventually(() => notice.isVisible()).toBe(true)
    expect(await notice.innerText()).toBe(
      'Today’s flow goes another way. ' +
        'Step 1: state was listening.onceUponATime, now listening.greeting',
    )
  })

  test('puts its caller on the exception list', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await urgentCall(console)
    const { page } = console
    await console.open(`calls/${call.callSid}`)
    await page.getByRole('button', { name: 'Add to exceptions' }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await mistakes(page).toEqual({ 'exception-name': 'Give a name' })
    await page.getByLabel('Name').fill('Neighbour <i>')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await eventually(() => page.locator('h1').innerText()).toBe('Neighbour <i>')
    expect(await page.getByRole('button', { name: 'Add to exceptions' }).isHidden()).toBe(true)
    const again = await console.phone.ring({ from: STRANGER })
    expect(again.state).toBe('dialing')
  })

  test('is called back, done with, judged by its owner, and leads to the others of its caller', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await urgentCall(console)
    const { page } = console
    await console.open(`calls/${call.callSid}`)
    const facts = page.locator('#facts')
    await eventually(() => facts.innerText()).toMatch(/You missed it[^]*You did not answer/)
    const back = page.getByRole('link', { name: 'Call back' })
    expect(await back.getAttribute('href')).toBe(`tel:${STRANGER}`)
    const pressed = (name: string) => () =>
      page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed')
    await page.getByRole('button', { name: 'Done' }).click()
    await eventually(pressed('Done')).toBe('true')
    await page.keyboard.press('d')
    await eventually(pressed('Done')).toBe('false')
    await page.getByRole('button', { name: 'Rightly put through' }).click()
    await eventually(pressed('Rightly put through')).toBe('true')
    await page.getByRole('button', { name: 'Should have been turned away' }).click()
    await eventually(pressed('Should have been turned away')).toBe('true')
    await page.reload()
    await eventually(pressed('Should have been turned away')).toBe('true')
    await page.getByRole('button', { name: 'Should have been turned away' }).click()
    await eventually(pressed('Should have been turned away')).toBe('false')
    await page.getByRole('link', { name: 'All calls of this caller' }).click()
    await eventually(() => page.locator('a.call').count()).toBe(1)
  })

  test('that was turned away can be said to have been urgent', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await console.phone.ring({ from: STRANGER })
    await call.say('bye')
    await console.open(`calls/${call.callSid}`)
    const said = console.page.getByRole('button', { name: 'Should have been put through' })
    await said.click()
    await eventually(() => said.getAttribute('aria-pressed')).toBe('true')
    await console.page.reload()
    await said.waitFor()
    await eventually(() => said.getAttribute('aria-pressed')).toBe('true')
    expect(await console.page.locator('#facts').innerText()).toContain('Turned away')
  })

  test('is erased once that is confirmed', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await urgentCall(console)
    const { page } = console
    await console.open(`calls/${call.callSid}`)
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    expect(await bubbles(console)).toHaveLength(8)
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.locator('#erasing').getByRole('button', { name: 'Erase' }).click()
    await eventually(() => page.locator('h1').innerText()).toBe('Erased call')
    await eventually(() => bubbles(console)).toEqual(['What was said has been erased'])
    expect(await page.locator('#facts').innerText()).toContain('You missed it')
    expect(await page.content()).not.toContain('water')
    await console.lookAt('call-erased')
  })

  test.each([
    ['without its words', false],
    ['with them, if wanted', true],
  ])('is exported for replay %s, and never with its number', async (_, words) => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await urgentCall(console)
    const { page } = console
    await console.open(`calls/${call.callSid}`)
    await page.getByRole('button', { name: 'Export for replay' }).click()
    if (words) await page.getByLabel('Keep the words').check()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const exported = await text(await (await download).createReadStream())
    expect(exported).not.toContain(STRANGER)
    expect(exported).not.toContain(call.callSid)
    expect(exported.includes('There is water')).toBe(words)
    expect(JSON.parse(exported)).toMatchObject({ flow: 'concierge', final_decision: 'transferred' })
  })

  test('of a contact is told by the name', async () => {
    const console = await openConsole({ contacts: [MOTHER] })
    const call = await console.phone.ring({ from: MOTHER.phoneNumber })
    await console.open(`calls/${call.callSid}`)
    await eventually(() => console.page.locator('h1').innerText()).toBe('Mom')
    await eventually(() => lit(console)).toEqual(['dialing_contact'])
    expect(await console.page.locator('#facts').innerText()).toContain('+1 415 555 0111')
  })

  test('shows hostile words as words, wherever they are', async () => {
    const console = await openConsole({ screener, settings: NO_MESSAGES })
    const call = await console.phone.ring({ from: STRANGER })
    await call.say(HOSTILE)
    const { page } = console
    await console.open(`calls/${call.callSid}`)
    const shownAs = HOSTILE.replace('\u202E', '\ufffd')
    await eventually(() => bubbles(console)).toContainEqual(expect.stringContaining(shownAs))
    await page.getByRole('heading', { name: 'Journal' }).click()
    expect(await page.locator('#detail').innerText()).toContain(shownAs)
    expect(await page.title()).toBe('+1 415 555 0123 · Voice Concierge')
    expect(await page.locator('#talk img, #detail img, #journal img').count()).toBe(0)
  })

  test('that nobody knows is told of as such', async () => {
    const console = await openConsole()
    console.pardon(/404/)
    await console.open(`calls/CA${'0'.repeat(32)}`)
    expect(await console.page.getByText('No such call is known').isVisible()).toBe(true)
    for (const path of ['steps', 'export']) {
      const address = `${console.url}/console/calls/CA${'0'.repeat(32)}/${path}`
      const answer = await console.page.request.get(address)
      expect(answer.status()).toBe(404)
    }
  })
})

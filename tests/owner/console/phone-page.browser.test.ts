import { describe, expect, onTestFinished, test } from 'vitest'
import type { Verdict } from '../../../machines/verdict.ts'
import { answers } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'
import { MOTHER, verdict } from '../../support/concierge.ts'
import { eventually, mistakes, openConsole, type ConsoleOptions } from '../../support/browser.ts'

const HOSTILE = '<img src=x onerror="document.title=1"><b>bold</b>'

const judge = ({ said }: { said: { text: string }[] }) => {
  const { text } = said.at(-1)!
  if (text === 'fire') return verdict('transfer', 'I am putting you through.')
  return text.endsWith('?') ? verdict('ask', HOSTILE) : verdict('end', 'Please send a text.')
}

async function openPhone(options: ConsoleOptions = {}) {
  const opened = await openConsole({ contacts: [MOTHER], screener: judge, ...options })
  await opened.open('phone')
  const { page } = opened
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  return {
    ...opened,
    button,
    said: () => page.locator('#talk li:not(.dots) p').allTextContents(),
    status: () => page.locator('#status').textContent(),
    state: () => page.locator('#state').textContent(),
    lit: () => page.locator('#charts .lit').evaluateAll(idsOf),
    async ring(who: 'A stranger' | 'A contact' | 'Withheld' = 'A stranger') {
      await button(who).click()
      if (who === 'A contact') await page.getByText('Mom · family').waitFor({ state: 'attached' })
      await button('Ring').click()
    },
    async say(words: string) {
      const field = page.getByLabel('Say', { exact: true })
      await eventually(() => field.evaluate(isFocused)).toBe(true)
      await page.keyboard.type(words)
      await page.keyboard.press('Enter')
    },
  }
}

const idsOf = (all: { getAttribute(name: string): string | null }[]) =>
  all.map((one) => one.getAttribute('data-id'))
const isFocused = (one: { matches(selector: string): boolean }) => one.matches(':focus')

describe('The Phone page', () => {
  test('plays a stranger to the end, with nothing but the keys', async () => {
    const { page, ring, say, said, status, state, lit, lookAt } = await openPhone()
    await lookAt('phone-rest')
    await ring()
    await eventually(status).toBe('Your turn')
    expect(await lit()).toEqual(['listening_greeting'])
    await say('who is there?')
    await eventually(state).toBe('listening.askingOn')
    expect(await lit()).toEqual(['listening_askingOn'])
    // What is hostile is words like all others.
    expect((await said()).slice(1)).toEqual(['who is there?', HOSTILE])
    await lookAt('phone-call')
    await say('<script>document.title = 2</script>')
    await eventually(status).toBe('Call over')
    expect(await state()).toBe('parted')
    expect(await lit()).toEqual(['parted'])
    expect(await page.title()).toBe('Phone · Voice Concierge')
    const steps = page.locator('#steps > li')
    expect(await steps.count()).toBe(4)
    expect(await steps.nth(1).textContent()).toContain('rests in listening.askingOn')
    await steps.nth(2).getByText('TwiML').click()
    expect(await steps.nth(2).locator('pre').textContent()).toContain('<Hangup/>')
    expect(await page.locator('#verdict').textContent()).toContain('End')
    expect(await page.locator('#context').textContent()).toContain('caller: who is there?')
    // An earlier step can be looked at again.
    await steps.first().getByRole('button').click()
    expect(await lit()).toEqual(['listening_greeting'])
    await lookAt('phone-over')
  })

  test('is streamed: words appear as they come, and the caller cuts in', async () => {
    const slow = 'What is it about, and who are you, and why is it that you call today?'
    const model = await startScriptedModel((_, index) =>
      index === 0
        ? answers(`{ASK:other} ${slow}`, { tokensPerSecond: 5 })
        : answers('{END CALL:sales} No, thank you.'),
    )
    onTestFinished(() => model.close())
    const { page, button, ring, say, said, status, lookAt } = await openPhone({
      screener: undefined,
      settings: {
        AZURE_OPENAI_ENDPOINT: model.url,
        AZURE_OPENAI_DEPLOYMENT: 'screening',
        AZURE_OPENAI_KEY: 'key-of-the-test',
        SCREENING_PATIENCE_MS: '7000',
      },
    })
    await button('Streamed').click()
    await lookAt('phone-rest-streamed')
    await ring()
    await eventually(status).toBe('Your turn')
    await say('hello there')
    const coming = () => page.locator('#talk .coming').allInnerTexts()
    await eventually(async () => (await coming()).join()).toMatch(/^What is/)
    expect(await button('Cut in').isVisible()).toBe(true)
    await page.locator('#words').fill('solar panels')
    await page.keyboard.press('Enter')
    await eventually(status).toBe('Call over')
    const [, , heard, ...rest] = await said()
    // What was not heard was not said.
    expect(slow.startsWith(heard!) && heard!.length < slow.length).toBe(true)
    expect(rest).toEqual(['solar panels', 'No, thank you.'])
    expect(await coming()).toEqual([])
  })

  test('plays each of the other endings', async () => {
    // Nobody is asked for a message, nor is anybody announced.
    const { button, ring, say, status, state, said } = await openPhone({
      settings: { MESSAGES: 'none', WHISPER: 'none' },
    })
    await ring('A contact')
    await button('Answer, talk, hang up').click()
    await eventually(state).toBe('connected')

    await button('Ring again').click()
    await ring('Withheld')
    await say('fire')
    await button('No answer').click()
    await eventually(state).toBe('unreached')
    expect(await said()).toHaveLength(4)

    await button('Ring again').click()
    await ring('A stranger')
    for (const silent of ['listening.askingAgain', 'listening.askingAgain', 'partedUnheard']) {
      await button('Stay silent').click()
      await eventually(state).toBe(silent)
      await eventually(status).not.toBe('The concierge is thinking')
    }

    await button('Ring again').click()
    await ring('A stranger')
    await eventually(status).toBe('Your turn')
    await button('Hang up').click()
    await eventually(state).toBe('over')
  })

  test('has the owner’s handset beside the caller’s: it rings, is told who calls, and has keys', async () => {
    const { page, button, ring, say, status, state, lookAt } = await openPhone()
    const handset = () => page.locator('#owner-state').textContent()
    const heard = () => page.locator('#owner-heard li').allTextContents()
    const told = [expect.stringMatching(/fire.*Press 1 to talk/)]
    await ring()
    await say('fire')
    await eventually(handset).toBe("The owner's phone rings")
    expect(await button('Press 1').isVisible()).toBe(false)
    await button('Answer and listen').click()
    await eventually(handset).toBe('The owner is told who calls')
    expect(await heard()).toEqual(told)
    await lookAt('phone-owner')
    await button('Press 1').click()
    await eventually(handset).toBe('The owner talks to the caller')
    // A page that is loaded anew finds both where they were.
    await page.reload()
    await eventually(handset).toBe('The owner talks to the caller')
    expect(await heard()).toEqual(told)
    await button('The owner hangs up').click()
    await eventually(status).toBe('Call over')
    expect(await state()).toBe('connected')

    await button('Ring again').click()
    await ring()
    await say('fire')
    await button('Voicemail answers').click()
    await eventually(state).toBe('offering.unreached')
  })

  test('has the owner decide beside the call: it moves by itself, and so it does from elsewhere', async () => {
    const { page, button, ring, state, said, status, lookAt, url } = await openPhone()
    await ring()
    await eventually(state).toBe('listening.greeting')
    await page.getByLabel('A sentence for the caller').fill('Who is it, please?')
    await page.locator('#owner-saying').getByRole('button').click()
    await eventually(async () => (await said()).at(-1)).toBe('Who is it, please?')
    await eventually(status).toBe('Your turn')
    await lookAt('phone-deciding')
    await button('Put through').click()
    await eventually(status).toBe('Calling the owner')
    await eventually(() => page.locator('#deciding').isVisible()).toBe(false)
    await lookAt('phone-put-through')
    await button('Busy').click()
    await eventually(status).toBe('Your turn')

    // On another device, or by a link.
    const sid = /CA[0-9a-f]{32}/.exec(page.url())![0]
    await page.request.post(`${url}/conversations/${sid}/decision`, {
      data: { choice: 'turn_away' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    await eventually(status).toBe('Call over')
    expect(await page.locator('#deciding').isVisible()).toBe(false)
  })

  test('asks a contact whose number is forged like anybody', async () => {
    const { page, ring, status, state } = await openPhone()
    await page.getByText('More about the call').click()
    await page.getByLabel("The caller's carrier says").selectOption('failed')
    await ring('A contact')
    await eventually(status).toBe('Your turn')
    expect(await state()).toBe('listening.greeting')
    expect(await page.locator('#who').textContent()).toBe('Mom')
  })

  test('goes on with a call after the page was loaded anew', async () => {
    const { page, ring, say, state, said } = await openPhone()
    await ring()
    await eventually(state).toBe('listening.greeting')
    await page.reload()
    await eventually(state).toBe('listening.greeting')
    await say('solar')
    await eventually(state).toBe('parted')
    expect(await said()).toHaveLength(3)
  })

  test('shows that the concierge thinks, and lets the caller hang up meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<Verdict>()
    const { page, button, ring, say, status, state, said } = await openPhone({
      screener: () => promise,
      patienceMs: 4_000,
    })
    await ring()
    await say('well')
    await eventually(status).toBe('The concierge is thinking')
    expect(await page.locator('#talk .dots').count()).toBe(1)
    // What it says while it does is heard before the verdict is there.
    await eventually(async () => (await said()).length).toBeGreaterThan(2)
    await button('Hang up').click()
    resolve(verdict('ask', 'Who is calling?'))
    await eventually(status).toBe('Call over')
    expect(await state()).toBe('over')
  })

  test('says what is wrong with a number, and stays where it is', async () => {
    const { page, button, pardon } = await openPhone()
    pardon(/422/)
    await page.getByLabel('Number', { exact: true }).fill('12')
    await button('Ring').click()
    await mistakes(page).toEqual({ number: 'Give a phone number, like +14155550123' })
    expect(await button('Ring').isVisible()).toBe(true)
    await page.getByLabel('Number', { exact: true }).fill('+1 415 555 0123')
    await mistakes(page).toEqual({})
    await page.getByText('More about the call').click()
    await page.getByLabel('Number called').fill('nobody')
    await page.getByText('More about the call').click()
    await button('Ring').click()
    await mistakes(page).toEqual({ called: 'Give a phone number, like +14155550123' })
    expect(await page.getByLabel('Number called').isVisible()).toBe(true)
  })
})

describe('By voice', () => {
  /** A browser that hears what the test says, and speaks at once. */
  const VOICE = `
    window.spoken = []
    Object.defineProperty(window, 'speechSynthesis', { value: {
      cancel() {},
      speak(one) { spoken.push(one.text); setTimeout(() => one.dispatchEvent(new Event('end'))) },
    } })
    window.SpeechSynthesisUtterance = class extends EventTarget {
      constructor(text) { super(); this.text = text }
    }
    window.SpeechRecognition = class extends EventTarget {
      start() { window.recognition = this }
      abort() { window.recognition = null; this.dispatchEvent(new Event('end')) }
      hear(text) {
        const heard = Object.assign(new Event('result'), { results: [[{ transcript: text }]] })
        if (text) this.dispatchEvent(heard)
        this.dispatchEvent(new Event('end'))
      }
    }`

  test('the caller talks and listens, and silence is silence', async () => {
    const { page, open, button, ring, state, said } = await openPhone()
    await page.addInitScript(VOICE)
    await open('phone')
    await page.reload()
    await ring()
    await eventually(state).toBe('listening.greeting')
    await button('Talk').click()
    await page.evaluate("recognition.hear('who is it?')")
    await eventually(state).toBe('listening.askingOn')
    await eventually(() => page.evaluate('spoken')).toEqual([HOSTILE])
    await eventually(() => page.evaluate('Boolean(recognition)')).toBe(true)
    await page.evaluate("recognition.hear('')")
    await eventually(state).toBe('listening.askingAgain')
    expect((await said())[1]).toBe('who is it?')
    await eventually(() => page.evaluate('spoken.length')).toBe(2)
  })

  test('streamed, the caller talks into what is being said, which stops', async () => {
    const reply = 'What is it about today?'
    const { page, open, button, ring, state, said } = await openPhone({
      screener: ({ said: all }) =>
        all.length > 1 ? verdict('end', 'No, thank you.') : verdict('ask', reply),
    })
    await page.addInitScript(VOICE)
    // It has come to the third word, and goes on until it is cut off.
    await page.addInitScript(`
      speechSynthesis.speak = (one) => {
        window.speaking = one
        const at = { name: 'word', charIndex: one.text.indexOf('it') }
        one.dispatchEvent(Object.assign(new Event('boundary'), at))
      }
      speechSynthesis.cancel = () => window.speaking?.dispatchEvent(new Event('error'))`)
    await open('phone')
    await page.reload()
    await button('Streamed').click()
    await ring()
    await eventually(state).toBe('listening.greeting')
    await button('Talk').click()
    await page.evaluate("recognition.hear('hello there')")
    await eventually(() => page.evaluate('window.speaking?.text')).toBe(reply)
    await page.evaluate("recognition.hear('solar panels')")
    await eventually(state).toBe('parted')
    expect((await said()).slice(1)).toEqual([
      'hello there',
      'What is',
      'solar panels',
      'No, thank you.',
    ])
  })

  test('a browser that cannot hear or speak offers neither', async () => {
    const { page, open, ring, status } = await openPhone()
    await page.addInitScript(`
      Object.defineProperty(window, 'speechSynthesis', { value: undefined })
      delete window.SpeechRecognition
      delete window.webkitSpeechRecognition`)
    await open('phone')
    await page.reload()
    await ring()
    await eventually(status).toBe('Your turn')
    expect(await page.locator('#talk-now').isVisible()).toBe(false)
    expect(await page.locator('#aloud-choice').isVisible()).toBe(false)
  })
})

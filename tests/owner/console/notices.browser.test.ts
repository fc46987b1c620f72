import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { eventually, openConsole, type OpenConsole } from '../../support/browser.ts'
import { startSmtp } from '../../support/mailbox.ts'
import { startReceiver } from '../../support/receiver.ts'

async function withChannels(settings: Record<string, string> = {}) {
  const [ntfy, mailbox] = [await startReceiver(), await startSmtp({ isRefusing: true })]
  const console = await openConsole({
    settings: {
      NTFY_URL: `${ntfy.url}/my-secret-topic`,
      SMTP_URL: `smtp://${mailbox.host}`,
      EMAIL_TO: 'me@example.com',
      ...settings,
    },
    contacts: [MOTHER],
    screener: () => verdict('transfer', 'One moment.'),
    notices: { everyMs: 50 },
  })
  return {
    ...console,
    ntfy,
    mailbox,
    async missed(): Promise<string> {
      const caller = await console.phone.ring({ from: MOTHER.phoneNumber })
      await caller.dialEnds('busy')
      await caller.hangUp()
      return caller.callSid
    },
  }
}

const card = ({ page }: OpenConsole, name: string) => page.locator(`[data-channel=${name}]`)
const source = ({ page }: OpenConsole, name: string) =>
  eventually(() => page.locator(`[data-setting=${name}] .source span`).innerText())

describe('The page of notices', () => {
  test('says of each channel whether it is set up, or what to set; no secret is on it', async () => {
    const console = await withChannels()
    const { page } = console
    await console.open('notices')
    await eventually(() => card(console, 'ntfy').getByText('Set up').isVisible()).toBe(true)
    expect(await page.locator('.missing').innerText()).toMatch(
      /Webhook\s+WEBHOOK_URL is missing[^]*Text message\s+TWILIO_ACCOUNT_SID is missing/,
    )
    await source(console, 'NOTIFY_NTFY').toBe('By default')
    expect(await card(console, 'ntfy').getByLabel('Missed').isChecked()).toBe(true)
    expect(await card(console, 'ntfy').getByLabel('Turned away').isChecked()).toBe(false)
    expect(await page.content()).not.toMatch(/my-secret|127\.0\.0\.1:\d+\/|me@example/)
    await eventually(() => page.getByText('No notices yet').isVisible()).toBe(true)
    await console.lookAt('notices-empty')
  })

  test('tests a channel, and says what came of it', async () => {
    const console = await withChannels()
    const { page, ntfy, mailbox } = console
    await console.open('notices')
    await page.getByRole('button', { name: 'Test ntfy' }).click()
    await eventually(() => card(console, 'ntfy').locator('.tried').innerText()).toBe(
      'Taken: look at it',
    )
    expect(ntfy.posted[0]!.json.title).toBe('A test of your notices')
    expect(mailbox.mails).toEqual([])
    await page.getByRole('button', { name: 'Test all' }).click()
    await eventually(() => card(console, 'email').locator('.tried').innerText()).toBe(
      'Refuses the e-mail with 452',
    )
  })

  test('changes what a channel is told, and goes back to the environment', async () => {
    const console = await withChannels({ NOTIFY_NTFY: 'missed' })
    const { page, ntfy } = console
    await console.open('notices')
    await source(console, 'NOTIFY_NTFY').toBe('From the environment')
    await card(console, 'ntfy').getByLabel('Missed').uncheck()
    await source(console, 'NOTIFY_NTFY').toBe('Changed here; otherwise Missed')
    await console.missed()
    await card(console, 'ntfy').getByLabel('Turned away').check()
    await page.reload()
    await source(console, 'NOTIFY_NTFY').toBe('Changed here; otherwise Missed')
    expect(await card(console, 'ntfy').getByLabel('Turned away').isChecked()).toBe(true)
    expect(ntfy.posted).toEqual([])
    await card(console, 'ntfy').getByRole('button', { name: 'Reset' }).click()
    await source(console, 'NOTIFY_NTFY').toBe('From the environment')
    expect(await card(console, 'ntfy').getByLabel('Missed').isChecked()).toBe(true)
    await console.missed()
    await expect.poll(() => ntfy.posted.length).toBe(1)
  })

  test('turns on a text that needs nothing but to be asked for', async () => {
    const console = await withChannels({ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` })
    const { page } = console
    await console.open('notices')
    await source(console, 'NOTIFY_SMS').toBe('By default')
    const tried = page.getByRole('button', { name: 'Test Text message' })
    expect(await tried.isDisabled()).toBe(true)
    await card(console, 'sms').getByLabel('Urgent').check()
    await eventually(() => card(console, 'sms').locator('[data-badge]').innerText()).toBe('Set up')
    expect(await tried.isDisabled()).toBe(false)
  })

  test('sets quiet hours, what leaves the machine, and the digest', async () => {
    const console = await withChannels()
    const { page } = console
    await console.open('notices')
    await source(console, 'QUIET_HOURS').toBe('By default')
    await page.getByLabel('On', { exact: true }).check()
    await source(console, 'QUIET_HOURS').toBe('Changed here; otherwise none')
    await page.locator('#quiet-from').fill('21:30')
    await page.getByLabel('Numbers and words too').check()
    await source(console, 'NOTICE_DETAIL').toBe(
      'Changed here; otherwise numbers and words where nobody else can read them',
    )
    await page.locator('[data-setting=DIGEST]').getByLabel('E-mail').check()
    await source(console, 'DIGEST').toBe('Changed here; otherwise none')
    await page.locator('#digest-at').fill('07:15')
    await source(console, 'DIGEST_AT').toBe('Changed here; otherwise 18:00')
    await page.reload()
    await eventually(() => page.locator('#quiet-from').inputValue()).toBe('21:30')
    expect(await page.locator('#quiet-to').inputValue()).toBe('07:00')
    expect(await page.locator('#digest-at').inputValue()).toBe('07:15')
    expect(await page.locator('[data-setting=DIGEST]').getByLabel('E-mail').isChecked()).toBe(true)
    await eventually(() => page.locator('#digests').innerText()).toBe('E-mail: not sent yet.')
    // The same moment twice is no span: said where it is wrong, and nothing is kept.
    console.pardon(/422/)
    await page.locator('#quiet-from').fill('07:00')
    await eventually(() => page.getByRole('alert').innerText()).toContain('Write from when to when')
    await console.lookAt('notices-settings')
  })

  test('shows the last notices with what came of each, leads to the call, and tries again what was given up', async () => {
    const console = await withChannels()
    const { page, ntfy, file } = console
    ntfy.answer = () => 401
    await console.open('notices')
    const sid = await console.missed()
    const row = page.locator('#told li')
    await eventually(() => row.count()).toBe(1)
    await eventually(() => row.innerText()).toMatch(
      /You missed Mom[^]*E-mail[^]*refuses the e-mail/,
    )
    await eventually(() => row.innerText()).toMatch(
      /ntfy[^]*Trying again[^]*answers 401: it refuses/,
    )
    {
      await using database = openSqlite(file)
      await database.queries.updateTable('deliveries').set({ state: 'given up' }).execute()
    }
    ntfy.answer = () => 200
    await page.getByLabel('Only those given up').check()
    await eventually(() => row.getByText('Given up').count()).toBe(2)
    const caller = await console.phone.ring({ from: STRANGER })
    await caller.say('fire')
    await console.lookAt('notices-given-up')
    await page.getByRole('button', { name: 'Try again by ntfy: You missed Mom' }).click()
    await eventually(() => row.getByText('Sent', { exact: true }).count()).toBe(1)
    expect(ntfy.posted.at(-1)!.json.title).toBe('You missed Mom')
    await page.getByLabel('Only those given up').uncheck()
    await page.getByRole('link', { name: 'You missed Mom' }).click()
    await page.waitForURL(`**/console/calls/${sid}`)
  })

  test('has a page more where there are many', async () => {
    const console = await withChannels({ SMTP_URL: '', EMAIL_TO: '' })
    const { page } = console
    for (let calls = 0; calls < 25; calls++) await console.missed()
    await console.open('notices')
    await eventually(() => page.locator('#told li').count()).toBe(20)
    await page.getByRole('button', { name: 'Show older ones' }).click()
    await eventually(() => page.locator('#told li').count()).toBe(25)
    expect(await page.locator('#more').isVisible()).toBe(false)
    await console.lookAt('notices')
  })
})

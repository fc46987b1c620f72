import { expect, test } from 'vitest'
import { eventually, openConsole } from '../../support/browser.ts'
import { answers, fails, type Step } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'

test('the owner sees on his pages that a model cannot be used, what to mend, and since when', async () => {
  let step: Step = fails(401)
  await using model = await startScriptedModel([], { greeted: () => step })
  const settings = {
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'small',
    OPENAI_API_KEY: 'wrong',
    LOG_LEVEL: 'silent',
    TIME_ZONE: 'Asia/Tokyo',
  }
  const { page, open, lookAt } = await openConsole({ settings, modelTiming: { retryMs: 50 } })
  const trouble = page.locator('.model-trouble')
  await eventually(async () => {
    await open('calls')
    return trouble.count()
  }).toBe(1)
  expect(await trouble.innerText()).toMatch(/openai at http:\S+\/v1 does not accept the key/)
  const told = trouble.locator('time')
  const since = new Date((await told.getAttribute('datetime'))!)
  const hour = since.toLocaleTimeString('en-US', { timeZone: 'Asia/Tokyo', timeStyle: 'medium' })
  await eventually(() => told.innerText()).toContain(hour)
  await lookAt('model-trouble')
  step = answers('OK')
  await eventually(async () => {
    await open('calls')
    return trouble.count()
  }).toBe(0)
})

/** A call whose words are heard ahead, on a model that is asked over HTTP. */
import { expect, onTestFinished } from 'vitest'
import type { Verdict } from '../../machines/verdict.ts'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { createConcierge, KEY } from './concierge.ts'
import type { Step } from './script.ts'
import { startScriptedModel, type ModelRequest } from './scripted-model.ts'
import { A_MOMENT, createStillTimers } from './still-timers.ts'

const PATIENT = { SCREENING_DEADLINE_MS: '7000', SCREENING_PATIENCE_MS: '7000' }

/** A call that has been greeted, whose words are heard ahead. */
export async function speculating(
  line: string,
  script: Step[] | ((request: ModelRequest, index: number) => Step),
  settings: Record<string, string> = {},
) {
  const model = await startScriptedModel(script)
  onTestFinished(model.close)
  const still = createStillTimers()
  const concierge = await createConcierge({
    settings: {
      ...PATIENT,
      VOICE_LINE: line,
      SPECULATE: 'true',
      AZURE_OPENAI_ENDPOINT: model.url,
      AZURE_OPENAI_DEPLOYMENT: 'screening',
      AZURE_OPENAI_KEY: 'model-key',
      ...settings,
    },
    aheadTimers: still.timers,
  })
  const caller = await concierge.phone.ring()
  let begun = 0
  return {
    ...concierge,
    caller,
    model,
    still,
    /** The caller has said so much, and it stands still. */
    async pauses(text: string, at: PhoneCall = caller) {
      begun = still.begun()
      await at.saying(text)
      await still.pass(A_MOMENT, begun + 1)
    },
    verdicts: () => verdictsOf(concierge, caller.callSid),
    async metrics(name: string) {
      const response = await concierge.app.request('/metrics', {
        headers: { authorization: `Bearer ${KEY}` },
      })
      return (await response.text())
        .split('\n')
        .filter((each) => each.startsWith(`concierge_${name}`))
    },
  }
}

async function verdictsOf(
  { database }: Awaited<ReturnType<typeof createConcierge>>,
  callSid: string,
): Promise<Verdict[]> {
  const rows = await database.queries
    .selectFrom('journal')
    .select('payload')
    .where('call_sid', '=', callSid)
    .where('kind', '=', 'answer')
    .orderBy('seq')
    .execute()
  return rows
    .map(({ payload }) => JSON.parse(payload) as { port: string; output: Verdict })
    .flatMap(({ port, output }) => (port === 'screen' ? output : []))
}

export async function asked(model: { requests: readonly ModelRequest[] }, times: number) {
  await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(times)
}

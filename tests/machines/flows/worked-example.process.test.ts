/** The flow that docs/flows.md shows: it compiles, keeps every promise, and takes calls. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { diagramOf } from '../../../machines/diagram.ts'
import type { Flow } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createConcierge, MOTHER, OWNER, verdict } from '../../support/concierge.ts'
import { copyProject, type CopiedProject } from '../../support/copied-project.ts'
import { brokenPromises } from '../promises.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const speech = speechIn('en-US', '')

const QUESTION = 'Could you tell me more?'
const VERDICTS = [
  ['fire', verdict('transfer', 'I see.')],
  ['offer', verdict('end', 'Goodbye.')],
] as const

test('the example of docs/flows.md is a flow', async () => {
  const { project, flow } = await writtenOut()
  expect(project.compile()).toEqual([])
  expect(brokenPromises(flow)).toEqual([])
  expect(diagramOf(flow)).toContain('judged --> connectingScreened : [isUrgent]')

  const { phone, call } = await createConcierge({
    flows: [conciergeFlow, flow],
    settings: { FLOW: 'one-question' },
    contacts: [MOTHER],
    screener: ({ said }) =>
      VERDICTS.find(([word]) => said.at(-1)!.text.includes(word))?.[1] ?? verdict('ask', QUESTION),
  })
  const contact = await phone.ring({ from: MOTHER.phoneNumber })
  expect(contact.dialed).toMatchObject({ number: OWNER })
  const urgent = await phone.ring()
  expect(urgent.heard).toEqual([speech.greeting])
  await urgent.say('your house is on fire')
  expect(urgent.dialed).toMatchObject({ number: OWNER })
  await urgent.dialEnds('completed')
  for (const [answer, lastHeard] of [
    ['an offer', 'Goodbye.'],
    ['hello again', speech.textInstead],
  ] as const) {
    const other = await phone.ring()
    await other.say('hello')
    // Whoever asks listens.
    expect(other).toMatchObject({ state: 'listening', lastHeard: [QUESTION] })
    await other.say(answer)
    expect(other).toMatchObject({ state: 'ended', lastHeard: [lastHeard] })
    expect(await call(other.callSid)).toMatchObject({
      flow: 'one-question',
      final_decision: 'completed',
    })
  }
  const silent = await phone.ring({ from: '+14155550124' })
  await silent.silence()
  expect(silent).toMatchObject({ state: 'ended', lastHeard: [speech.goodbyeUnheard] })
})

/** The example where it belongs: in a folder of machines. */
async function writtenOut(): Promise<{ project: CopiedProject; flow: Flow }> {
  const [, name = '', source = ''] =
    /```ts\n\/\/ (machines\/\S+\.ts)\n(.*?)```/s.exec(
      readFileSync(join(ROOT, 'docs/flows.md'), 'utf8'),
    ) ?? []
  const project = await copyProject(['machines'])
  project.write(name, source)
  const written = await project.import<Record<string, Flow>>(name)
  return { project, flow: Object.values(written)[0]! }
}

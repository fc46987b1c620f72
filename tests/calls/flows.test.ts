/** Which flow a call runs, and the second of them through the phone, to each of its ends. */
import { describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { changedFlow } from '../replay/changed-flow.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../prompts/speech/spoken-line.ts'
import { readConfig, type ConfigError } from '../../server/settings/config.ts'
import type { Screener } from '../../server/calls/ports.ts'
import {
  createConcierge,
  MOTHER,
  OUR_NUMBER,
  OWNER,
  SETTINGS,
  STRANGER,
  verdict,
} from '../support/concierge.ts'

const speech = speechIn('en-US', '')
/** Whoever told of a life at risk hears it first. */
const emergency = spokenLine({ sentence: 'callEmergency', with: { number: '911' } }, speech)
const AFTER_HOURS = { FLOW: 'after-hours' }
const OTHER_NUMBER = '+12125550143'

test('a flow with names that cannot be stored is refused at the start, with all of them', async () => {
  const flow = changedFlow(
    { id: 'f'.repeat(65), 'states/parted/entry': { type: 'decide', params: 'd'.repeat(33) } },
    'v'.repeat(33),
  )
  const starting = createConcierge({ flows: [conciergeFlow, flow] })
  await expect(starting).rejects.toMatchObject({ code: 'FLOW_NAME', disposition: 'refuse' })
  await expect(starting).rejects.toThrow(
    /id f+: use at most 64.*\n.*version v+: .*32.*\n.*decision d+: .*32/,
  )
  const fits = changedFlow({ id: 'f'.repeat(64) }, 'v'.repeat(32))
  await createConcierge({ flows: [conciergeFlow, fits] })
})

describe('the flow of a call', () => {
  test('is the concierge where nothing is said of it', async () => {
    const { phone, call } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    expect(await call(caller.callSid)).toMatchObject({ flow: 'concierge', flow_version: '2' })
  })

  test('is the one of FLOW', async () => {
    const { phone, call } = await createConcierge({ settings: AFTER_HOURS })
    const caller = await phone.ring({ from: STRANGER })
    expect(caller.heard).toEqual([speech.greetingAfterHours])
    expect(await call(caller.callSid)).toMatchObject({ flow: 'after-hours', flow_version: '2' })
  })

  test('follows the number called with FLOWS, and FLOW for any other', async () => {
    const FLOWS = `${OUR_NUMBER}=after-hours, ${OTHER_NUMBER} = concierge`
    const { phone } = await createConcierge({ settings: { FLOWS, ...AFTER_HOURS } })
    const heard = async (to: string) => (await phone.ring({ from: STRANGER, to })).heard
    expect(await heard(OUR_NUMBER)).toEqual([speech.greetingAfterHours])
    expect(await heard(OTHER_NUMBER)).toEqual([speech.greeting])
    expect(await heard('+12125550144')).toEqual([speech.greetingAfterHours])
  })

  test('stays the same, whatever FLOW says by the next turn', async () => {
    const before = await createConcierge({ settings: AFTER_HOURS })
    const caller = await before.phone.ring({ from: STRANGER })
    const after = await createConcierge({
      settings: { SQLITE_DB_PATH: before.file },
      screener: () => verdict('end', 'Goodbye.'),
      phone: { voice: '/twilio/ai-response?turn=1' },
    })
    const { callSid } = caller
    const onward = await after.phone.ring({ callSid, extra: { SpeechResult: 'the boiler' } })
    expect(onward.heard).toEqual([speech.offerCallBack])
  })

  test('may be one of a registry of its own', async () => {
    const flow = { ...AFTER_HOURS, FLOWS: `${OTHER_NUMBER}=concierge` }
    const { phone } = await createConcierge({
      settings: { FLOW: 'concierge' },
      flows: [conciergeFlow],
    })
    expect((await phone.ring()).heard).toEqual([speech.greeting])
    await expect(createConcierge({ settings: flow, flows: [conciergeFlow] })).rejects.toThrow(
      "FLOW: there is no flow 'after-hours': known are concierge",
    )
  })

  test.each([
    [{ FLOW: 'sorting' }, ["FLOW: there is no flow 'sorting': known are concierge, after-hours"]],
    [{ FLOWS: '+14155550123=sorting' }, ["FLOWS: there is no flow 'sorting'"]],
    [{ FLOWS: 'after-hours' }, ['FLOWS: write each number in full']],
    [{ FLOWS: '555-0100=after-hours' }, ['FLOWS: write each number in full']],
    [{ FLOWS: '+14155550123=concierge=after-hours' }, ['FLOWS: write each number in full']],
    [{ FLOWS: '+14155550123=concierge,' }, ['FLOWS: write each number in full']],
    [
      { FLOWS: '+14155550123=concierge,(+1)4155550123=after-hours' },
      ['FLOWS: +14155550123 is there twice'],
    ],
    [
      { FLOW: 'x', FLOWS: '+14155550123=y' },
      ["FLOW: there is no flow 'x'", "FLOWS: there is no flow 'y'"],
    ],
  ])('is refused at start with %j', (settings, problems) => {
    expect(problemsOf(settings)).toEqual(
      problems.map((problem) => expect.stringContaining(problem)),
    )
  })
})

describe('after hours', () => {
  test('a caller is called back on the number that they call from, with a yes', async () => {
    const { caller, after } = await ring()
    await caller.say('it is about the invoice from last month')
    expect(caller.lastHeard).toEqual([speech.offerCallBack])
    await caller.say('Yes, please')
    expect(caller.state).toBe('ended')
    const said = 'Thank you. We will call you back on 1, 4 1 5, 5 5 5, 0 1 2 3. Goodbye.'
    expect(caller.lastHeard).toEqual([said])
    expect(await after.call(caller.callSid)).toMatchObject({ final_decision: 'completed' })
    expect(await after.callBack(caller.callSid)).toBe(STRANGER)
    expect(await after.conversation(caller.callSid)).toEqual([
      `concierge: ${speech.greetingAfterHours}`,
      'caller: it is about the invoice from last month',
      `concierge: ${speech.offerCallBack}`,
      'caller: Yes, please',
      `concierge: ${said}`,
    ])
  })

  test('or on another one, read back digit by digit', async () => {
    const { caller, after } = await ring()
    await caller.say('it is about the invoice')
    await caller.say('no, on two one two, five five five, oh one nine nine')
    expect(caller.lastHeard).toEqual([
      'Thank you. We will call you back on 2 1 2, 5 5 5, 0 1 9 9. Goodbye.',
    ])
    expect(await after.callBack(caller.callSid)).toBe('2125550199')
  })

  test('a withheld number is asked for, and a yes is none', async () => {
    const { caller, after } = await ring({ from: 'anonymous' })
    await caller.say('it is about the invoice')
    expect(caller.lastHeard).toEqual([speech.askCallBackNumber])
    await caller.say('yes')
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard).toEqual([speech.wordsNoted])
    expect(await after.callBack(caller.callSid)).toBeNull()
  })

  test('a number that is not understood ends the call with what was said', async () => {
    const { caller, after } = await ring()
    await caller.say('it is about the invoice')
    await caller.say('five five')
    expect(caller.lastHeard).toEqual([speech.wordsNoted])
    expect(await after.call(caller.callSid)).toMatchObject({ final_decision: 'completed' })
  })

  test('an urgent matter is put through, at once or in the place of a number', async () => {
    const screener = ({ said }: { said: { text: string }[] }) =>
      said.at(-1)!.text.includes('fire') ? verdict('transfer', 'I see.') : verdict('end', 'Bye.')
    const atOnce = await ring({}, screener)
    await atOnce.caller.say('your house is on fire')
    expect(atOnce.caller.lastHeard).toEqual([emergency, 'I see.'])
    expect(atOnce.caller.dialed).toMatchObject({ number: OWNER })
    const late = await ring({}, screener)
    await late.caller.say('hello')
    await late.caller.say('your house is on fire')
    expect(late.caller.state).toBe('dialing')
    await late.caller.dialEnds('no-answer')
    // Over a socket the two are one greeting.
    expect(late.caller.lastHeard.join(' ')).toBe(`${emergency} ${speech.unreachedOffer}`)
    expect(await late.after.call(late.caller.callSid)).toMatchObject({
      final_decision: 'transferred',
      transfer_status: 'no-answer',
    })
  })

  test('an unclear matter is judged once more, even beside a number', async () => {
    const screener = ({ said }: { said: unknown[] }) =>
      said.length > 1 ? verdict('transfer', 'I see.') : verdict('ask', 'What?')
    const { caller } = await ring({}, screener)
    await caller.say('hello')
    expect(caller.lastHeard).toEqual([speech.offerCallBack])
    await caller.say('415 555 0199, I am locked out with the baby inside')
    expect(caller.dialed).toMatchObject({ number: OWNER })
  })

  test('is over after two answers, whatever the screener thinks', async () => {
    const { caller } = await ring({}, () => verdict('ask', 'What?'))
    await caller.say('well')
    await caller.say('415 555 0199')
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard.join()).toContain('4 1 5, 5 5 5, 0 1 9 9')
  })

  test('a contact is put straight through', async () => {
    const { caller, after } = await ring({ from: MOTHER.phoneNumber })
    expect(caller.heard).toEqual([speech.connectingContact])
    await caller.dialEnds('completed')
    expect(await after.call(caller.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'completed',
    })
  })

  test('our own dial coming back is turned away', async () => {
    const { caller } = await ring({ from: OUR_NUMBER, to: OUR_NUMBER })
    expect(caller.state).toBe('rejected')
  })

  test('silence is asked again, then the call ends; a reason that was given is kept', async () => {
    const { caller, after } = await ring()
    await caller.silence()
    expect(caller.lastHeard).toEqual([speech.notHeard])
    await caller.say('it is about the invoice')
    await caller.silence()
    expect(caller.lastHeard).toEqual([speech.offerCallBack])
    await caller.silence()
    expect(caller.lastHeard).toEqual([speech.wordsNoted])
    expect(await after.call(caller.callSid)).toMatchObject({ final_decision: 'completed' })

    const silent = await after.phone.ring({ from: '+14155550124' })
    await silent.silence()
    await silent.silence()
    expect(silent.lastHeard).toEqual([speech.goodbyeUnheard])
    expect(await after.call(silent.callSid)).toMatchObject({ final_decision: 'ended_no_speech' })
  })

  test('a screener that fails ends the call politely, and what was said is passed on', async () => {
    const { caller, after } = await ring({}, () => Promise.reject(new Error('down')))
    await caller.say('it is about the invoice')
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.wordsNoted] })
    expect(await after.call(caller.callSid)).toMatchObject({
      final_decision: 'failed',
      became: 'message',
    })
  })

  test('a caller who hangs up has abandoned the call', async () => {
    const { caller, after } = await ring()
    await caller.say('it is about the invoice')
    await caller.hangUp()
    expect(await after.call(caller.callSid)).toMatchObject({ final_decision: 'abandoned' })
  })
})

function problemsOf(settings: Record<string, string>): string[] {
  try {
    readConfig({ ...SETTINGS, ...settings })
  } catch (error) {
    return (error as ConfigError).problems
  }
  return []
}

async function ring(
  from: { from?: string; to?: string } = {},
  screener: Screener = () => verdict('end', 'Goodbye.'),
) {
  const concierge = await createConcierge({
    settings: { ...AFTER_HOURS, NO_SPEECH_RETRIES: '1' },
    contacts: [MOTHER],
    screener,
  })
  const caller = await concierge.phone.ring({ from: STRANGER, ...from })
  return {
    caller,
    after: {
      ...concierge,
      /** As the owner finds it with the call. */
      async callBack(callSid: string): Promise<string | null> {
        const { snapshot } = await concierge.call(callSid)
        return (JSON.parse(snapshot!) as { context: { callBack: string | null } }).context.callBack
      },
    },
  }
}

/** What came of ringing the owner: connected is what the owner accepted and Twilio joined, whoever else answers. */
import { describe, expect, test } from 'vitest'
import { SPOKEN_LANGUAGES, speechIn } from '../../../prompts/speech/speech-in.ts'
import { MOTHER, OUR_NUMBER, OWNER, STRANGER } from '../../support/concierge.ts'
import { WHY, whispering } from './whispering.ts'

const speech = speechIn('en-US', '')
const ANNOUNCED = speech.announceCaller.replace('{about}', WHY)

describe('Whoever answers the phone of the owner', () => {
  test('is rung by our own number, and told twice who calls, while the caller hears it ring', async () => {
    const { urgent, call } = await whispering()
    const caller = await urgent()
    expect(caller.dialed).toMatchObject({ number: OWNER, callerId: OUR_NUMBER })
    await caller.ownerAnswers()
    expect(caller.owner).toMatchObject({ state: 'asked', heard: [ANNOUNCED, ANNOUNCED] })
    expect(caller).toMatchObject({ state: 'dialing', lastHeard: [] })
    expect(await call(caller.callSid)).toMatchObject({ transfer_status: null, end_time: null })
  })

  test('has the caller on the line by the key 1, and then it counts as put through', async () => {
    const { urgent, call, told } = await whispering()
    const caller = await urgent()
    await caller.ownerAnswers()
    await caller.ownerPresses('1')
    expect(caller.owner?.state).toBe('talking')
    // Still on the line, so not over.
    expect(await call(caller.callSid)).toMatchObject({ transfer_status: null, end_time: null })
    await caller.ownerHangsUp()
    expect(caller.state).toBe('ended')
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred',
      transfer_status: 'completed',
    })
    expect(await told(caller.callSid)).toEqual(['urgent'])
  })

  test('declines by 2: the caller hears so and may leave a message; by 3, is asked for one at once', async () => {
    const { urgent, call } = await whispering()
    for (const [key, sentence] of [
      ['2', speech.declinedOffer],
      ['3', speech.messageWished],
    ] as const) {
      const caller = await urgent()
      await caller.ownerAnswers()
      await caller.ownerPresses(key)
      expect(caller.owner).toMatchObject({ state: 'ended', lastHeard: [speech.declineNoted] })
      expect(caller).toMatchObject({ state: 'listening', lastHeard: [sentence] })
      expect(await call(caller.callSid)).toMatchObject({ transfer_status: 'declined' })
    }
  })

  test('where no messages are taken, by 2 ends the call with the sentence for that', async () => {
    const { urgent, call } = await whispering({ settings: { MESSAGES: 'none' } })
    const caller = await urgent()
    await caller.ownerAnswers()
    await caller.ownerPresses('2')
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.declined] })
    const { end_time: end, transfer_status: status } = await call(caller.callSid)
    expect([status, end]).toEqual(['declined', expect.any(String)])
  })

  test('and presses nothing is a voicemail, a screener or a pocket: the call is missed, and told so', async () => {
    const { urgent, call, told } = await whispering()
    const voicemail = await urgent()
    await voicemail.voicemailAnswers()
    const screener = await urgent()
    await screener.screenerAnswers()
    await screener.ownerWaits()
    const leaving = await urgent()
    await leaving.ownerAnswers()
    await leaving.ownerHangsUp()
    for (const caller of [voicemail, screener, leaving]) {
      expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.unreachedOffer] })
      expect(await call(caller.callSid)).toMatchObject({
        transfer_status: 'no-answer',
        became: 'missed',
      })
      expect(await told(caller.callSid)).toEqual(['urgent', 'missed'])
    }
  })

  test('may take a call over from the phone that screens it', async () => {
    const { urgent, call } = await whispering()
    const caller = await urgent()
    await caller.screenerAnswers()
    await caller.ownerPresses('1')
    await caller.dialEnds('completed')
    expect((await call(caller.callSid)).transfer_status).toBe('completed')
  })

  test.each(['4', '0', '*', '#'])('by %s is told once more, and not for ever', async (key) => {
    const { urgent } = await whispering()
    const caller = await urgent()
    await caller.ownerAnswers()
    await caller.ownerPresses(key)
    expect(caller.owner).toMatchObject({ state: 'asked', lastHeard: [ANNOUNCED, ANNOUNCED] })
    await caller.ownerPresses(key)
    expect(caller.owner?.state).toBe('ended')
    expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.unreachedOffer] })
  })

  test.each(['busy', 'no-answer', 'failed', 'canceled'] as const)(
    'is nobody where the dial ends as %s',
    async (outcome) => {
      const { urgent, call } = await whispering()
      const caller = await urgent()
      await caller.dialEnds(outcome)
      expect(caller.lastHeard).toEqual([speech.unreachedOffer])
      expect(await call(caller.callSid)).toMatchObject({ transfer_status: outcome })
    },
  )

  test('and accepted a call that Twilio did not join has not talked to anybody', async () => {
    const { urgent, call } = await whispering()
    const caller = await urgent()
    await caller.ownerAnswers()
    await caller.ownerPresses('1')
    await caller.dialEnds('completed', 0, false)
    expect(await call(caller.callSid)).toMatchObject({ transfer_status: 'no-answer' })
  })
})

test('What is said to the owner is not in the conversation, and is in the journal', async () => {
  const { urgent, conversation, journal } = await whispering()
  const caller = await urgent()
  const before = await conversation(caller.callSid)
  await caller.ownerAnswers()
  await caller.ownerPresses('1')
  expect(await conversation(caller.callSid)).toEqual(before)
  expect((await journal(caller.callSid)).filter((entry) => entry.includes('owner.'))).toEqual([
    'event owner.answered',
    'event owner.accepted',
  ])
})

describe('Whom the owner is told of', () => {
  test('is by default everybody but contacts, who are dialled for with their own number', async () => {
    const { phone, call } = await whispering()
    const mother = await phone.ring({ from: MOTHER.phoneNumber })
    expect(mother.dialed).toMatchObject({ callerId: MOTHER.phoneNumber, answerOnBridge: true })
    await mother.voicemailAnswers()
    expect((await call(mother.callSid)).transfer_status).toBe('completed')
  })

  test('is everybody with WHISPER=all, contacts by their names', async () => {
    const { phone, call } = await whispering({ settings: { WHISPER: 'all' } })
    const mother = await phone.ring({ from: MOTHER.phoneNumber })
    expect(mother.dialed).toMatchObject({ callerId: OUR_NUMBER })
    await mother.ownerAnswers()
    expect(mother.owner?.heard[0]).toContain(MOTHER.name)
    await mother.ownerPresses('1')
    await mother.ownerHangsUp()
    expect((await call(mother.callSid)).transfer_status).toBe('completed')
  })

  test('is nobody with WHISPER=none', async () => {
    const { phone, call } = await whispering({ settings: { WHISPER: 'none' } })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(WHY)
    expect(caller.dialed).toMatchObject({ callerId: STRANGER })
    await caller.ownerAnswers()
    expect(caller.owner).toMatchObject({ state: 'talking', heard: [] })
    await caller.ownerHangsUp()
    expect((await call(caller.callSid)).transfer_status).toBe('completed')
  })

  test('is as the settings were when the call began', async () => {
    const first = await whispering()
    const caller = await first.urgent()
    const later = await whispering({
      settings: { WHISPER: 'none', SQLITE_DB_PATH: first.file },
      contacts: [],
    })
    const held = { callSid: caller.callSid, from: STRANGER, to: OUR_NUMBER }
    const again = await later.phone.resume(held, caller.exchanges.at(-1)!.twiml)
    await again.ownerAnswers()
    await again.ownerWaits()
    expect((await later.call(caller.callSid)).transfer_status).toBe('no-answer')
  })

  test('is said in the language of the owner, at most 280 characters long, whatever was said', async () => {
    for (const language of SPOKEN_LANGUAGES) {
      const region = language === 'en' ? 'GB' : language.toUpperCase()
      const { phone } = await whispering({ settings: { LANGUAGE: `${language}-${region}` } })
      const caller = await phone.ring({ from: STRANGER })
      await caller.say(`${WHY} ${'and so on, '.repeat(100)}<Hangup/> & more 😀`)
      await caller.ownerAnswers()
      const [heard = ''] = caller.owner!.heard
      expect(heard.length).toBeLessThanOrEqual(280)
      expect(heard).toContain('school nurse')
      expect(heard.slice(-30)).toBe(speechIn(language, '').announceCaller.slice(-30))
    }
  })
})

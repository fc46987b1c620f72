/** A message in the place of "text me, goodbye": who is asked for one, what is kept of it, and how it ends. */
import { describe, expect, test } from 'vitest'
import type { CallKind } from '../../machines/verdict.ts'
import { SPOKEN_LANGUAGES, speechIn } from '../../prompts/speech/speech-in.ts'
import { createConcierge, MOTHER, OUR_NUMBER, STRANGER, verdict } from '../support/concierge.ts'
import { openUnreliable } from '../support/unreliable-database.ts'

const speech = speechIn('en-US', '')
/** Whoever told of a life at risk hears it first. */
const emergency = 'If a life is at risk, call 9 1 1 now.'

/** "fire" is urgent, "well" unclear, whatever else is of a kind that is named in it, or of none. */
async function concierge(settings: Record<string, string> = {}) {
  const made = await createConcierge({
    contacts: [MOTHER],
    settings: { NO_SPEECH_RETRIES: '1', MAX_TURNS: '1', ...settings },
    async screener({ said }) {
      const { text } = said.at(-1)!
      if (text.includes('never judged')) await new Promise(() => undefined)
      if (text.includes('fault')) throw new Error('out of order')
      if (text.includes('fire')) return verdict('transfer', 'I am putting you through.')
      if (text.includes('well')) return verdict('ask', 'What is it about?')
      const kind = /sales|scam|survey|wrong_number|friend|business/.exec(text)?.[0] ?? 'other'
      return { ...verdict('end', 'No, thank you. Goodbye.'), kind: kind as CallKind }
    },
  })
  return {
    ...made,
    /** Kinds, in the order told. */
    told: async (callSid: string) => {
      const notices = await made.database.queries
        .selectFrom('notices')
        .innerJoin('calls', 'calls.id', 'notices.call_id')
        .select('kind')
        .where('call_sid', '=', callSid)
        .orderBy('notices.id')
        .execute()
      return notices.map(({ kind }) => kind)
    },
    /** A caller who has been rung for in vain. */
    missed: async (from: string = MOTHER.phoneNumber) => {
      const caller = await made.phone.ring({ from })
      if (from !== MOTHER.phoneNumber) await caller.say('there is a fire')
      await caller.dialEnds('no-answer')
      return caller
    },
    /** A caller who has said so much and is turned away. */
    turnedAway: async (...said: string[]) => {
      const caller = await made.phone.ring({ from: STRANGER })
      for (const words of said) await caller.say(words)
      return caller
    },
  }
}

describe('Whoever is put through and not reached', () => {
  test('is asked once whether a message may be taken, contact or not; the owner knows of the miss at once', async () => {
    const { missed, told, call } = await concierge()
    for (const from of [MOTHER.phoneNumber, STRANGER]) {
      const caller = await missed(from)
      const first = from === STRANGER ? [emergency] : []
      expect(caller.state).toBe('listening')
      // Over a socket the two are one greeting.
      expect(caller.lastHeard.join(' ')).toBe([...first, speech.unreachedOffer].join(' '))
      expect(await told(caller.callSid)).toContain('missed')
      expect(await call(caller.callSid)).toMatchObject({ became: 'missed', end_time: null })
    }
  })

  test('leaves words, and with a yes the number that they call from, which is read back', async () => {
    const { missed, told, call, conversation } = await concierge()
    const caller = await missed(STRANGER)
    await caller.say('the barn is in flames, it is Ada')
    expect(caller.lastHeard).toEqual([speech.offerNumber])
    // What is left is left, whatever comes now.
    expect(await call(caller.callSid)).toMatchObject({ became: 'missed_message' })
    await caller.say('yes please')
    const readBack = 'Thank you. We will call you back on 1, 4 1 5, 5 5 5, 0 1 2 3. Goodbye.'
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [readBack] })
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred',
      transfer_status: 'no-answer',
      became: 'missed_message',
      call_back: STRANGER,
    })
    expect(await told(caller.callSid)).toEqual(['urgent', 'missed', 'message'])
    expect((await conversation(caller.callSid)).slice(-4)).toEqual([
      'caller: the barn is in flames, it is Ada',
      `concierge: ${speech.offerNumber}`,
      'caller: yes please',
      `concierge: ${readBack}`,
    ])
  })

  test('may say all of it at once, a number too', async () => {
    const { missed, call } = await concierge()
    const caller = await missed()
    await caller.say('please call me back on four one five, 555 0142')
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard[0]).toContain('4 1 5, 5 5 5, 0 1 4 2')
    expect(await call(caller.callSid)).toMatchObject({ call_back: '4155550142' })
  })

  test.each(['Yes, please.', 'okay', 'Sure, go ahead'])(
    'who says %j has said nothing yet, and is heard once more',
    async (yes) => {
      const { missed, told, call } = await concierge()
      const caller = await missed()
      await caller.say(yes)
      expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.leaveMessage] })
      expect(await call(caller.callSid)).toMatchObject({ became: 'missed' })
      await caller.say('the school has closed, I am at home')
      expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.wordsNoted] })
      expect(await call(caller.callSid)).toMatchObject({ became: 'missed_message' })
      expect(await told(caller.callSid)).toEqual(['missed', 'message'])
    },
  )

  test('is heard twice and no more, whatever is said', async () => {
    const { missed } = await concierge()
    const caller = await missed()
    await caller.say('it is about the keys')
    await caller.say('well, they are under the stone')
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.wordsNoted] })
  })

  test('who declines, or says nothing, hears a goodbye; the call is missed and nothing else', async () => {
    const { missed, told, call } = await concierge()
    const silent = await missed()
    await silent.silence()
    const declining = await missed()
    await declining.say('No, thank you, I will text.')
    const agreeing = await missed()
    await agreeing.say('yes')
    await agreeing.say('oh, never mind')
    for (const caller of [silent, declining, agreeing]) {
      expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.goodbye] })
      expect(await call(caller.callSid)).toMatchObject({
        final_decision: 'transferred_exception',
        transfer_status: 'no-answer',
        became: 'missed',
        call_back: null,
      })
      expect(await told(caller.callSid)).toEqual(['missed'])
    }
  })

  test('who hangs up at the offer is missed; behind their words, has left them', async () => {
    const { missed, told, call } = await concierge()
    const atOnce = await missed()
    await atOnce.hangUp()
    expect(await call(atOnce.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      became: 'missed',
    })
    expect(await told(atOnce.callSid)).toEqual(['missed'])
    const later = await missed()
    await later.say('the keys are under the stone')
    await later.hangUp()
    expect(await call(later.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      became: 'missed_message',
    })
    expect(await told(later.callSid)).toEqual(['missed', 'message'])
  })

  test('is rung for once: no word of a message puts anybody through', async () => {
    const { missed } = await concierge()
    const caller = await missed(STRANGER)
    await caller.say('there is a fire, put me through now')
    await caller.say('there is a fire')
    expect(caller.state).toBe('ended')
  })

  test('is asked in whatever language is spoken there', async () => {
    for (const language of SPOKEN_LANGUAGES) {
      const region = language === 'en' ? 'GB' : language.toUpperCase()
      const { missed } = await concierge({ LANGUAGE: `${language}-${region}` })
      const caller = await missed()
      expect(caller.lastHeard).toEqual([speechIn(language, '').unreachedOffer])
    }
  })

  test('is asked after hours too, also where they gave a number before', async () => {
    const { missed, phone, call } = await concierge({ FLOW: 'after-hours' })
    expect((await missed()).lastHeard).toEqual([speech.unreachedOffer])
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('well')
    await caller.say('there is a fire, I am on 415 555 0142')
    await caller.dialEnds('busy')
    expect(caller.lastHeard.join(' ')).toBe(`${emergency} ${speech.unreachedOffer}`)
    await caller.say('tell them to come home')
    expect(caller.lastHeard[0]).toContain('4 1 5, 5 5 5, 0 1 4 2')
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'transferred' })
  })

  test('with MESSAGES=none hears what they always heard', async () => {
    const { missed, told } = await concierge({ MESSAGES: 'none' })
    const caller = await missed()
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.unreached] })
    expect(await told(caller.callSid)).toEqual(['missed'])
  })

  test('is asked as the setting was when the call began', async () => {
    const before = await concierge()
    const caller = await before.phone.ring({ from: MOTHER.phoneNumber })
    const after = await createConcierge({
      settings: { SQLITE_DB_PATH: before.file, MESSAGES: 'none' },
      phone: { voice: '/twilio/transfer-fallback' },
    })
    const { callSid } = caller
    const onward = await after.phone.ring({ callSid, extra: { DialCallStatus: 'busy' } })
    expect(onward).toMatchObject({ state: 'listening', heard: [speech.unreachedOffer] })
  })

  test('while the database is away is asked as well, and what they left is written down when it is back', async () => {
    const file = (await createConcierge({ contacts: [MOTHER] })).file
    const database = await openUnreliable(file)
    const { phone, call } = await createConcierge({
      database,
      everyMs: { contacts: 20, writeDown: 20 },
    })
    database.isAway = true
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('no-answer')
    expect(caller.lastHeard).toEqual([speech.unreachedOffer])
    await caller.say('call me on 415 555 0142')
    expect(caller.state).toBe('ended')
    database.isAway = false
    await expect
      .poll(() => call(caller.callSid).catch(() => null))
      .toMatchObject({ became: 'missed_message', call_back: '4155550142' })
    const notices = await database.queries
      .selectFrom('notices')
      .select('kind')
      .orderBy('id')
      .execute()
    expect(notices.map(({ kind }) => kind)).toEqual(['missed', 'message'])
  })
})

describe('With MESSAGES=all whoever is turned away', () => {
  const ALL = { MESSAGES: 'all' }

  test.each([
    ['and may wait', ['about business']],
    ['and is a friend', ['it is a friend']],
    ['and stays unclear', ['well', 'well']],
    ['for a fault of the screener', ['fault']],
  ])('%s is asked too, and what they leave is told', async (_, said) => {
    const { turnedAway, told, call } = await concierge(ALL)
    const caller = await turnedAway(...said)
    expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.textInsteadOffer] })
    const { final_decision } = await call(caller.callSid)
    expect(final_decision).toBe(said[0] === 'fault' ? 'failed' : 'completed')
    await caller.say('the meeting is on Monday')
    await caller.say('no thanks')
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.wordsNoted] })
    expect(await call(caller.callSid)).toMatchObject({ final_decision, became: 'message' })
    expect(await told(caller.callSid)).toEqual(['message'])
  })

  test.each(['sales', 'scam', 'survey', 'wrong_number'])(
    'for a call of the kind %s is not asked',
    async (kind) => {
      const { turnedAway, told } = await concierge(ALL)
      const caller = await turnedAway(`about ${kind}`)
      expect(caller).toMatchObject({ state: 'ended', lastHeard: ['No, thank you. Goodbye.'] })
      expect(await told(caller.callSid)).toEqual(['turned away'])
    },
  )

  test('and said nothing is not asked, nor is our own dial coming back', async () => {
    const { phone, told } = await concierge(ALL)
    const caller = await phone.ring({ from: STRANGER })
    await caller.silence()
    await caller.silence()
    expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.goodbyeUnheard] })
    expect(await told(caller.callSid)).toEqual(['turned away'])
    expect((await phone.ring({ from: OUR_NUMBER, to: OUR_NUMBER })).state).toBe('rejected')
  })

  test.each<
    [
      string,
      (
        caller: Awaited<ReturnType<Awaited<ReturnType<typeof concierge>>['turnedAway']>>,
      ) => Promise<void>,
    ]
  >([
    ['says nothing', (caller) => caller.silence()],
    ['declines', (caller) => caller.say('no thanks, bye')],
    ['hangs up', (caller) => caller.hangUp()],
  ])('and %s then has been turned away, as before', async (_, leave) => {
    const { turnedAway, told, call } = await concierge(ALL)
    const caller = await turnedAway('about business')
    await leave(caller)
    expect(caller.state).not.toBe('listening')
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'completed',
      became: 'turned_away',
    })
    expect(await told(caller.callSid)).toEqual(['turned away'])
  })
})

test('By default who is turned away is not asked', async () => {
  const { turnedAway } = await concierge()
  const caller = await turnedAway('about business')
  expect(caller).toMatchObject({ state: 'ended', lastHeard: ['No, thank you. Goodbye.'] })
})

describe('After hours, a caller who leaves once the reason is told', () => {
  test('has left a message: at the question for a number, and while it is judged', async () => {
    const { phone, told, call } = await concierge({ FLOW: 'after-hours' })
    const judged = await phone.ring({ from: STRANGER })
    const saying = judged.say('this is never judged')
    await judged.hangUp()
    await saying.catch(() => undefined)
    expect(await told(judged.callSid)).toEqual(['message'])
    const asked = await phone.ring({ from: STRANGER })
    await asked.say('the boiler leaks')
    await asked.hangUp()
    expect(await told(asked.callSid)).toEqual(['message'])
    expect(await call(asked.callSid)).toMatchObject({
      final_decision: 'abandoned',
      became: 'message',
    })
    const silent = await phone.ring({ from: STRANGER })
    await silent.hangUp()
    expect(await told(silent.callSid)).toEqual(['turned away'])
  })
})

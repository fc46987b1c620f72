/** One socket, frame by frame: what is taken of it, when it is silent, and how it ends. Answers are as the test gives them. */
import { describe, expect, test } from 'vitest'
import type { Incoming } from '../../../server/calls/incoming.ts'
import { createSession, type Found } from '../../../server/lines/relay/session.ts'
import {
  CALL,
  interrupt,
  nonces,
  PARAMETERS,
  prompt,
  scriptedCall,
  setup,
  TURN,
  type Reply,
} from './scripted-call.ts'

/** Of 140 characters, and five seconds after them. */
const AFTER_GREETING_MS = 15_000
const QUIET_MS = 5_000
const LEAVING_MS = 10_000
const AT_REST: Found = { revision: TURN, listens: true, saying: 'Who is it? What is it about?' }

/** All that is asked of the call, the timers that run, and what went out. */
function socket({
  find = () => Promise.resolve<Found | null>(AT_REST),
  answer = () => ({}),
}: { find?: () => Promise<Found | null>; answer?: (incoming: Incoming) => Reply | null } = {}) {
  const call = scriptedCall(answer)
  const running: { ms: number; run: () => void }[] = []
  const sent: object[] = []
  const closed: [number, string][] = []
  const unread: string[] = []
  const ahead: string[] = []
  const came: number[] = []
  let bound = 0
  /** Timers. */
  let begun = 0
  let lineBreaks = false
  const session = createSession(
    {
      ...call,
      find,
      onUnread: (why) => unread.push(why),
      ahead: {
        partly: (_call, turn, text) => ahead.push(`${turn} ${text}`),
        left: () => ahead.push('left'),
      },
      timers: {
        after(ms, run) {
          const one = { ms, run }
          running.push(one)
          begun++
          return () => void running.splice(running.indexOf(one) >>> 0, 1)
        },
      },
    },
    {
      callSid: CALL,
      turn: TURN,
      send(frame) {
        if (lineBreaks) throw new Error('The socket is gone')
        sent.push(JSON.parse(frame) as object)
      },
      close: (code, why) => closed.push([code, why]),
      bound: () => bound++,
      advanced: (revision) => came.push(revision),
    },
  )
  return {
    session,
    asked: call.asked,
    sent,
    closed,
    unread,
    ahead,
    came,
    /** Whatever has been spoken of it by then. */
    timers: () =>
      running.map(({ ms }) => (ms === QUIET_MS || ms === LEAVING_MS ? ms : AFTER_GREETING_MS)),
    begun: () => begun,
    isBound: () => bound > 0,
    breakLine: () => (lineBreaks = true),
    take: (...frames: object[]) => frames.forEach((frame) => session.take(JSON.stringify(frame))),
    /** What was waited for is over. */
    runOut: () => running.splice(0).forEach(({ run }) => run()),
    events: () => call.asked.map(({ event, replyTo }) => [event.type, replyTo]),
  }
}

/** Until all that was begun has been done, without leaving. */
const done = () => new Promise((resolve) => setImmediate(resolve))

async function opened(parts: Parameters<typeof socket>[0] = {}) {
  const one = socket(parts)
  one.take(setup())
  await done()
  return one
}

describe('whose it is', () => {
  test('it is the call’s with the nonce of its turn, and waits for an answer to the greeting', async () => {
    const { isBound, session, timers, sent } = await opened()
    expect(isBound()).toBe(true)
    expect(session.revision()).toBe(TURN)
    expect(timers()).toEqual([AFTER_GREETING_MS])
    expect(sent).toEqual([])
  })

  test.each([
    ['without a nonce', {}],
    ['with one of another turn', { ...PARAMETERS, nonce: nonces.of(CALL, TURN + 1) }],
    ['with a greeting without end', { ...PARAMETERS, spoken: '10001' }],
    ['with a greeting of less than nothing', { ...PARAMETERS, spoken: '-1' }],
    ['with half a character', { ...PARAMETERS, spoken: '1.5' }],
    ['with a silence without end', { ...PARAMETERS, quiet: '601' }],
    ['with a silence of less than nothing', { ...PARAMETERS, quiet: '-1' }],
    ['without languages', { nonce: PARAMETERS.nonce, spoken: '1', quiet: '1' }],
  ])('%s it is nobody’s', async (_what, parameters) => {
    const { closed, isBound, session, take, take: say, asked } = socket()
    take(setup(parameters))
    say(prompt('put me through'))
    await done()
    expect(closed).toEqual([[1008, 'the call is another']])
    expect([isBound(), session.revision(), asked]).toEqual([false, null, []])
  })

  test('with the nonce of one call and the name of another it is nobody’s', async () => {
    const { closed, take } = socket()
    take({ ...setup(), callSid: 'CA00000000000000000000000000000002' })
    await done()
    expect(closed).toEqual([[1008, 'the call is another']])
  })

  test('of a call that is over, or not known, it is nobody’s', async () => {
    const { closed, isBound } = await opened({ find: () => Promise.resolve(null) })
    expect(closed).toEqual([[1008, 'the call is over']])
    expect(isBound()).toBe(false)
  })

  test('with the database away it is the call’s, and what is heard has an answer', async () => {
    const one = await opened({ find: () => Promise.reject(new Error('away')) })
    expect([one.isBound(), one.session.revision()]).toEqual([true, TURN])
    one.take(prompt('hello'))
    await done()
    expect(one.events()).toEqual([['caller.spoke', TURN]])
  })

  test('where the call has gone on, or rings by now, it leaves for a document', async () => {
    for (const found of [
      { revision: TURN + 2, listens: true, saying: '' },
      { revision: TURN, listens: false, saying: '' },
    ]) {
      const { sent, timers } = await opened({ find: () => Promise.resolve(found) })
      const handed = JSON.stringify({ call: CALL, revision: found.revision })
      expect(sent).toEqual([{ type: 'end', handoffData: handed }])
      // Until the carrier has closed it.
      expect(timers()).toEqual([LEAVING_MS])
    }
  })

  test('where the database is behind it goes on: it was away, and has yet to be told', async () => {
    for (const listens of [true, false]) {
      const { sent, session } = await opened({
        find: () => Promise.resolve({ revision: TURN - 1, listens, saying: '' }),
      })
      expect([sent, session.revision()]).toEqual([[], TURN])
    }
  })

  test('closed while it was looked up, it is nobody’s', async () => {
    const { promise, resolve } = Promise.withResolvers<Found>()
    const { session, take, isBound, timers } = socket({ find: () => promise })
    take(setup())
    session.overtaken()
    resolve(AT_REST)
    await done()
    expect([isBound(), timers()]).toEqual([false, []])
  })
})

describe('what is let be, and why', () => {
  test('each frame that is not one of a caller’s words', async () => {
    const { session, take, unread, asked } = socket()
    take(prompt('before it is set up'))
    session.take('{')
    take({ type: 'music' }, setup(), setup(), { type: 'dtmf', digit: '1' })
    take({ type: 'error', description: 'x' }, { type: 'prompt' })
    await done()
    expect(unread).toEqual([
      'out of order',
      'not JSON',
      'of an unknown type',
      'out of order',
      'not asked for',
      'a fault',
      'not as documented',
    ])
    expect(asked).toEqual([])
  })

  test('more than twenty that wait for one answer', async () => {
    const { take, unread, events } = await opened()
    take(...Array.from({ length: 22 }, (_, n) => prompt(`word ${n}`)))
    expect(unread).toEqual(['too many at once', 'too many at once'])
    await done()
    expect(events()).toHaveLength(20)
    take(prompt('one more'))
    await done()
    expect(events()).toHaveLength(21)
  })

  test('whatever comes once it is left, closed or overtaken', async () => {
    for (const end of ['leave', 'end', 'overtaken'] as const) {
      const { session, take, asked, ahead, unread } = await opened()
      await session[end]()
      ahead.length = 0
      take(prompt('hello'), prompt('hel', false))
      session.take('{')
      await done()
      expect([asked, ahead, unread]).toEqual([[], [], []])
    }
  })
})

describe('what the caller says', () => {
  test('is a reply to what they had heard by then, and has its answer', async () => {
    const { take, events, sent, came, timers } = await opened()
    take(prompt('  hello\u0007 '), prompt('it is me'))
    await done()
    expect(events()).toEqual([
      ['caller.spoke', TURN],
      ['caller.spoke', TURN],
    ])
    expect(sent).toEqual([{ type: 'text', token: 'Why?', last: true }])
    expect(came).toEqual([TURN + 1])
    // Of what was answered before nothing is said again, and the caller is waited for.
    expect(timers()).toEqual([QUIET_MS])
  })

  test('ends the silence while it is thought of, and says when it was heard and answered', async () => {
    const { take, asked, timers } = await opened()
    take(prompt('hello'))
    expect(timers()).toEqual([])
    await done()
    const { heardAt, saidAt } = asked[0]!.firstWord!
    expect(saidAt()).toBeGreaterThanOrEqual(heardAt)
  })

  test('is told as far as it is understood, until it is theirs no more', async () => {
    const { session, take, ahead, timers, begun } = socket()
    take(setup())
    take(prompt('hel', false))
    await done()
    const before = begun()
    take(prompt('hello', false), prompt(' ', true))
    expect(begun()).toBe(before + 2)
    expect(ahead).toEqual([`${TURN} hel`, `${TURN} hello`, `${TURN} `])
    // Who is heard is given the same time again.
    expect(timers()).toEqual([AFTER_GREETING_MS])
    session.end()
    expect(ahead.at(-1)).toBe('left')
    const { ahead: nobodys, session: other, take: say } = socket()
    say(setup({}), prompt('hel', false))
    other.end()
    expect(nobodys).toEqual([])
  })

  test('nothing: the silence that is over is one, and has no first word to be measured', async () => {
    const { runOut, events, asked } = await opened()
    runOut()
    await done()
    expect(events()).toEqual([['caller.silent', TURN]])
    expect(asked[0]!.firstWord).toBeUndefined()
  })
})

describe('what is answered', () => {
  test('“one moment” is said, and what comes of it after it', async () => {
    const one = await opened({
      answer: ({ event }) =>
        event.type === 'hold.ended' ? {} : { next: 'hold', words: ['One moment.'] },
    })
    one.take(prompt('hello'))
    await done()
    expect(one.events()).toEqual([
      ['caller.spoke', TURN],
      ['hold.ended', TURN + 1],
    ])
    expect(one.came).toEqual([TURN + 1, TURN + 2])
    expect(one.sent).toEqual([
      { type: 'text', token: 'One moment. ', last: false },
      { type: 'text', token: 'Why?', last: true },
    ])
    // Whoever was told to wait has heard a word; whoever was not has yet to.
    expect(one.asked.map(({ firstWord }) => firstWord !== undefined)).toEqual([true, false])
    const silent = await opened({
      answer: ({ event }) => (event.type === 'hold.ended' ? {} : { next: 'hold', words: [] }),
    })
    silent.take(prompt('hello'))
    await done()
    expect(silent.asked.map(({ firstWord }) => firstWord !== undefined)).toEqual([true, true])
  })

  test('“one moment” without end leaves for a document', async () => {
    const { take, asked, sent } = await opened({ answer: () => ({ next: 'hold', words: [] }) })
    take(prompt('hello'))
    await done()
    expect(asked).toHaveLength(11)
    const handed = JSON.stringify({ call: CALL, revision: TURN + 11 })
    expect(sent).toEqual([{ type: 'end', handoffData: handed }])
  })

  test('what a socket does not say itself leaves for a document, as does no answer', async () => {
    const left = (revision: number) => ({
      type: 'end',
      handoffData: JSON.stringify({ call: CALL, revision }),
    })
    const dialed = await opened({ answer: () => ({ next: 'dial' }) })
    dialed.take(prompt('hello'))
    await done()
    expect(dialed.sent).toEqual([left(TURN + 1)])
    expect(dialed.timers()).toEqual([LEAVING_MS])
    dialed.runOut()
    expect(dialed.closed).toEqual([[1000, 'left']])
    const unanswered = await opened({ answer: () => null })
    unanswered.take(prompt('hello'))
    await done()
    expect(unanswered.sent).toEqual([left(TURN)])
  })

  test('the caller is given the usual time after it, as long as it takes to be said', async () => {
    const { take, timers } = await opened({
      answer: () => ({ words: ['x'.repeat(70), 'x'.repeat(69)] }),
    })
    take(prompt('hello'))
    await done()
    expect(timers()).toEqual([AFTER_GREETING_MS])
  })

  test('a socket that cannot be written to is closed, and the call goes on elsewhere', async () => {
    const { take, breakLine, closed } = await opened()
    breakLine()
    take(prompt('hello'))
    await done()
    expect(closed).toEqual([[1011, 'something went wrong on our side']])
  })

  test('what is new for the caller is fetched as of the turn that brought it, never an older one', async () => {
    const { session, events } = await opened()
    session.comeBack(TURN + 4)
    session.comeBack(TURN)
    await done()
    expect(events()).toEqual([
      ['hold.ended', TURN + 4],
      ['hold.ended', TURN + 4],
    ])
  })

  test('after its caller has gone the words are taken, and nobody is waited for', async () => {
    const { session, take, events, timers } = await opened()
    take(prompt('hello'))
    session.end()
    await done()
    expect([events(), timers()]).toEqual([[['caller.spoke', TURN]], []])
  })
})

describe('how it ends', () => {
  test('it is left after what is under way', async () => {
    const { session, take, sent } = await opened()
    take(prompt('hello'))
    await session.leave()
    expect(sent).toEqual([
      { type: 'text', token: 'Why?', last: true },
      { type: 'end', handoffData: JSON.stringify({ call: CALL, revision: TURN + 1 }) },
    ])
  })

  test('closed by its carrier, nothing is waited for any more', async () => {
    const { session, timers } = await opened()
    await session.leave()
    expect(timers()).toEqual([LEAVING_MS])
    session.end()
    expect(timers()).toEqual([])
    const hungUp = await opened()
    hungUp.session.end()
    expect(hungUp.timers()).toEqual([])
  })

  test('where another goes on, it says so, and waits for nobody', async () => {
    const { session, closed, timers } = await opened()
    session.overtaken()
    expect(closed).toEqual([[1000, 'another socket goes on']])
    expect([timers(), session.revision()]).toEqual([[], null])
  })
})

describe('who cuts in', () => {
  test('is told of once, with what they heard, and given the usual time from then', async () => {
    const one = await opened()
    one.take(interrupt('Who is it?'), interrupt('Who is it?'))
    expect(one.timers()).toEqual([QUIET_MS])
    await done()
    expect(one.asked.map(({ event }) => event)).toEqual([
      { type: 'caller.interrupted', heard: 'Who is it?', unheard: ' What is it about?' },
    ])
    expect(one.came).toEqual([TURN + 1])
    // What was heard is all there was by now.
    one.take(interrupt('Who is it?'))
    await done()
    expect(one.asked).toHaveLength(1)
  })

  test('and is then silent, is silent about the same words', async () => {
    const one = await opened()
    one.take(interrupt('Who is it?'))
    one.runOut()
    await done()
    expect(one.events()).toEqual([
      ['caller.interrupted', TURN],
      ['caller.silent', TURN + 1],
    ])
  })

  test('and says something at once, replies to what they had heard', async () => {
    const one = await opened()
    one.take(interrupt('Who is it?'), prompt('me'))
    await done()
    expect(one.events()).toEqual([
      ['caller.interrupted', TURN],
      ['caller.spoke', TURN],
    ])
  })

  test('where the call has gone on meanwhile, a silence is about what came last', async () => {
    const one = await opened({
      answer: ({ event }) => ({ on: event.type === 'caller.interrupted' ? 2 : 1 }),
    })
    one.take(interrupt('Who is it?'))
    one.runOut()
    await done()
    expect(one.events()).toEqual([
      ['caller.interrupted', TURN],
      ['caller.silent', TURN],
    ])
  })

  test('of what was never said, nothing is told', async () => {
    const one = await opened()
    one.take(interrupt('Goodbye'), interrupt('Who is it? What is it about?'))
    await done()
    expect(one.asked).toEqual([])
  })

  test('where it brought no turn, the call is where it was', async () => {
    const one = await opened({ answer: () => ({ on: 0 }) })
    one.take(interrupt('Who is it?'))
    await done()
    expect(one.came).toEqual([])
    const unanswered = await opened({ answer: () => null })
    unanswered.take(interrupt('Who is it?'))
    await done()
    expect([unanswered.came, unanswered.sent]).toEqual([[], []])
  })
})

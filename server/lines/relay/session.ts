/** One socket: whose it is, what its caller says, and what is said to them, a frame after the other. */
import { z } from 'zod'
import type { CallEvent } from '../../../machines/call.ts'
import { cleanText, shorten } from '../clean-text.ts'
import type { AnswerInTime } from '../in-time.ts'
import { createAsking } from './asking.ts'
import type { Carrier, Told, Unread } from './carrier.ts'
import { heardUntil } from './heard-until.ts'
import type { Nonces } from './nonces.ts'
import { createQuiet, type Timers } from './quiet.ts'
import type { RelayLine } from './relay-line.ts'
import { createSpeaking, type CutOff } from './speaking.ts'

/** How a call stands for a socket that says it is its own. */
export interface Found {
  revision: number
  /** Whether it rests where a caller is heard. */
  listens: boolean
  /** What was said last, as it is written down; empty where nothing was. */
  saying: string
}

interface Ahead {
  partly(callSid: string, turn: number, text: string): void
  left(callSid: string): void
}

export interface SessionDependencies {
  carrier: Carrier
  line: RelayLine
  answerInTime: AnswerInTime
  nonces: Nonces
  /** Null for a call that is not known, is over, or is only played. Rejects where the database fails. */
  find(callSid: string): Promise<Found | null>
  timers: Timers
  /** Of calls that the owner only plays. */
  simulated?: boolean
  /** Hears what the caller has said so far, in reply to which turn, and that nobody is on the socket; or nobody does. */
  ahead?: Ahead | undefined
  /** Why a frame was let be. */
  onUnread(why: Unread | 'out of order' | 'not asked for' | 'too many at once' | 'a fault'): void
}

export interface Socket {
  /** What its address says, which is signed: the call, and the turn whose answer opens it. */
  callSid: string
  turn: number
  send(frame: string): void
  close(code: number, why: string): void
  /** It has shown that it is the call's. */
  bound(): void
  /** A turn came of what it brought: others of the call that are not as far are behind. */
  advanced(revision: number): void
}

export interface Session {
  /** Never throws. */
  take(frame: string): void
  /** How far it has come; null while it is nobody's. */
  revision(): number | null
  /** There is something new for the caller to hear, as the answer that brought `current`. */
  comeBack(current: number): void
  /** Goes away over a document, after what is under way: by then the call may go on elsewhere. */
  leave(): Promise<void>
  /** Another socket of the call goes on with it: nothing of this one is taken any more. */
  overtaken(): void
  /** The socket is closed. */
  end(): void
}

/** What our TwiML gives a socket along. */
const parameters = z.object({
  nonce: z.string(),
  /** How many characters the greeting has, and how long a silence is allowed after it. */
  spoken: z.coerce.number().int().min(0).max(10_000),
  quiet: z.coerce.number().min(0).max(600),
  /** Its languages. */
  speaks: z.string(),
  hears: z.string(),
})

/** Nobody says so much while one answer is thought of. */
const MOST_WAITING = 20

/** More than anybody says without a pause. */
const MOST_CHARACTERS = 8_000

/** A flow holds on twice at most; more is a fault, not patience. */
const MOST_HOLDS = 10

/** Until the carrier has closed what we have left. */
const LEAVING_MS = 10_000

export function createSession(deps: SessionDependencies, socket: Socket): Session {
  const { carrier, nonces, find, timers, onUnread } = deps
  const { callSid, turn } = socket
  const quiet = createQuiet(timers, callSid, () => waitFor({ type: 'caller.silent' }))
  const speaking = createSpeaking(carrier, socket.send)
  const { askFor, tellOf } = createAsking(deps, callSid)
  let state: 'nobody' | 'bound' | 'left' = 'nobody'
  let isOpen = true
  let stopLeaving = (): void => undefined
  let isSetUp = false
  let isOurs = false
  let revision = turn
  let waiting = 0
  /** What the caller has cut in on, until that is told. */
  let cutOff: CutOff | null = null
  /** The answer whose words were cut off: telling it brought one more, in which nothing was said. */
  let cutOffAnswer: number | null = null
  let work: Promise<unknown> = Promise.resolve()

  function inOrder(task: () => Promise<void> | void): Promise<void> {
    const done = work.then(task).catch(() => socket.close(1011, 'something went wrong on our side'))
    work = done
    return done
  }

  function setUp({ callSid: named, parameters: given }: Extract<Told, { tells: 'setup' }>): void {
    isSetUp = true
    const { success, data } = parameters.safeParse(given)
    isOurs = named === callSid && success && nonces.fits(data.nonce, callSid, turn)
    if (!isOurs || !data) return socket.close(1008, 'the call is another')
    void inOrder(async () => {
      // The nonce is ours, so the call is: with the database away, a turn says what becomes of it.
      const found = await find(callSid).catch(() => ({ revision: turn, listens: true, saying: '' }))
      if (state !== 'nobody') return
      if (!found) return socket.close(1008, 'the call is over')
      state = 'bound'
      speaking.knows(data)
      socket.bound()
      // What it was opened with is not the last that was said, so the call is told anew where it stands. A database that
      // is behind was away, and has yet to be told of that turn.
      const isBehind = found.revision > turn || (found.revision === turn && !found.listens)
      if (isBehind) return leaveOver(found.revision)
      speaking.follows(found.saying)
      listen(data.spoken, data.quiet)
    })
  }

  /** What the caller does is a reply to what they have heard by then, not to what is answered meanwhile. */
  function waitFor(event: CallEvent): void {
    if (waiting >= MOST_WAITING) return onUnread('too many at once')
    quiet.stop()
    waiting++
    const replyTo = revision
    const heardAt = performance.now()
    void inOrder(async () => {
      waiting--
      if (state !== 'bound') return
      // A silence that was over before the interruption was told is one about the same words.
      const isSame = event.type === 'caller.silent' && replyTo === cutOffAnswer
      await answer(event, isSame ? replyTo + 1 : replyTo, heardAt)
    })
  }

  async function answer(event: CallEvent, replyTo: number, heardAt: number): Promise<void> {
    const voice = speaking.begin()
    const isSpeech = event.type === 'caller.spoke'
    let firstWord = isSpeech ? { heardAt, saidAt: voice.saidAt } : undefined
    let spoken = await askFor(event, replyTo, voice, firstWord)
    for (let holds = 0; spoken?.next === 'hold' && holds < MOST_HOLDS; holds++) {
      advance(spoken.revision)
      voice.meanwhile(spoken)
      // Who is told to wait has heard a word.
      if (spoken.say.length > 0) firstWord = undefined
      spoken = await askFor({ type: 'hold.ended' }, spoken.revision, voice, firstWord)
    }
    if (state !== 'bound') return
    if (spoken?.next !== 'listen') {
      voice.breakOff()
      return leaveOver(spoken?.revision || revision)
    }
    // It was sent again, and has been answered.
    if (spoken.revision <= revision) return listen(0, spoken.quietSeconds)
    advance(spoken.revision)
    voice.whole(spoken)
    const characters = spoken.say.map(({ text }) => text).join(' ').length
    listen(characters, spoken.quietSeconds, voice.spokenForMs())
  }

  /** What is said of it waits until what was being said is whole: only then is it known what was not heard. */
  function interrupted(told: string): void {
    quiet.cutOff()
    const cut = speaking.cutOff(told)
    // Once it has been cut off, nothing more of it is heard.
    if (cutOff === cut) return
    cutOff = cut
    void inOrder(async () => {
      cutOff = null
      const part = heardUntil(cut.text, told)
      if (state !== 'bound' || !part || part.unheard === '') return
      cut.heard(part.heard)
      const noted = await tellOf({ type: 'caller.interrupted', ...part }, revision)
      if (!noted || noted.revision <= revision) return
      // Whatever else came meanwhile may have something to say.
      if (noted.revision === revision + 1) cutOffAnswer = revision
      advance(noted.revision)
    })
  }

  function advance(current: number): void {
    if (state !== 'bound') return
    revision = current
    socket.advanced(current)
  }

  /** What was said before the socket closed is heard; nobody is waited for on it. */
  function listen(characters: number, seconds: number, spokenForMs = 0): void {
    if (isOpen) quiet.begin(characters, seconds, spokenForMs)
  }

  /** What the hand-off says is for whoever reads the log: what is done comes from the database. */
  function leaveOver(current: number): void {
    if (state !== 'bound') return
    state = 'left'
    revision = current
    quiet.stop()
    socket.send(carrier.end(JSON.stringify({ call: callSid, revision: current })))
    // Closed meanwhile, it has nothing to be waited for.
    if (isOpen) stopLeaving = timers.after(LEAVING_MS, () => socket.close(1000, 'left'))
  }

  function hear(told: Told): void {
    if (told.tells === 'setup') return isSetUp ? onUnread('out of order') : setUp(told)
    if (!isSetUp) return onUnread('out of order')
    switch (told.tells) {
      case 'speech': {
        const text = shorten(cleanText(told.text), MOST_CHARACTERS)
        if (text && told.isFinal) waitFor({ type: 'caller.spoke', text })
        else partly(text)
        return
      }
      case 'interruption':
        return interrupted(shorten(cleanText(told.heard), MOST_CHARACTERS))
      case 'key':
        return onUnread('not asked for')
      case 'fault':
        return onUnread('a fault')
    }
  }

  function partly(text: string): void {
    quiet.again()
    if (isOurs && state !== 'left') deps.ahead?.partly(callSid, revision, text)
  }

  return {
    take(frame) {
      if (state === 'left' || !isOpen) return
      const read = carrier.read(frame)
      if ('unread' in read) onUnread(read.unread)
      else hear(read.told)
    },
    revision: () => (state === 'bound' ? revision : null),
    comeBack(current) {
      revision = Math.max(revision, current)
      waitFor({ type: 'hold.ended' })
    },
    leave: () => inOrder(() => leaveOver(revision)),
    overtaken() {
      state = 'left'
      quiet.stop()
      socket.close(1000, 'another socket goes on')
    },
    end() {
      isOpen = false
      // Nothing is left to close, and a server that stops waits for nobody.
      stopLeaving()
      quiet.stop()
      if (isOurs) deps.ahead?.left(callSid)
    },
  }
}

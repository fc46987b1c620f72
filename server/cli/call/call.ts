/** `npm run call`: a person, or a list of sayings, in place of the caller. */
import { setTimeout as delay } from 'node:timers/promises'
import { createPhone, PhoneError, UntimelyError, type PhoneCall } from '../../phone/phone.ts'
import { CommandError, localProblem } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { printJson, printLine, type Surroundings } from '../command/surroundings.ts'
import {
  CALL_HELP,
  CALL_OPTIONS,
  readCallOptions,
  type CallOptions,
  type DialPlay,
} from './options.ts'
import { decide, decisionInWords, type Decision } from './decision.ts'
import { scripted, typed, type Act, type CallScript } from './script.ts'
import { reachServer, type CalledServer } from './server.ts'
import { createTranscript, type CallTranscript } from './transcript.ts'
import { PLAYED_ACCOUNT } from '../../settings/played-account.ts'

/** Ends with 0 where the call took place, 1 where the server failed it. */
export const call = createCommand({
  name: 'call',
  help: CALL_HELP,
  options: CALL_OPTIONS,
  takesWords: false,
  async run({ values }, around) {
    const options = readCallOptions(values)
    const server = await reachServer(options, around)
    try {
      await hold(server, options, around)
      return 0
    } finally {
      await server.stop()
    }
  },
})

/** The call from the first ring to the summary. Throws `CommandError` where the server fails it. */
async function hold(
  server: CalledServer,
  options: CallOptions,
  around: Surroundings,
): Promise<void> {
  const { env } = around
  const { sayings, json, from, to = env.TWILIO_PHONE_NUMBER?.trim() } = options
  const transcript = createTranscript(around, { isPrinted: !json, isTyped: sayings === null })
  const script = sayings
    ? scripted(sayings, options, around)
    : typed((hint) => transcript.add('phone', hint), around)
  const phone = createPhone({
    ...(env.TWILIO_AUTH_TOKEN && { authToken: env.TWILIO_AUTH_TOKEN.split(',')[0]!.trim() }),
    ...server,
    accountSid: PLAYED_ACCOUNT,
    // A person hears a pause as one; a script has no time for it.
    ...(!sayings && { wait: (seconds: number) => delay(seconds * 1000), hums: true }),
  })
  server.standIn?.plugIn(phone)
  let failure: PhoneError | null = null
  let held: PhoneCall | undefined
  let ending = 'The call failed'
  try {
    transcript.add('phone', `${from} calls${sayings ? '' : ' (/help tells what you can type)'}`)
    held = await phone.ring({ from, ...(to && { to }) })
    ending = await converse(held, { script, transcript, server, isTyped: !sayings })
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error
    failure = error
    held = error.call
    for (const sentence of held?.lastHeard ?? []) transcript.add('concierge', sentence)
  } finally {
    script.close()
  }
  if (held && json) printJson(around, transcript.json(held, ending))
  // Where nothing was said, what went wrong is all there is to tell.
  else if (held && (held.heard.length > 0 || !failure))
    printLine(around, transcript.sumUp(held, ending))
  if (failure) {
    const detail = reasonOf(failure, server, env)
    throw new CommandError('failed', localProblem('Failed call', detail), { cause: failure })
  }
}

interface Conversing {
  script: CallScript
  transcript: CallTranscript
  server: CalledServer
  isTyped: boolean
}

/** Goes on until the call is over, by itself too; gives the way it ended. */
async function converse(held: PhoneCall, conversing: Conversing): Promise<string> {
  const { script, transcript } = conversing
  const moves = movesOf(held)
  let typing: Promise<Act> | null = null
  let ending = ''
  let told = 0
  let rung: PhoneCall['owner'] = null
  for (;;) {
    const moved = moves.next()
    for (const sentence of held.heard.slice(told)) transcript.add('concierge', sentence)
    told = held.heard.length
    if (held.state === 'rejected') return 'The call was rejected'
    if (held.state === 'ended') return ending || 'The concierge ended the call'
    if (held.state === 'dialing' && held.owner !== rung) {
      rung = held.owner
      const { number, callerId } = held.dialed!
      const shown = callerId ? `, which shows ${callerId}` : ''
      transcript.add('phone', `rings the owner at ${number}${shown}`)
    }
    typing ??= script.next(held)
    const act = await Promise.race([typing, moved])
    if (act === undefined) continue
    typing = null
    try {
      ending =
        act.act === 'decide'
          ? await stepIn(held, act.decision, { ...conversing, moved })
          : await perform(act, held, transcript)
    } catch (error) {
      // The call moved on while it was typed.
      if (!(error instanceof UntimelyError)) throw error
      transcript.add('phone', error.message)
    }
  }
}

/** What the owner decides elsewhere comes at any time. */
function movesOf(held: PhoneCall): { next(): Promise<undefined> } {
  let move = Promise.withResolvers<undefined>()
  held.onMoved(() => {
    move.resolve(undefined)
    move = Promise.withResolvers()
  })
  return { next: () => move.promise }
}

/** For what comes from a server on this machine. */
const PATIENCE_MS = 2_000

/** The owner decides, and the caller hears it: at once, or where that cannot be, with a silence. */
async function stepIn(
  held: PhoneCall,
  decision: Decision,
  { transcript, server, isTyped, moved }: Conversing & { moved: Promise<undefined> },
): Promise<string> {
  transcript.add('phone', decisionInWords(decision))
  const refusal = await decide(server.address, held.callSid, decision)
  if (refusal !== null) {
    transcript.add('phone', `that is not possible: ${refusal}`)
    return ''
  }
  const isHeard = moved.then(() => true)
  if (server.standIn && (await Promise.race([isHeard, delay(PATIENCE_MS, false)]))) return ''
  if (isTyped) transcript.add('phone', 'the caller hears it with their next word or silence')
  else await held.silence()
  return ''
}

/** Does what the caller or the owner does; gives what to call it if that was the end. */
async function perform(
  act: Exclude<Act, { act: 'decide' }>,
  held: PhoneCall,
  transcript: CallTranscript,
): Promise<string> {
  switch (act.act) {
    case 'say':
      if (act.afterWords !== undefined) await held.cutsIn(act.afterWords)
      transcript.add('caller', act.text)
      await held.say(act.text)
      return ''
    case 'stay silent':
      transcript.add('phone', 'silence')
      await held.silence()
      return ''
    case 'answer':
      transcript.add('phone', 'the owner answers')
      await held.ownerAnswers()
      tellOwner(held, transcript)
      return NOT_REACHED
    case 'press':
      transcript.add(
        'phone',
        act.key === null ? 'no key is pressed' : `the owner presses ${act.key}`,
      )
      await (act.key === null ? held.ownerWaits() : held.ownerPresses(act.key))
      tellOwner(held, transcript)
      return endOfDial(held)
    case 'dial ends':
      transcript.add('phone', act.outcome === 'completed' ? 'the owner answers' : act.outcome)
      await playDial(held, act.outcome, transcript)
      if (act.outcome === 'completed') return `The call was put through to ${held.dialed!.number}`
      return `The owner was not reached (${act.outcome}) and the concierge ended the call`
  }
  transcript.add('phone', `the caller hangs up (${act.because})`)
  await held.hangUp()
  return 'The caller hung up'
}

const NOT_REACHED = 'The owner was not reached and the concierge ended the call'

/** What whoever answered was told, which the caller does not hear. */
function tellOwner({ owner }: PhoneCall, transcript: CallTranscript): void {
  for (const sentence of new Set(owner?.lastHeard))
    transcript.add('phone', `to the owner: ${sentence}`)
}

/** Once the two are joined, they talk, and that is the end of what can be played. */
async function endOfDial(held: PhoneCall): Promise<string> {
  if (held.owner?.state !== 'talking') return NOT_REACHED
  await held.ownerHangsUp()
  return `The call was put through to ${held.dialed!.number}`
}

async function playDial(
  held: PhoneCall,
  outcome: DialPlay,
  transcript: CallTranscript,
): Promise<void> {
  if (outcome === 'voicemail') return held.voicemailAnswers()
  if (!isKeyed(outcome)) return held.dialEnds(outcome)
  // Where nobody is told who calls, whoever answers has the caller on the line.
  if (!held.dialed?.announced) return held.dialEnds(outcome === 'completed' ? outcome : 'busy')
  await held.ownerAnswers()
  tellOwner(held, transcript)
  transcript.add('phone', `the owner presses ${KEYS[outcome]}`)
  await held.ownerPresses(KEYS[outcome])
  if (held.owner?.state === 'talking') await held.ownerHangsUp()
}

/** What whoever answers presses. */
const KEYS = { completed: '1', decline: '2', message: '3' } as const

function isKeyed(outcome: DialPlay): outcome is keyof typeof KEYS {
  return outcome in KEYS
}

function reasonOf(
  error: PhoneError,
  { url, publicUrl }: CalledServer,
  env: NodeJS.ProcessEnv,
): string {
  if (error.status === 403) {
    const signed = env.TWILIO_AUTH_TOKEN
      ? `signed for ${publicUrl}: TWILIO_AUTH_TOKEN and BASE_URL (or --public-url) must be the server's`
      : 'not signed: set TWILIO_AUTH_TOKEN, in the environment or in .env'
    return `The server at ${url} refuses the signature. The webhook was ${signed}. Or --own: a server of its own.`
  }
  if (error.status === undefined && error.code >= 11200 && error.code < 11300) {
    return `${error.message}\nIs a server running at ${url}? With --own instead of --url, npm run call starts one.`
  }
  return error.message
}

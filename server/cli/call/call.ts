/** `npm run call`: a person, or a list of sayings, in place of the caller. */
import { setTimeout as delay } from 'node:timers/promises'
import { ConciergeError } from '../../../storage/concierge-error.ts'
import { createPhone, PhoneError, type PhoneCall } from '../../phone/phone.ts'
import { CALL_HELP, readCallOptions, UsageError, type CallOptions } from './options.ts'
import { isTerminal, scripted, typed, type Act, type CallScript } from './script.ts'
import { reachServer, type CalledServer } from './server.ts'
import { createTranscript, type CallTranscript } from './transcript.ts'

/** Gives the exit code: 0 the call took place, 1 the server failed it, 2 wrong usage. */
export async function call(args: string[]): Promise<number> {
  let options: CallOptions
  try {
    options = readCallOptions(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\nSee npm run call -- --help`)
    return 2
  }
  if (options.help) {
    console.log(CALL_HELP)
    return 0
  }
  let server: CalledServer
  try {
    server = await reachServer(options, process.env)
  } catch (error) {
    console.error(`Cannot start a server to call: ${(error as Error).message}`)
    return error instanceof ConciergeError && error.disposition === 'refuse' ? 2 : 1
  }
  try {
    return await hold(server, options)
  } finally {
    await server.stop()
  }
}

/** The call from the first ring to the summary. */
async function hold(server: CalledServer, options: CallOptions): Promise<number> {
  const { sayings, from, to = process.env.TWILIO_PHONE_NUMBER?.trim() } = options
  const transcript = createTranscript(options.json ? null : console.log, !sayings && isTerminal)
  const script = sayings
    ? scripted(sayings, options.dial)
    : typed((hint) => transcript.add('phone', hint))
  const phone = createPhone({
    ...(process.env.TWILIO_AUTH_TOKEN && {
      authToken: process.env.TWILIO_AUTH_TOKEN.split(',')[0]!.trim(),
    }),
    ...server,
    ...(process.env.TWILIO_ACCOUNT_SID && { accountSid: process.env.TWILIO_ACCOUNT_SID.trim() }),
    // A person hears a pause as one; a script has no time for it.
    ...(!sayings && { wait: (seconds: number) => delay(seconds * 1000) }),
  })
  let failure: PhoneError | null = null
  let held: PhoneCall | undefined
  let ending = 'The call failed'
  try {
    transcript.add('phone', `${from} calls${sayings ? '' : ' (/help tells what you can type)'}`)
    held = await phone.ring({ from, ...(to && { to }) })
    ending = await converse(held, script, transcript)
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error
    failure = error
    held = error.call
    for (const sentence of held?.lastHeard ?? []) transcript.add('concierge', sentence)
  } finally {
    script.close()
  }
  if (held && options.json) console.log(transcript.toJson(held, ending))
  // Where nothing was said, what went wrong is all there is to tell.
  else if (held && (held.heard.length > 0 || !failure)) console.log(transcript.sumUp(held, ending))
  if (failure) console.error(explain(failure, server))
  return failure ? 1 : 0
}

/** Goes on until the call is over; gives the way it ended. */
async function converse(
  held: PhoneCall,
  script: CallScript,
  transcript: CallTranscript,
): Promise<string> {
  let ending = ''
  for (;;) {
    for (const sentence of held.lastHeard) transcript.add('concierge', sentence)
    if (held.state === 'rejected') return 'The call was rejected'
    if (held.state === 'ended') return ending || 'The concierge ended the call'
    if (held.state === 'dialing') {
      const { number, callerId } = held.dialed!
      const shown = callerId ? `, which shows ${callerId}` : ''
      transcript.add('phone', `rings the owner at ${number}${shown}`)
    }
    const act = await script.next(held.state)
    ending = await perform(act, held, transcript)
  }
}

/** Does what the caller or the owner does; gives what to call it if that was the end. */
async function perform(act: Act, held: PhoneCall, transcript: CallTranscript): Promise<string> {
  switch (act.act) {
    case 'say':
      transcript.add('caller', act.text)
      await held.say(act.text)
      return ''
    case 'stay silent':
      transcript.add('phone', 'silence')
      await held.silence()
      return ''
    case 'dial ends':
      transcript.add('phone', act.outcome === 'completed' ? 'the owner answers' : act.outcome)
      await held.dialEnds(act.outcome)
      if (act.outcome === 'completed') return `The call was put through to ${held.dialed!.number}`
      return `The owner was not reached (${act.outcome}) and the concierge ended the call`
  }
  transcript.add('phone', `the caller hangs up (${act.because})`)
  await held.hangUp()
  return 'The caller hung up'
}

function explain(error: PhoneError, { url, publicUrl }: CalledServer): string {
  if (error.status === 403) {
    const signed = process.env.TWILIO_AUTH_TOKEN
      ? `signed for ${publicUrl}: TWILIO_AUTH_TOKEN and BASE_URL (or --public-url) must be the server's`
      : 'not signed: set TWILIO_AUTH_TOKEN, in the environment or in .env'
    return `The server at ${url} refuses the signature. The webhook was ${signed}.`
  }
  if (error.status === undefined && error.code >= 11200 && error.code < 11300) {
    return `${error.message}\nIs a server running at ${url}? Without --url, npm run call starts its own.`
  }
  return error.message
}

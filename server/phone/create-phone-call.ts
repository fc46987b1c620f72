/** One call: obeys each document verb by verb, and stops where it waits for the caller or the owner. */
import { createCallWebhooks } from './call-webhooks.ts'
import { callerParameters, newSid, type Caller } from './caller.ts'
import { PhoneError } from './phone-error.ts'
import type { Dialed, DialOutcome, PhoneCall } from './phone-call.ts'
import { parseTwiml, type Dial, type Gather, type Prompt, type Verb } from './twiml-document.ts'
import type { Transport } from './transport.ts'
import { UntimelyError } from './untimely-error.ts'
import type { ComposeWebhook, WebhookOptions } from './webhook-request.ts'

export interface PhoneCallDeps {
  caller: Caller
  accountSid: string
  voiceUrl: string
  fallbackUrl: string | undefined
  statusUrl: string | undefined
  verifiedNumbers: readonly string[]
  compose: ComposeWebhook
  transport: Transport
  wait: (seconds: number) => Promise<void>
}

/** Where the call rests: at this verb of the document at `url`, with these to go on with. */
type Waiting<V extends Gather | Dial = Gather | Dial> = { verb: V; next: Verb[]; url: string }

/** A call that is to begin, or to go on from a document. */
export interface NewPhoneCall extends PhoneCall {
  ring(): Promise<void>
  resume(twiml: string): Promise<void>
}

export function createPhoneCall(deps: PhoneCallDeps): NewPhoneCall {
  const { voiceUrl, statusUrl } = deps
  const parameters = callerParameters(deps.caller, deps.accountSid)
  const webhooks = createCallWebhooks({
    ...deps,
    parameters: () => ({ ...parameters, CallStatus: status }),
  })
  const heard: string[] = []
  const began = performance.now()
  let state: PhoneCall['state'] = 'listening'
  let status = 'ringing'
  let over = false
  let waiting: Waiting | null = null
  let dialed: Dialed | null = null
  let alreadyHeard = 0
  let spentSeconds = 0

  async function follow(
    target: string,
    base: string,
    fields?: Record<string, string>,
    { method }: WebhookOptions = {},
  ): Promise<void> {
    const url = new URL(target, base).href
    const document = await webhooks.fetchDocument(url, fields, { method })
    await obey(document.verbs, document.url)
  }

  async function obey(verbs: Verb[], url: string): Promise<void> {
    for (const [index, verb] of verbs.entries()) {
      // The caller may have hung up while the server was thinking.
      if (over) return
      switch (verb.verb) {
        case 'Gather':
          status = 'in-progress'
          for (const prompt of verb.prompts) await play(prompt)
          return rest('listening', { verb, next: verbs.slice(index + 1), url })
        case 'Dial':
          dial(verb)
          return rest('dialing', { verb, next: verbs.slice(index + 1), url })
        case 'Redirect':
          return follow(verb.url, url, {}, verb)
        case 'Reject':
          return reject(verb.reason)
        case 'Hangup':
          status = 'in-progress'
          return end()
        default:
          await play(verb)
      }
    }
    // DOCS/voice/twiml: with no verb left, Twilio hangs up.
    if (!over) await end()
  }

  async function play(prompt: Prompt): Promise<void> {
    if (over) return
    if (prompt.verb === 'Pause') {
      spentSeconds += prompt.seconds
      await deps.wait(prompt.seconds)
      return
    }
    // Only a <Pause> leaves the call unanswered: twilio.com/docs/api/twiml/pause
    status = 'in-progress'
    if (prompt.verb === 'Say') heard.push(prompt.text)
  }

  function dial({ number, callerId, timeout, answerOnBridge, whisper }: Dial): void {
    if (whisper) {
      const reason = 'The phone cannot play the whisper of <Number url>, though Twilio can'
      throw new PhoneError(0, reason, { url: webhooks.latestPath() })
    }
    const allowed = [parameters.From, parameters.To, ...deps.verifiedNumbers]
    if (callerId !== undefined && !allowed.includes(callerId)) {
      const reason = `The callerId ${callerId} is neither the call's From or To nor a verified number`
      throw new PhoneError(13214, reason, { url: webhooks.latestPath() })
    }
    // DOCS/voice/twiml/dial: answerOnBridge keeps a call ringing that nothing has answered yet.
    if (!answerOnBridge) status = 'in-progress'
    dialed = {
      number,
      ...(callerId !== undefined && { callerId }),
      ...(timeout !== undefined && { timeout }),
      answerOnBridge,
    }
  }

  async function reject(reason: 'rejected' | 'busy'): Promise<void> {
    if (status !== 'ringing') {
      const why = 'The call is answered already and cannot be rejected'
      throw new PhoneError(0, why, { url: webhooks.latestPath() })
    }
    await end(reason === 'busy' ? 'busy' : 'no-answer', 'rejected')
  }

  function rest(next: 'listening' | 'dialing', what: Waiting): void {
    if (over) return
    state = next
    waiting = what
  }

  function finalStatus(): string {
    return status === 'ringing' ? 'no-answer' : 'completed'
  }

  async function end(final = finalStatus(), how: 'ended' | 'rejected' = 'ended'): Promise<void> {
    over = true
    waiting = null
    state = how
    status = final
    if (statusUrl) await webhooks.tell(statusUrl, endFields())
  }

  /** DOCS/voice/twiml: a number's status callback comes once, after the end of the call. */
  function endFields(): Record<string, string> {
    const lasted = Math.ceil((performance.now() - began) / 1000 + spentSeconds)
    const seconds = status === 'completed' ? lasted : 0
    return {
      CallDuration: String(seconds),
      Duration: String(Math.ceil(seconds / 60)),
      Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
      CallbackSource: 'call-progress-events',
      SequenceNumber: '0',
    }
  }

  /** Something the caller or the owner did, and all that the server makes of it. */
  async function act(work: () => Promise<void>): Promise<void> {
    alreadyHeard = heard.length
    webhooks.startOver()
    try {
      await work()
    } catch (error) {
      if (!(error instanceof PhoneError)) throw error
      error.call = call
      webhooks.failures.push(error)
      // Hung up meanwhile: nobody is left to hear that the server failed.
      if (over) return
      // DOCS/availability-reliability: Twilio says that an error occurred, and hangs up.
      await end('completed')
      throw error
    }
  }

  function take<N extends 'Gather' | 'Dial'>(name: N, what: string) {
    if (waiting?.verb.verb !== name) {
      const instead = waiting || over ? state : 'waiting for the server'
      throw new UntimelyError(`The caller cannot ${what}: the call is ${instead}`)
    }
    const found = waiting as Waiting<Extract<Gather | Dial, { verb: N }>>
    waiting = null
    return found
  }

  function dialFields(outcome: DialOutcome, seconds: number, bridged: boolean) {
    return {
      DialCallStatus: outcome,
      DialCallSid: newSid('CA'),
      DialBridged: String(bridged),
      ...(outcome === 'completed' && { DialCallDuration: String(seconds) }),
    }
  }

  const call: NewPhoneCall = {
    callSid: parameters.CallSid!,
    heard,
    exchanges: webhooks.exchanges,
    failures: webhooks.failures,
    get state() {
      return state
    },
    get lastHeard() {
      return heard.slice(alreadyHeard)
    },
    get dialed() {
      return dialed
    },
    ring() {
      return act(() => follow(voiceUrl, voiceUrl))
    },
    resume(twiml) {
      return act(() => obey(parseTwiml(twiml), voiceUrl))
    },
    async say(text, confidence = 0.9) {
      if (waiting?.verb.verb === 'Gather' && !waiting.verb.hearsSpeech) {
        throw new UntimelyError(
          'The caller cannot say anything: this <Gather> listens for keys only',
        )
      }
      const { verb, url } = take('Gather', 'say anything')
      const speech = { SpeechResult: text }
      const fields = confidence === null ? speech : { ...speech, Confidence: String(confidence) }
      await act(() => follow(verb.action, url, fields, verb))
    },
    async silence() {
      const { verb, url, next } = take('Gather', 'stay silent')
      spentSeconds += verb.seconds
      // DOCS/voice/twiml/gather: without input Twilio goes on to the next verb, and sends nothing.
      await act(() =>
        verb.actionOnEmptyResult ? follow(verb.action, url, {}, verb) : obey(next, url),
      )
    },
    async dialEnds(outcome, durationSeconds = 30, bridged = outcome === 'completed') {
      const { verb, url, next } = take('Dial', 'see the dial end')
      if (outcome === 'completed') {
        status = 'in-progress'
        spentSeconds += durationSeconds
      }
      const fields = dialFields(outcome, durationSeconds, bridged)
      // DOCS/voice/twiml/dial: with an action, the verbs after the Dial are unreachable.
      await act(() =>
        verb.action === undefined ? obey(next, url) : follow(verb.action, url, fields, verb),
      )
    },
    async hangUp(talkedSeconds) {
      if (over) return
      const talked = talkedSeconds !== undefined
      const { verb, url } = waiting ?? {}
      over = true
      alreadyHeard = heard.length
      if (talked) {
        status = 'in-progress'
        spentSeconds += talkedSeconds
      }
      status = finalStatus()
      if (verb?.verb === 'Dial' && verb.action !== undefined) {
        // The action may still be requested; what it answers is not heard any more.
        const fields = dialFields(talked ? 'completed' : 'canceled', talkedSeconds ?? 0, talked)
        await webhooks.tell(new URL(verb.action, url).href, fields, { method: verb.method })
      }
      await end(status)
    },
    post(path, fields, headers) {
      return webhooks.post(new URL(path, voiceUrl).href, fields, headers)
    },
    repeat(n) {
      return webhooks.repeat(n)
    },
  }
  return call
}

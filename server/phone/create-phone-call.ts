/** One call: obeys each document verb by verb, and stops where it waits for the caller or the owner. */
import { createCallWebhooks } from './call-webhooks.ts'
import { callerParameters } from './caller.ts'
import { PhoneError } from './phone-error.ts'
import { createOwnerActs } from './owner-acts.ts'
import { createOwnerLeg, type OwnerLeg } from './owner-leg.ts'
import type { CallUpdate, Dialed, DialOutcome, PhoneCall } from './phone-call.ts'
import { createGatherActs } from './gather-acts.ts'
import type { NewPhoneCall, PhoneCallDeps, Resting, Waiting } from './phone-call-parts.ts'
import { createRelayActs } from './relay-acts.ts'
import { parseTwiml, type Connect, type Dial, type Prompt, type Verb } from './twiml-document.ts'
import { checkUpdate } from './call-update.ts'
import { dialedBy, dialFields } from './dialed-by.ts'
import { endFields } from './end-fields.ts'
import { UntimelyError } from './untimely-error.ts'
import type { WebhookOptions } from './webhook-request.ts'

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
  let owner: OwnerLeg | null = null
  let alreadyHeard = 0
  let spentSeconds = 0
  /** Stands for what the call is doing: an update puts another in its place, and the rest of it is left. */
  let acting = {}
  const toldOfMoves = new Set<() => void>()

  async function follow(
    target: string,
    base: string,
    fields?: Record<string, string>,
    { method }: WebhookOptions = {},
  ): Promise<void> {
    const url = new URL(target, base).href
    const mine = acting
    const document = await webhooks.fetchDocument(url, fields, { method })
    if (acting === mine) await obey(document.verbs, document.url)
  }

  async function obey(verbs: Verb[], url: string): Promise<void> {
    const mine = acting
    for (const [index, verb] of verbs.entries()) {
      // The caller may have hung up while the server was thinking.
      if (over || acting !== mine) return
      switch (verb.verb) {
        case 'Gather':
          status = 'in-progress'
          for (const prompt of verb.prompts) if (acting === mine) await play(prompt)
          if (acting !== mine) return
          return rest('listening', { verb, next: verbs.slice(index + 1), url })
        case 'Dial':
          dial(verb, url)
          return rest('dialing', { verb, next: verbs.slice(index + 1), url })
        case 'Connect':
          status = 'in-progress'
          rest('listening', { verb, next: verbs.slice(index + 1), url })
          return relayActs.connect(verb.relay)
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
    if (!over && acting === mine) await end()
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

  function dial(verb: Dial, base: string): void {
    const allowed = [parameters.From!, parameters.To!, ...deps.verifiedNumbers]
    dialed = dialedBy(verb, allowed, webhooks.latestPath())
    // DOCS/voice/twiml/dial: answerOnBridge keeps a call ringing that nothing has answered yet.
    if (!verb.answerOnBridge) status = 'in-progress'
    const { compose, transport, wait } = deps
    owner = createOwnerLeg({ dial: verb, base, parent: parameters, compose, transport, wait })
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
    owner?.end()
    void relayActs.hangUp()
    state = how
    status = final
    deps.onEnd()
    const lasted = (performance.now() - began) / 1000 + spentSeconds
    if (statusUrl) await webhooks.tell(statusUrl, endFields(status === 'completed' ? lasted : 0))
  }

  /** Something the caller or the owner did, and all that the server makes of it. */
  async function act(work: () => Promise<void>): Promise<void> {
    const mine = {}
    acting = mine
    alreadyHeard = heard.length
    webhooks.startOver()
    try {
      await work()
    } catch (error) {
      if (!(error instanceof PhoneError)) throw error
      error.call = call
      webhooks.failures.push(error)
      // Hung up or sent elsewhere meanwhile: nobody is left to hear that the server failed.
      if (over || acting !== mine) return
      // DOCS/availability-reliability: Twilio says that an error occurred, and hangs up.
      await end('completed')
      throw error
    }
  }

  function take<N extends Resting['verb']>(name: N, what: string) {
    if (waiting?.verb.verb !== name) {
      const instead = waiting || over ? state : 'waiting for the server'
      throw new UntimelyError(`The caller cannot ${what}: the call is ${instead}`)
    }
    const found = waiting as Waiting<Extract<Resting, { verb: N }>>
    waiting = null
    return found
  }

  /** The dial is over, and with it the owner's leg: on to what its document says. */
  async function endDial(outcome: DialOutcome, seconds: number, bridged: boolean): Promise<void> {
    const { verb, url, next } = take('Dial', 'see the dial end')
    owner?.end()
    if (outcome === 'completed') {
      status = 'in-progress'
      spentSeconds += seconds
    }
    const fields = dialFields(owner, { outcome, seconds, bridged })
    await act(() => after({ verb, url, next }, fields))
  }

  /**
   * A dial that the call leaves is over, and so is a socket; its action is told so, and what that answers is heard by
   * nobody.
   */
  async function leave(left: Waiting | null, talkedSeconds?: number): Promise<void> {
    const mine = owner
    await relayActs.hangUp()
    const bridged = talkedSeconds !== undefined || mine?.state === 'talking'
    const talked = bridged || mine?.state === 'asked'
    mine?.end()
    if (!left || left.verb.verb === 'Gather' || left.verb.action === undefined) return
    const outcome = talked ? 'completed' : 'canceled'
    const fields =
      left.verb.verb === 'Dial'
        ? dialFields(mine, { outcome, seconds: talkedSeconds ?? 0, bridged })
        : relayActs.fields({ status: 'completed' })
    const { action, method } = left.verb
    await webhooks.tell(new URL(action, left.url).href, fields, { method })
  }

  /** DOCS/voice/api/call-resource#update-a-call-resource */
  async function update(to: CallUpdate): Promise<void> {
    checkUpdate(status, to)
    const left = waiting
    waiting = null
    await act(async () => {
      // twilio.com/changelog/changes-to-dial-behavior-for-enhanced-programmable-sip-feature-accounts
      await leave(left)
      if ('status' in to) await end('completed')
      else if ('twiml' in to) await obey(parseTwiml(to.twiml), voiceUrl)
      else await follow(to.url, voiceUrl, {}, to)
    }).finally(() => {
      for (const told of toldOfMoves) told()
    })
  }

  /** DOCS/voice/twiml/dial, /connect: with an action, the verbs after it are unreachable. */
  function after({ verb, url, next }: Waiting<Dial | Connect>, fields: Record<string, string>) {
    return verb.action === undefined ? obey(next, url) : follow(verb.action, url, fields, verb)
  }

  const ownerActs = createOwnerActs({
    dialing: () => (!over && owner && waiting?.verb.verb === 'Dial' ? owner : null),
    act,
    failed: (error) => webhooks.failures.push(error),
    endDial,
  })

  const relayActs = createRelayActs({
    ...deps,
    parameters,
    heard,
    quiet: () => deps.quiet(parameters.CallSid!),
    act,
    failed: (error) => webhooks.failures.push(error),
    isOver: () => over,
    goOn: (fields) => after(take('Connect', 'leave the socket'), fields),
  })

  const gatherActs = createGatherActs({
    waiting: () => waiting,
    tell: webhooks.tell,
    take: (what) => take('Gather', what),
    act,
    follow,
    obey,
    passed: (seconds) => (spentSeconds += seconds),
  })

  const acts = () => (waiting?.verb.verb === 'Connect' ? relayActs : gatherActs)
  const call: NewPhoneCall = {
    callSid: parameters.CallSid!,
    heard,
    exchanges: webhooks.exchanges,
    failures: webhooks.failures,
    get state() {
      return state
    },
    get status() {
      return status
    },
    get lastHeard() {
      return heard.slice(alreadyHeard)
    },
    get dialed() {
      return dialed
    },
    get owner() {
      return owner
    },
    ring: () => act(() => follow(voiceUrl, voiceUrl)),
    resume: (twiml) => act(() => obey(parseTwiml(twiml), voiceUrl)),
    get relay() {
      return relayActs.leg()
    },
    ...relayActs.acts,
    say: (text, confidence) => acts().say(text, confidence),
    saying: (text) => acts().saying(text),
    silence: () => acts().silence(),
    update,
    onMoved(told) {
      toldOfMoves.add(told)
      return () => void toldOfMoves.delete(told)
    },
    ...ownerActs,
    async hangUp(talkedSeconds) {
      if (over) return
      if (talkedSeconds !== undefined) await ownerActs.takes()
      const left = waiting
      over = true
      alreadyHeard = heard.length
      if (talkedSeconds !== undefined) {
        status = 'in-progress'
        spentSeconds += talkedSeconds
      }
      status = finalStatus()
      // The action may still be requested; what it answers is not heard any more.
      await leave(left, talkedSeconds)
      await end(status)
    },
    post: (path, fields, headers) => webhooks.post(new URL(path, voiceUrl).href, fields, headers),
    repeat: (n) => webhooks.repeat(n),
  }
  return call
}

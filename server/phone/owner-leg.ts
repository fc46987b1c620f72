/** The owner's leg of a dial: a call of its own, which hears a document before the two are joined. */
import { createCallWebhooks, type CallWebhooksDeps, type TwimlDocument } from './call-webhooks.ts'
import { newSid } from './caller.ts'
import type { OwnerHandset } from './phone-call.ts'
import { PhoneError } from './phone-error.ts'
import { parseTwiml, type Dial, type Gather, type Prompt, type Verb } from './twiml-document.ts'
import { UntimelyError } from './untimely-error.ts'

export interface OwnerLegDeps extends Pick<CallWebhooksDeps, 'compose' | 'transport'> {
  dial: Dial
  /** What the document that dials was fetched from. */
  base: string
  /** Of the caller's leg. */
  parent: Record<string, string>
  wait(seconds: number): Promise<void>
}

/** The leg as whoever plays the owner has it in hand, and as the dial does. */
export interface OwnerLeg extends OwnerHandset {
  readonly webhooks: ReturnType<typeof createCallWebhooks>
  /** Whether whoever answers is told who calls, and has to take the call. */
  readonly isAnnounced: boolean
  answer(): Promise<void>
  /** Goes on from a document that it was answered with before. */
  resume(twiml: string): Promise<void>
  press(keys: string): Promise<void>
  waitOut(): Promise<void>
  /** Whoever ends it: the leg is told nothing more. */
  end(): void
}

/** What stands in the whisper of a dialled number: https://www.twilio.com/docs/voice/twiml/number#url */
const WHISPERED = new Set(['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup'])

export function createOwnerLeg(deps: OwnerLegDeps): OwnerLeg {
  const { dial, base, parent } = deps
  const parameters = legParameters(dial, parent)
  const heard: string[] = []
  let state: OwnerHandset['state'] = 'ringing'
  let asking: { verb: Gather; next: Verb[]; url: string } | null = null
  let alreadyHeard = 0
  const webhooks = createCallWebhooks({
    compose: deps.compose,
    transport: deps.transport,
    // A leg that we dialled has none: https://www.twilio.com/docs/voice/twiml/number
    fallbackUrl: undefined,
    parameters: () => ({
      ...parameters,
      CallStatus: state === 'ringing' ? 'ringing' : 'in-progress',
    }),
  })

  async function obey({ verbs, url }: TwimlDocument): Promise<void> {
    for (const [index, verb] of verbs.entries()) {
      if (state === 'ended') return
      if (!WHISPERED.has(verb.verb))
        throw new PhoneError(0, `<${verb.verb}> may not stand in the whisper of a <Number>`, {
          url,
        })
      if (verb.verb === 'Gather') {
        for (const prompt of verb.prompts) await play(prompt)
        asking = { verb, next: verbs.slice(index + 1), url }
        return
      }
      if (verb.verb === 'Hangup') return end()
      if (verb.verb === 'Redirect') return follow(verb.url, url, {}, verb.method)
      await play(verb as Prompt)
    }
    // A document that ends joins the two, where the other is still there.
    if (!isEnded()) state = 'talking'
  }

  async function follow(
    target: string,
    from: string,
    fields: Record<string, string>,
    method: 'GET' | 'POST',
  ): Promise<void> {
    const document = await webhooks.fetchDocument(new URL(target, from).href, fields, { method })
    await obey(document)
  }

  async function play(prompt: Prompt): Promise<void> {
    if (prompt.verb === 'Pause') await deps.wait(prompt.seconds)
    else if (prompt.verb === 'Say' && !isEnded()) heard.push(prompt.text)
  }

  function take(what: string) {
    if (!asking || state !== 'asked')
      throw new UntimelyError(`The owner cannot ${what}: the owner's phone is ${state}`)
    const found = asking
    asking = null
    alreadyHeard = heard.length
    webhooks.startOver()
    return found
  }

  function pickUp(): void {
    if (state !== 'ringing')
      throw new UntimelyError(`The owner cannot answer: the owner's phone is ${state}`)
    state = 'asked'
  }

  function isEnded(): boolean {
    return state === 'ended'
  }

  function end(): void {
    state = 'ended'
    asking = null
  }

  return {
    callSid: parameters.CallSid!,
    webhooks,
    isAnnounced: dial.whisper !== null,
    heard,
    exchanges: webhooks.exchanges,
    get state() {
      return state
    },
    get lastHeard() {
      return heard.slice(alreadyHeard)
    },
    async answer() {
      pickUp()
      if (!dial.whisper) state = 'talking'
      else await follow(dial.whisper.url, base, {}, dial.whisper.method)
    },
    async resume(twiml) {
      pickUp()
      await obey({ verbs: parseTwiml(twiml), url: new URL(dial.whisper?.url ?? '', base).href })
    },
    async press(keys) {
      if (!/^[0-9*#]+$/.test(keys)) throw new UntimelyError(`There is no key ${keys}`)
      if (asking && !asking.verb.hearsKeys)
        throw new UntimelyError('The owner cannot press a key: this <Gather> listens for speech')
      const { verb, url } = take('press a key')
      const pressed = verb.keys === null ? keys : keys.slice(0, verb.keys)
      await follow(verb.action, url, { Digits: pressed }, verb.method)
    },
    async waitOut() {
      const { verb, next, url } = take('wait')
      await deps.wait(verb.seconds)
      // DOCS/voice/twiml/gather: without input Twilio goes on to the next verb, and sends nothing.
      if (verb.actionOnEmptyResult) await follow(verb.action, url, { Digits: '' }, verb.method)
      else await obey({ verbs: next, url })
    },
    post(path, fields, headers) {
      return webhooks.post(new URL(path, base).href, fields, headers)
    },
    repeat: (n) => webhooks.repeat(n),
    end,
  }
}

/** DOCS/voice/twiml#request-parameters: a leg that a <Dial> made names the call that it was made for. */
function legParameters(
  { number, callerId }: Dial,
  parent: Record<string, string>,
): Record<string, string> {
  const from = callerId ?? parent.From!
  return {
    AccountSid: parent.AccountSid!,
    ApiVersion: parent.ApiVersion!,
    CallSid: newSid('CA'),
    ParentCallSid: parent.CallSid!,
    Direction: 'outbound-dial',
    From: from,
    Caller: from,
    To: number,
    Called: number,
  }
}

/** From the body of an answer to the verbs in it, refusing whatever Twilio would refuse. */
import { parseXml, XmlElement, XmlError, XmlText, type XmlNode } from '@rgrove/parse-xml'
import { PhoneError } from './phone-error.ts'
import { ATTRIBUTES, e164, NESTED, NOT_PLAYED, url, type Rule } from './twiml-schema.ts'

type Method = 'GET' | 'POST'

export type Prompt =
  | { verb: 'Say'; text: string }
  | { verb: 'Play' }
  | { verb: 'Pause'; seconds: number }

export interface Gather {
  verb: 'Gather'
  prompts: Prompt[]
  hearsSpeech: boolean
  hearsKeys: boolean
  /** How many keys it waits for; null for as many as there come. */
  keys: number | null
  /** Where to go with what was heard: by default the document that asked. */
  action: string
  method: Method
  actionOnEmptyResult: boolean
  seconds: number
  /** Where what is heard so far is told; null where nobody wants it. */
  partials: { url: string; method: Method } | null
}

export interface Dial {
  verb: 'Dial'
  number: string
  callerId: string | undefined
  /** What whoever answers hears before the two are joined. */
  whisper: { url: string; method: Method } | null
  timeout: number | undefined
  answerOnBridge: boolean
  action: string | undefined
  method: Method
}

/** What `<Connect>` opens a socket for. */
export interface Relay {
  url: string
  greeting: string
  /** By their tags: what it begins with, and all that it may be changed to. */
  tongue: { speaks: string; hears: string }
  languages: string[]
  partialPrompts: boolean
  parameters: Record<string, string>
}

export interface Connect {
  verb: 'Connect'
  relay: Relay
  action: string | undefined
  method: Method
}

export type Verb =
  | Prompt
  | Gather
  | Dial
  | Connect
  | { verb: 'Redirect'; url: string; method: Method }
  | { verb: 'Hangup' }
  | { verb: 'Reject'; reason: 'rejected' | 'busy' }

/** The verbs of a document, from top to bottom. */
export function parseTwiml(xml: string): Verb[] {
  const response = rootOf(xml)
  if (response.name !== 'Response') {
    throw new PhoneError(12100, `A document starts with <Response>, not <${response.name}>`)
  }
  checkAttributes(response)
  const elements = childrenOf(response)
  const misplaced = elements.findIndex((element) => element.name === 'Reject')
  if (misplaced > 0) {
    // DOCS/voice/twiml/reject: any verb before it answers the call, and then there is nothing to reject.
    throw new PhoneError(12200, '<Reject> works only as the first verb')
  }
  return elements.map(verbOf)
}

function rootOf(xml: string): XmlElement {
  // 12100 names the blank line before the declaration as its most common cause.
  if (/^\s/.test(xml)) throw new PhoneError(12100, 'The document starts with blank space')
  try {
    return parseXml(xml).root!
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    throw new PhoneError(12100, `The document is not well-formed: ${error.message}`, {
      cause: error,
    })
  }
}

/** The elements directly inside one that may hold no text of its own. */
function childrenOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => {
    if (child instanceof XmlText && child.text.trim() !== '') {
      throw new PhoneError(12200, `<${element.name}> may not hold the text "${child.text.trim()}"`)
    }
    return isAllowedElement(child, element)
  })
}

function isAllowedElement(node: XmlNode, parent: XmlElement): node is XmlElement {
  if (!(node instanceof XmlElement)) return false
  if (NOT_PLAYED.has(node.name)) {
    throw new PhoneError(0, `The phone cannot play <${node.name}>, though Twilio can`)
  }
  if (!Object.hasOwn(ATTRIBUTES, node.name)) {
    throw new PhoneError(12200, `<${node.name}> is not TwiML; names are case-sensitive`)
  }
  if (!NESTED[parent.name]?.includes(node.name)) {
    throw new PhoneError(12200, `<${node.name}> may not stand inside <${parent.name}>`)
  }
  checkAttributes(node)
  return true
}

function checkAttributes({ name, attributes }: XmlElement): void {
  const rules = ATTRIBUTES[name]!
  for (const [attribute, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined
    if (!rule) throw new PhoneError(12200, `<${name}> has no attribute "${attribute}"`)
    checkValue(`The ${attribute} of <${name}>`, value, rule)
  }
}

function checkValue(what: string, value: string, rule: Rule): void {
  if (rule.accepts(value)) return
  throw new PhoneError(rule.code ?? 12200, `${what} is "${value}" and should be ${rule.expected}`)
}

function verbOf(element: XmlElement): Verb {
  switch (element.name) {
    case 'Gather':
      return gatherOf(element)
    case 'Dial':
      return dialOf(element)
    case 'Connect':
      return connectOf(element)
    case 'Redirect':
      return { verb: 'Redirect', url: urlIn(element), method: methodOf(element) }
    case 'Hangup':
      empty(element)
      return { verb: 'Hangup' }
    case 'Reject':
      empty(element)
      return { verb: 'Reject', reason: element.attributes.reason === 'busy' ? 'busy' : 'rejected' }
    default:
      return promptOf(element)
  }
}

function promptOf(element: XmlElement): Prompt {
  if (element.name === 'Say') return { verb: 'Say', text: sentenceOf(element) }
  if (element.name === 'Play') {
    if (element.attributes.digits === undefined) urlIn(element)
    return { verb: 'Play' }
  }
  empty(element)
  return { verb: 'Pause', seconds: Number(element.attributes.length ?? 1) }
}

function gatherOf(element: XmlElement): Gather {
  const { input = 'dtmf', action = '', timeout, speechModel, speechTimeout } = element.attributes
  const { numDigits, partialResultCallback, partialResultCallbackMethod } = element.attributes
  if (speechTimeout === 'auto' && speechModel !== undefined) {
    // DOCS/voice/twiml/gather: with a speechModel, speechTimeout must be a positive integer.
    throw speechModel === 'default'
      ? new PhoneError(13335, 'speechTimeout "auto" does not go with speechModel "default"')
      : new PhoneError(13327, 'With a speechModel, speechTimeout is a whole number, not "auto"')
  }
  return {
    verb: 'Gather',
    prompts: childrenOf(element).map(promptOf),
    hearsSpeech: input.includes('speech'),
    hearsKeys: input.includes('dtmf'),
    keys: numDigits === undefined ? null : Number(numDigits),
    action,
    method: methodOf(element),
    actionOnEmptyResult: element.attributes.actionOnEmptyResult === 'true',
    seconds: timeout === undefined || timeout === 'auto' ? 5 : Number(timeout),
    partials:
      partialResultCallback === undefined
        ? null
        : {
            url: partialResultCallback,
            method: partialResultCallbackMethod === 'GET' ? 'GET' : 'POST',
          },
  }
}

function dialOf(element: XmlElement): Dial {
  const { callerId, timeout, action, answerOnBridge } = element.attributes
  return {
    verb: 'Dial',
    ...numberIn(element),
    callerId,
    timeout: timeout === undefined ? undefined : Number(timeout),
    answerOnBridge: answerOnBridge === 'true',
    action,
    method: methodOf(element),
  }
}

function connectOf(element: XmlElement): Connect {
  const [noun, another] = childrenOf(element)
  if (!noun || another) throw new PhoneError(12200, '<Connect> holds one <ConversationRelay>')
  const { url: socketUrl, welcomeGreeting, language = 'en-US', partialPrompts } = noun.attributes
  const { ttsLanguage: speaks = language, transcriptionLanguage: hears = language } =
    noun.attributes
  if (socketUrl === undefined) throw new PhoneError(64101, '<ConversationRelay> needs a url')
  const parameters = childrenOf(noun).filter(({ name }) => name === 'Parameter')
  const codes = childrenOf(noun).flatMap((child) =>
    child.name === 'Language' ? (child.attributes.code ?? []) : [],
  )
  return {
    verb: 'Connect',
    relay: {
      url: socketUrl,
      greeting: welcomeGreeting ?? '',
      tongue: { speaks, hears },
      languages: [...new Set([language, speaks, hears, ...codes])],
      partialPrompts: partialPrompts === 'true',
      parameters: Object.fromEntries(
        parameters.map(({ attributes: { name = '', value = '' } }) => [name, value]),
      ),
    },
    action: element.attributes.action,
    method: methodOf(element),
  }
}

function numberIn(dial: XmlElement): Pick<Dial, 'number' | 'whisper'> {
  const numbers = dial.children.some((child) => child instanceof XmlElement)
    ? childrenOf(dial)
    : [dial]
  const [number, another] = numbers
  if (another) throw new PhoneError(0, 'The phone dials one <Number> at a time')
  const digits = textIn(number!)
  checkValue('The number to dial', digits, e164)
  const whisper = number!.name === 'Number' ? number!.attributes.url : undefined
  return {
    number: digits,
    whisper: whisper === undefined ? null : { url: whisper, method: methodOf(number!) },
  }
}

function sentenceOf(say: XmlElement): string {
  const sentence = spokenText(say).replace(/\s+/g, ' ').trim()
  if (sentence === '') throw new PhoneError(12200, '<Say> has nothing to say')
  // 13521: Polly takes 3000 characters without the tags, the basic voices 4096.
  const limit = say.attributes.voice?.startsWith('Polly.') ? 3000 : 4096
  if (sentence.length > limit) {
    throw new PhoneError(13521, `<Say> has ${sentence.length} characters; ${limit} are allowed`)
  }
  return sentence
}

/** What is heard of a <Say>: its text, with SSML's pauses and sentences keeping words apart. */
function spokenText(element: XmlElement): string {
  let text = ''
  for (const child of element.children) {
    if (child instanceof XmlText) text += child.text
    else if (isAllowedElement(child, element)) {
      if (child.name === 'sub') text += child.attributes.alias ?? spokenText(child)
      else if ('break p s'.split(' ').includes(child.name)) text += ` ${spokenText(child)} `
      else text += spokenText(child)
    }
  }
  return text
}

function textIn(element: XmlElement): string {
  for (const child of element.children) isAllowedElement(child, element)
  return element.text.trim()
}

function urlIn(element: XmlElement): string {
  const address = textIn(element)
  checkValue(`The URL of <${element.name}>`, address, {
    ...url,
    accepts: (value) => value !== '' && url.accepts(value),
  })
  return address
}

function empty(element: XmlElement): void {
  childrenOf(element)
}

function methodOf(element: XmlElement): Method {
  return element.attributes.method === 'GET' ? 'GET' : 'POST'
}

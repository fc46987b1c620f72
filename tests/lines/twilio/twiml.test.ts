/** Every answer that Twilio gets from us: who changes one reads in `twiml/` what became of it. */
import { readdirSync } from 'node:fs'
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { describe, expect, test } from 'vitest'
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate'
import { MESSAGES_FROM, type CallContext } from '../../../machines/call.ts'
import { cueOf, type Cue } from '../../../machines/cue.ts'
import { flows, ownFlows, type Flow } from '../../../machines/flows.ts'
import { speechIn, SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../../prompts/speech/spoken-line.ts'
import { createRender } from '../../../server/lines/twilio/twiml.ts'
import type { TwimlOptions } from '../../../server/lines/twilio/twiml-options.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { walk } from '../../../machines/walk.ts'
import { OUR_NUMBER, SETTINGS, STRANGER } from '../../support/concierge.ts'

const assets = new URL('../../../server/owner/console/assets/', import.meta.url)
const { xmlInLines } = (await import(`${assets.href}xml-in-lines.js`)) as {
  xmlInLines(xml: string): string
}

type Language = VoiceResponse.SayAttributes['language'] & VoiceResponse.GatherAttributes['language']

/** By the code of our sentences, a language that Twilio both speaks and understands. */
const LANGUAGES: Record<string, NonNullable<Language>> = {
  en: 'en-US',
  es: 'es-ES',
  de: 'de-DE',
  fr: 'fr-FR',
  pt: 'pt-BR',
  it: 'it-IT',
  nl: 'nl-NL',
}

const FLOWS = [...flows, ...ownFlows].map((flow) => ({ flow, cues: cuesOf(flow) }))

test('every language that we speak is among them', () => {
  expect(Object.keys(LANGUAGES)).toEqual(SPOKEN_LANGUAGES)
})

test.each(FLOWS)('so is every state of $flow.id that a call can rest in', ({ flow, cues }) => {
  // A call begins with its arrival: nobody hears what comes before.
  const before = flow.root.initial.target[0]
  const resting = leavesOf(flow.root).filter((leaf) => leaf.meta && leaf !== before)
  expect([...cues.keys()]).toEqual(resting.map(stateOf))
})

test('and nothing else is kept there', () => {
  const files = FLOWS.flatMap(({ flow }) =>
    Object.values(LANGUAGES).map((language) => `${flow.id}.${language}.txt`),
  )
  expect(readdirSync(new URL('twiml/', import.meta.url)).sort()).toEqual(files.sort())
})

describe.each(FLOWS)('$flow.id', ({ flow, cues }) => {
  test.each(Object.values(LANGUAGES))('in %s', async (language) => {
    const answers = [...cues].flatMap(([state, heard]) =>
      heard.flatMap((cue) => answersIn(state, cue, language)),
    )
    await expect(answers.join('\n')).toMatchFileSnapshot(`twiml/${flow.id}.${language}.txt`)
  })
})

/** The answer to a caller, and to one who withholds the number where that is another. */
function answersIn(state: string, cue: Cue, language: string): string[] {
  const shown = twimlOf(cue, { language })
  const withheld = twimlOf(cue, { language, from: 'anonymous' })
  return [
    section(cue.ear === 'owner' ? `${state}, to the owner` : state, shown),
    ...(withheld === shown ? [] : [section(`${state}, the number withheld`, withheld)]),
  ]
}

function section(title: string, twiml: string): string {
  const lines = xmlInLines(twiml).split('\n')
  expect(lines.shift()).toBe('<?xml version="1.0" encoding="UTF-8"?>')
  return `── ${title} ──\n${lines.join('\n')}\n`
}

const CALL_SID = `CA${'0'.repeat(31)}1`

interface Surroundings extends Partial<TwimlOptions> {
  from?: string
  called?: string
}

/** With everything else as it is set up for real calls. */
function twimlOf(cue: Cue, around: Surroundings = {}): string {
  const { from = STRANGER, called = OUR_NUMBER, language = 'en-US', ...options } = around
  const config = readConfig({ ...SETTINGS, LANGUAGE: language })
  const render = createRender({ ...config, basePath: '', ...options })
  const words = cue.say.map((line) => spokenLine(line, speechIn(language, 'Grace')))
  return render({ cue, words, revision: 7, call: { call_sid: CALL_SID, caller_id: from, called } })
}

/** By state, in the order of the flow, the different cues that a call can have there. */
function cuesOf(flow: Flow): Map<string, Cue[]> {
  const owners = { whisper: 'all', askOwner: 'unclear', ownerSeconds: 15 } as const
  const places = MESSAGES_FROM.flatMap((messages) =>
    [{ messages }, { messages, ...owners }].flatMap((limits) => {
      const walked = walk(flow, { maxTurns: 1, noSpeechRetries: 1, ...limits })
      // A final state that is met before the caller has arrived is met once.
      const ends = walked.beginning.filter(({ snapshot }) => snapshot.status === 'done')
      return [...walked.places, ...ends]
    }),
  )
  const found = new Map<string, Map<string, Cue>>()
  for (const leaf of leavesOf(flow.root)) found.set(stateOf(leaf), new Map())
  for (const { state, cue } of places) found.get(state)!.set(JSON.stringify(cue), cue!)
  for (const { state, snapshot } of places)
    for (const cue of ownersCues(snapshot)) found.get(state)!.set(JSON.stringify(cue), cue)
  return new Map(
    [...found].flatMap(([state, cues]) => (cues.size > 0 ? [[state, [...cues.values()]]] : [])),
  )
}

/** What whoever answered is told there, where the call waits for it. */
function ownersCues(snapshot: AnyMachineSnapshot): Cue[] {
  const { dial } = snapshot.context as CallContext
  if (!dial || !snapshot.matches('whispering')) return []
  const cue = cueOf(snapshot, { type: 'owner.answered', dial: dial.number })
  // Until somebody answers there is nobody to tell.
  return JSON.stringify(cue.say).includes('callerGone') ? [] : [cue]
}

function leavesOf(node: AnyStateNode): AnyStateNode[] {
  const inner = Object.values(node.states)
  return inner.length > 0 ? inner.flatMap(leavesOf) : [node]
}

function stateOf({ path }: AnyStateNode): string {
  return path.join('.')
}

test('behind a path, the answers differ in their URLs only', () => {
  for (const { cues } of FLOWS)
    for (const cue of [...cues.values()].flat()) {
      const behind = twimlOf(cue, { basePath: '/concierge' })
      expect(behind.replaceAll('/concierge/twilio/', '/twilio/')).toBe(twimlOf(cue))
      expect(behind.match(/(?<!\/concierge)\/twilio\//)).toBeNull()
    }
})

test('what is heard so far is asked for where that is wished for, and where a caller is heard', () => {
  const listening: Cue = { say: [], next: 'listen' }
  const asked = ' partialResultCallback="/twilio/partial?turn=7" partialResultCallbackMethod="POST"'
  const wished = twimlOf(listening, { partials: true })
  expect(wished).toContain(asked)
  expect(wished.replace(asked, '')).toBe(twimlOf(listening))
  expect(twimlOf({ say: [], next: 'dial' }, { partials: true })).not.toContain('partial')
  const behind = twimlOf(listening, { partials: true, basePath: '/concierge' })
  expect(behind).toContain('partialResultCallback="/concierge/twilio/partial?turn=7"')
})

test('a voice is named where one is set, and left to Twilio where none is', () => {
  const cue: Cue = { say: [{ sentence: 'greeting' }], next: 'listen' }
  expect(twimlOf(cue, { voice: 'Google.en-US-Chirp3-HD-Aoede' })).toContain(
    '<Say language="en-US" voice="Google.en-US-Chirp3-HD-Aoede">',
  )
  expect(twimlOf(cue, { voice: null })).toContain('<Say language="en-US">')
})

describe('the owner sees', () => {
  const cue: Cue = { say: [], next: 'dial' }

  test.each<[string, Surroundings, string]>([
    ['the number of a caller who shows one', {}, STRANGER],
    ['ours of a caller who does not', { from: 'anonymous' }, OUR_NUMBER],
    ['ours in place of a number that no network knows', { from: '+15550123' }, OUR_NUMBER],
    [
      'the one that was called, where ours is not set',
      { from: '', called: '+12125550143', twilioNumber: null },
      '+12125550143',
    ],
  ])('%s', (_, around, callerId) => {
    expect(twimlOf(cue, around)).toContain(` callerId="${callerId}"`)
  })

  test('whatever Twilio makes of it where no number can be shown', () => {
    const around = { from: 'anonymous', called: 'sip:us@example.com', twilioNumber: null }
    expect(twimlOf(cue, around)).toMatch(/<Dial (?!.*callerId)/)
  })
})

test('the owner’s phone rings as long as is set', () => {
  expect(twimlOf({ say: [], next: 'dial' }, { dialTimeoutSeconds: 35 })).toContain(' timeout="35"')
})

test('what cannot be said is left out, what is too long is cut after a word', () => {
  const say = ['\u0000', 'word '.repeat(1_000)].map((text) => ({ text }))
  const [, said, ...more] = twimlOf({ say, next: 'hang up' }).split(/<Say[^>]*>|<\/Say>/)
  expect(more).toHaveLength(1)
  expect(said).toBe('word '.repeat(600).trim())
})

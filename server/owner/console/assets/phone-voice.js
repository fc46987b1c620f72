// Talking and listening with what the browser has: speech synthesis, and recognition where there is one.
/** @import { Recognition as Recognizing } from './recognition.ts' */

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition
const synthesis = globalThis.speechSynthesis

/**
 * What of it is to be shown.
 * @typedef {object} VoiceState
 * @property {boolean} canHear
 * @property {boolean} canSpeak
 * @property {boolean} isTalking
 * @property {boolean} isListening
 */

/**
 * @typedef {object} VoiceDependencies
 * @property {string} language
 * @property {() => boolean} mayCutIn whether the caller may talk while the concierge does
 * @property {(text: string, heardWords?: number) => void} said is told what the caller says, and how much they had heard where they cut in
 * @property {() => void} silent
 * @property {(state: VoiceState) => void} changed
 */

/** @param {VoiceDependencies} deps */
export function createVoice({ language, mayCutIn, said, silent, changed }) {
  let isTalking = false
  let isAloud = false
  /** @type {number | undefined} of what is being spoken now: how many words have begun, with those before */
  let spokenWords
  /** @type {Recognizing | null} */
  let recognition = null

  function tell() {
    const canSpeak = synthesis !== undefined
    const canHear = Recognition !== undefined
    changed({ canHear, canSpeak, isTalking, isListening: recognition !== null })
  }

  function listen() {
    if (!Recognition || recognition) return
    let text = ''
    /** @type {number | undefined} */
    let heardWords
    const mine = new Recognition()
    mine.lang = language
    mine.interimResults = mayCutIn()
    mine.addEventListener('result', (event) => {
      text = Array.from(event.results, ([best]) => best?.transcript).join(' ')
      if (spokenWords === undefined || !text.trim()) return
      heardWords = spokenWords
      spokenWords = undefined
      synthesis?.cancel()
    })
    mine.addEventListener('error', ({ error }) => {
      // Refused, or there is no microphone: then typing is what is left.
      if (error !== 'no-speech') isTalking = false
    })
    mine.addEventListener('end', () => {
      if (recognition !== mine) return
      recognition = null
      tell()
      if (text.trim()) said(text.trim(), heardWords)
      else if (isTalking) silent()
    })
    recognition = mine
    mine.start()
    tell()
  }

  function stop() {
    const running = recognition
    recognition = null
    spokenWords = undefined
    running?.abort()
    synthesis?.cancel()
    tell()
  }

  /** @param {string} text */
  function speak(text) {
    const before = spokenWords ?? 0
    const { promise, resolve } = Promise.withResolvers()
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.lang = language
    utterance.addEventListener('boundary', ({ name, charIndex }) => {
      if (name === 'sentence' || spokenWords === undefined) return
      spokenWords = before + text.slice(0, charIndex).split(/\s+/).filter(Boolean).length
    })
    utterance.addEventListener('end', resolve)
    utterance.addEventListener('error', resolve)
    synthesis.speak(utterance)
    return promise
  }

  return {
    begin: tell,
    stop,
    /** @param {boolean} on */
    speakAloud(on) {
      isAloud = on
      if (!on) synthesis?.cancel()
    },
    /**
     * From now on by voice, or not any more.
     * @param {boolean} isCallersTurn
     */
    toggle(isCallersTurn) {
      isTalking = !isTalking
      if (!isTalking) stop()
      else if (isCallersTurn) listen()
      tell()
    },
    /**
     * The caller's turn comes after it.
     * @param {string[]} texts what the concierge said
     * @param {boolean} isCallersTurn
     */
    async hear(texts, isCallersTurn) {
      if ((isAloud || isTalking) && synthesis) {
        spokenWords = 0
        // Who may cut in is heard meanwhile.
        if (isTalking && isCallersTurn && mayCutIn()) listen()
        for (const text of texts) if (spokenWords !== undefined) await speak(text)
        // Cut off: what the caller says is on its way.
        if (spokenWords === undefined) return
        spokenWords = undefined
      }
      if (isTalking && isCallersTurn) listen()
    },
  }
}

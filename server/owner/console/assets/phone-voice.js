// Talking and listening with what the browser has: speech synthesis, and recognition where there is one.

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition
const synthesis = globalThis.speechSynthesis

/**
 * `said(text)` and `silent()` are told what the caller does; `changed(state)` whatever of this is to be shown.
 * @param {{ language: string, said(text: string): void, silent(): void, changed(state: object): void }} deps
 */
export function createVoice({ language, said, silent, changed }) {
  let isTalking = false
  let isAloud = false
  let recognition = null

  function tell() {
    const canSpeak = synthesis !== undefined
    const canHear = Recognition !== undefined
    changed({ canHear, canSpeak, isTalking, isListening: recognition !== null })
  }

  function listen() {
    if (!Recognition || recognition) return
    let text = ''
    const mine = new Recognition()
    mine.lang = language
    mine.interimResults = false
    mine.addEventListener('result', (event) => {
      text = [...event.results].map(([best]) => best.transcript).join(' ')
    })
    mine.addEventListener('error', ({ error }) => {
      // Refused, or there is no microphone: then typing is what is left.
      if (error !== 'no-speech') isTalking = false
    })
    mine.addEventListener('end', () => {
      if (recognition !== mine) return
      recognition = null
      tell()
      if (text.trim()) said(text.trim())
      else if (isTalking) silent()
    })
    recognition = mine
    mine.start()
    tell()
  }

  function stop() {
    const running = recognition
    recognition = null
    running?.abort()
    synthesis?.cancel()
    tell()
  }

  function speak(text) {
    const { promise, resolve } = Promise.withResolvers()
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.lang = language
    utterance.addEventListener('end', resolve)
    utterance.addEventListener('error', resolve)
    synthesis.speak(utterance)
    return promise
  }

  return {
    begin: tell,
    stop,
    speakAloud(on) {
      isAloud = on
      if (!on) synthesis?.cancel()
    },
    /** From now on by voice, or not any more. */
    toggle(isCallersTurn) {
      isTalking = !isTalking
      if (!isTalking) stop()
      else if (isCallersTurn) listen()
      tell()
    },
    /** What the concierge said; the caller's turn comes after it. */
    async hear(texts, isCallersTurn) {
      if ((isAloud || isTalking) && synthesis) for (const text of texts) await speak(text)
      if (isTalking && isCallersTurn) listen()
    },
  }
}

/** What is used of speech recognition: browsers differ in having it, so TypeScript's DOM has not. */
export interface Recognition {
  lang: string
  interimResults: boolean
  start(): void
  abort(): void
  addEventListener(type: 'result', heard: (event: SpeechRecognitionEvent) => void): void
  addEventListener(type: 'error', told: (event: SpeechRecognitionErrorEvent) => void): void
  addEventListener(type: 'end', told: () => void): void
}

declare global {
  var SpeechRecognition: (new () => Recognition) | undefined
  var webkitSpeechRecognition: (new () => Recognition) | undefined
}

/** A carrier whose frames are listened in on: what is said both ways, while it is said. */
import type { Words } from '../../calls/overheard.ts'
import { cleanText, shorten } from '../clean-text.ts'
import type { Carrier, ReadFrame } from './carrier.ts'

/** As much as is shown of what somebody says at once. */
const MOST_CHARACTERS = 8_000

/** `tell` hears of nothing until the socket has shown whose it is: that is for whoever calls this. */
export function overheardCarrier(carrier: Carrier, tell: (words: Words) => void): Carrier {
  /** What we have said since the caller's last word. */
  let said = ''

  function read(frame: string): ReadFrame {
    const what = carrier.read(frame)
    const told = 'told' in what ? what.told : null
    if (told?.tells === 'interruption' && said) conclude()
    if (told?.tells === 'speech') {
      const text = shown(told.text)
      if (text) tell({ speaker: 'caller', text, isWhole: told.isFinal })
    }
    return what
  }

  function conclude(): void {
    tell({ speaker: 'concierge', text: shown(said), isWhole: true })
    said = ''
  }

  return {
    ...carrier,
    read,
    text(token, last, language) {
      said = (said + token).slice(0, MOST_CHARACTERS)
      const text = shown(said)
      if (last && text) conclude()
      else if (text) tell({ speaker: 'concierge', text, isWhole: false })
      return carrier.text(token, last, language)
    },
  }
}

function shown(text: string): string {
  return shorten(cleanText(text), MOST_CHARACTERS)
}

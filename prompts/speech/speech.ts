/** Every fixed sentence that is spoken, by name: each language has the words of all of them. */
export interface Speech {
  greeting: string
  notHeard: string
  connectingContact: string
  /** Where a screener lets somebody through and has no words of its own. */
  connectingUrgent: string
  /** Where a screener asks on and has no words of its own. */
  tellMore: string
  moment: string
  textInstead: string
  goodbyeUnheard: string
  unreached: string
  greetingAfterHours: string
  offerCallBack: string
  askCallBackNumber: string
  /** With `{number}`, which stands for digits. */
  callBackNoted: string
  wordsNoted: string
}

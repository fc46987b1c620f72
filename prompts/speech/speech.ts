/** Every fixed sentence that is spoken, by name: each language has the words of all of them. */
export interface Speech {
  /** The two-letter code of the language; no sentence. */
  language: 'en' | 'es' | 'de' | 'fr' | 'pt' | 'it' | 'nl'
  /** Whose calls these are, empty where they prefer not to be named; no sentence. */
  owner: string
  /** What the caller speaks to is told in it: no setting takes that away. It ends with the first question. */
  greeting: string
  /** That words are written down, said before that question. */
  noticeBrief: string
  /** The same, with what becomes of them. */
  noticeFull: string
  /** That this language is spoken too, to whoever is greeted in another. */
  offerLanguage: string
  /** Where a life may be at risk; with `{number}`, the local emergency number. */
  callEmergency: string
  notHeard: string
  connectingContact: string
  /** Where a screener lets somebody through and has no words of its own. */
  connectingUrgent: string
  /** Where a screener asks on and has no words of its own. */
  tellMore: string
  /** One thing each, as callers answer only the first of two. */
  askWhatHappened: string
  askWho: string
  askWhere: string
  askHowSoon: string
  /** To somebody whose language nobody here understands. */
  askEmergency: string
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
  /** Where the owner has said so, and no screener. */
  connectingByOwner: string
  askingOwner: string
  stillAsking: string
  ownerCallsBack: string
  declined: string
  declinedOffer: string
  /** Where it is the owner who wants it. */
  messageWished: string
  /** In the owner's ear; with `{about}`, which stands for who calls and why. */
  announceCaller: string
  declineNoted: string
  callerGone: string
  /** Nobody could be reached; the hint to text, and whether a message may be taken. */
  unreachedOffer: string
  /** The same to whoever is not put through. */
  textInsteadOffer: string
  /** After a mere yes. */
  leaveMessage: string
  offerNumber: string
  askNumber: string
  /** To whoever leaves no message. */
  goodbye: string
  /** To whoever was turned away minutes ago: other words than they heard then, and a third time other ones again. */
  goodbyeAgain: string
  goodbyeOnceMore: string
}

/** What is spoken in English. */
import type { Speech } from './speech.ts'

export const english = (owner: string): Speech => ({
  language: 'en',
  owner,
  greeting: `Hello, this is ${owner ? `${owner}'s` : 'an'} AI assistant. May I ask what you are calling about?`,
  noticeBrief: 'I write down what you say.',
  noticeFull:
    'I write down what you say and keep it for whom you are calling. A program judges your words. You may ask to have them erased.',
  offerLanguage: 'For English, please speak English.',
  callEmergency: 'If a life is at risk, call {number} now.',
  notHeard: 'Sorry, I did not hear you. What are you calling about?',
  connectingContact: 'One moment, I am putting you through.',
  connectingUrgent: 'Thank you for telling me. I am putting you through now.',
  tellMore: 'What are you calling about, please?',
  askWhatHappened: 'What has happened?',
  askWho: 'Who is it about?',
  askWhere: 'Where is that?',
  askHowSoon: 'How long can it wait?',
  askEmergency: 'Is it an emergency? Please tell me in English what has happened.',
  moment: 'One moment, please.',
  textInstead: 'Thank you for calling. If it is urgent, please send a text message. Goodbye.',
  goodbyeUnheard: 'I still cannot hear you. If it is urgent, please send a text message. Goodbye.',
  unreached: 'Sorry, nobody could take your call just now. Please send a text message. Goodbye.',
  greetingAfterHours: `Hello, this is ${owner ? `${owner}'s` : 'an'} AI assistant. Nobody can take your call at this hour. What are you calling about?`,
  offerCallBack:
    'Thank you. Shall we call you back on the number you are calling from? Say yes, or tell me another number. If it cannot wait, tell me why.',
  askCallBackNumber:
    'Thank you. On what number can we call you back? If it cannot wait, tell me why.',
  callBackNoted: 'Thank you. We will call you back on {number}. Goodbye.',
  wordsNoted:
    'Thank you, I will pass on what you said. If it is urgent, please send a text message. Goodbye.',
  connectingByOwner: 'Thank you for waiting. I am putting you through now.',
  askingOwner: 'One moment, I am asking whether they can take your call.',
  stillAsking: 'I am still asking. Thank you for waiting.',
  ownerCallsBack: 'They cannot talk now, and will call you back. Goodbye.',
  declined: 'Sorry, they cannot take your call now. Please send a text message. Goodbye.',
  announceCaller:
    'Concierge. {about}. Press 1 to talk, 2 to decline, 3 to have them leave a message.',
  declineNoted: 'I will tell them.',
  callerGone: 'The caller has hung up.',
  unreachedOffer:
    'Sorry, nobody could take your call just now. Please send a text message, or may I take a message?',
  textInsteadOffer:
    'Thank you for calling. If it is urgent, please send a text message, or may I take a message?',
  leaveMessage: 'What may I pass on? Tell me your number too, if you like to be called back.',
  offerNumber:
    'Thank you. May we call you back on the number you are calling from? Say yes, or tell me another number.',
  askNumber: 'Thank you. On what number can we call you back?',
  goodbye: 'All right. Goodbye.',
  goodbyeAgain:
    'I have noted that you called again. There is nothing more I can do just now. Goodbye.',
  goodbyeOnceMore:
    'You have called several times now, and all of it is noted. A text message will be read sooner. Goodbye.',
  declinedOffer:
    'Sorry, they cannot take your call now. Please send a text message, or may I take a message?',
  messageWished: 'They cannot talk now. What may I pass on?',
})

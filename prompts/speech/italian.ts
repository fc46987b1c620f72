/** What is spoken in Italian. */
import type { Speech } from './speech.ts'

export const italian = (owner: string): Speech => ({
  language: 'it',
  owner,
  greeting: `Buongiorno, sono ${owner ? `l'assistente di intelligenza artificiale di ${owner}` : 'un assistente di intelligenza artificiale'}. Qual è il motivo della sua chiamata?`,
  noticeBrief: 'Metto per iscritto quello che mi dice.',
  noticeFull:
    'Metto per iscritto quello che mi dice e lo conservo per la persona che ha chiamato. Un programma valuta le sue parole. Può chiedere che vengano cancellate.',
  offerLanguage: "Per l'italiano, parli in italiano.",
  callEmergency: "Se c'è una vita in pericolo, chiami subito il {number}.",
  notHeard: 'Mi scusi, non ho sentito. Qual è il motivo della sua chiamata?',
  connectingContact: 'Un momento, le passo la chiamata.',
  connectingUrgent: 'Grazie per avermelo detto. Le passo subito la chiamata.',
  tellMore: 'Di che cosa si tratta, per favore?',
  askWhatHappened: 'Che cosa è successo?',
  askWho: 'Di chi si tratta?',
  askWhere: 'Dove si trova?',
  askHowSoon: 'Quanto può aspettare?',
  askEmergency: "È un'emergenza? Mi dica in italiano che cosa è successo.",
  moment: 'Un momento, per favore.',
  textInstead: 'Grazie per aver chiamato. Se è urgente, mandi un messaggio di testo. Arrivederci.',
  goodbyeUnheard:
    'Continuo a non sentirla. Se è urgente, mandi un messaggio di testo. Arrivederci.',
  unreached:
    'Mi dispiace, in questo momento nessuno può rispondere. Mandi un messaggio di testo, per favore. Arrivederci.',
  greetingAfterHours: `Buongiorno, sono ${owner ? `l'assistente di intelligenza artificiale di ${owner}` : 'un assistente di intelligenza artificiale'}. A quest'ora nessuno può rispondere. Qual è il motivo della sua chiamata?`,
  offerCallBack:
    'Grazie. Possiamo richiamarla al numero da cui chiama? Dica sì, oppure mi dica un altro numero. Se non può aspettare, mi dica perché.',
  askCallBackNumber:
    'Grazie. A quale numero possiamo richiamarla? Se non può aspettare, mi dica perché.',
  callBackNoted: 'Grazie. La richiameremo al {number}. Arrivederci.',
  wordsNoted:
    'Grazie, riferirò quello che mi ha detto. Se è urgente, mandi un messaggio di testo. Arrivederci.',
  connectingByOwner: 'Grazie per aver atteso. Le passo ora la chiamata.',
  askingOwner: 'Un momento, chiedo se possono rispondere alla sua chiamata.',
  stillAsking: 'Sto ancora chiedendo. Grazie per la pazienza.',
  ownerCallsBack: 'Adesso non possono parlare, ma la richiameranno. Arrivederci.',
  declined:
    'Mi dispiace, adesso non possono rispondere. Mandi un messaggio di testo, per favore. Arrivederci.',
  announceCaller:
    'Concierge. {about}. Prema 1 per parlare, 2 per rifiutare, 3 per far lasciare un messaggio.',
  declineNoted: 'Lo riferirò.',
  callerGone: 'Chi chiamava ha riattaccato.',
  unreachedOffer:
    'Mi dispiace, in questo momento nessuno può rispondere. Mandi un messaggio di testo, per favore, o vuole lasciare un messaggio a me?',
  textInsteadOffer:
    'Grazie per aver chiamato. Se è urgente, mandi un messaggio di testo, o vuole lasciare un messaggio a me?',
  leaveMessage: 'Che cosa devo riferire? Mi dica anche il suo numero, se vuole essere richiamato.',
  offerNumber:
    'Grazie. Possiamo richiamarla al numero da cui chiama? Dica sì, oppure mi dica un altro numero.',
  askNumber: 'Grazie. A quale numero possiamo richiamarla?',
  goodbye: 'Va bene. Arrivederci.',
  goodbyeAgain: 'Ho annotato che ha richiamato. Per ora non posso fare altro. Arrivederci.',
  goodbyeOnceMore:
    'Ha chiamato più volte, ed è tutto annotato. Un messaggio di testo verrà letto prima. Arrivederci.',
  declinedOffer:
    'Mi dispiace, adesso non possono rispondere. Mandi un messaggio di testo, per favore, o vuole lasciare un messaggio a me?',
  messageWished: 'Adesso non possono parlare. Che cosa devo riferire?',
})

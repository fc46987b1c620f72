/** What is spoken in Dutch. */
import type { Speech } from './speech.ts'

export const dutch = (owner: string): Speech => ({
  language: 'nl',
  owner,
  greeting: `Goedendag, u spreekt met ${owner ? `de AI-assistent van ${owner}` : 'een AI-assistent'}. Waar belt u over?`,
  noticeBrief: 'Ik schrijf op wat u zegt.',
  noticeFull:
    'Ik schrijf op wat u zegt en bewaar het voor degene die u belt. Een programma beoordeelt uw woorden. U kunt vragen ze te wissen.',
  offerLanguage: 'Voor Nederlands, spreek Nederlands.',
  callEmergency: 'Als er iemand in levensgevaar is, bel dan nu {number}.',
  notHeard: 'Sorry, ik heb u niet verstaan. Waar belt u over?',
  connectingContact: 'Een ogenblik, ik verbind u door.',
  connectingUrgent: 'Dank u dat u het me zegt. Ik verbind u nu door.',
  tellMore: 'Waar gaat het over, alstublieft?',
  askWhatHappened: 'Wat is er gebeurd?',
  askWho: 'Over wie gaat het?',
  askWhere: 'Waar is dat?',
  askHowSoon: 'Hoe lang kan het wachten?',
  askEmergency: 'Is het een noodgeval? Zeg alstublieft in het Nederlands wat er is gebeurd.',
  moment: 'Een ogenblik, alstublieft.',
  textInstead: 'Dank u voor het bellen. Als het dringend is, stuur dan een sms. Tot ziens.',
  goodbyeUnheard: 'Ik hoor u nog steeds niet. Als het dringend is, stuur dan een sms. Tot ziens.',
  unreached: 'Helaas kan er nu niemand opnemen. Stuur alstublieft een sms. Tot ziens.',
  greetingAfterHours: `Goedendag, u spreekt met ${owner ? `de AI-assistent van ${owner}` : 'een AI-assistent'}. Op dit uur kan er niemand opnemen. Waar belt u over?`,
  offerCallBack:
    'Dank u. Zullen we u terugbellen op het nummer waarmee u belt? Zeg ja, of noem een ander nummer. Als het niet kan wachten, zeg dan waarom.',
  askCallBackNumber:
    'Dank u. Op welk nummer kunnen we u terugbellen? Als het niet kan wachten, zeg dan waarom.',
  callBackNoted: 'Dank u. We bellen u terug op {number}. Tot ziens.',
  wordsNoted:
    'Dank u, ik geef door wat u hebt gezegd. Als het dringend is, stuur dan een sms. Tot ziens.',
  connectingByOwner: 'Dank u voor het wachten. Ik verbind u nu door.',
  askingOwner: 'Een ogenblik, ik vraag of iemand uw oproep kan aannemen.',
  stillAsking: 'Ik vraag het nog na. Dank u voor het wachten.',
  ownerCallsBack: 'Het komt nu niet uit, maar u wordt teruggebeld. Tot ziens.',
  declined: 'Helaas kan uw oproep nu niet worden aangenomen. Stuur alstublieft een sms. Tot ziens.',
  announceCaller:
    'Concierge. {about}. Druk op 1 om te praten, 2 om te weigeren, 3 voor een boodschap.',
  declineNoted: 'Ik geef het door.',
  callerGone: 'De beller heeft opgehangen.',
  unreachedOffer:
    'Helaas kan er nu niemand opnemen. Stuur alstublieft een sms, of zal ik een boodschap aannemen?',
  textInsteadOffer:
    'Dank u voor het bellen. Als het dringend is, stuur dan een sms, of zal ik een boodschap aannemen?',
  leaveMessage: 'Wat mag ik doorgeven? Noem ook uw nummer, als u teruggebeld wilt worden.',
  offerNumber:
    'Dank u. Mogen we u terugbellen op het nummer waarmee u belt? Zeg ja, of noem een ander nummer.',
  askNumber: 'Dank u. Op welk nummer kunnen we u terugbellen?',
  goodbye: 'In orde. Tot ziens.',
  goodbyeAgain:
    'Ik heb genoteerd dat u nog een keer hebt gebeld. Meer kan ik nu niet doen. Tot ziens.',
  goodbyeOnceMore:
    'U hebt nu meerdere keren gebeld, en alles is genoteerd. Een sms wordt eerder gelezen. Tot ziens.',
  declinedOffer:
    'Helaas kan uw oproep nu niet worden aangenomen. Stuur alstublieft een sms, of zal ik een boodschap aannemen?',
  messageWished: 'Het komt nu niet uit. Wat mag ik doorgeven?',
})

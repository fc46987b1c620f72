/** What is spoken in German. */
import type { Speech } from './speech.ts'

export const german = (owner: string): Speech => ({
  language: 'de',
  owner,
  greeting: `Guten Tag, hier ist ${owner ? `der KI-Assistent von ${owner}` : 'ein KI-Assistent'}. Worum geht es bei Ihrem Anruf?`,
  noticeBrief: 'Ich schreibe mit, was Sie sagen.',
  noticeFull:
    'Ich schreibe mit, was Sie sagen, und bewahre es für die angerufene Person auf. Ein Programm bewertet Ihre Worte. Sie können verlangen, dass sie gelöscht werden.',
  offerLanguage: 'Für Deutsch sprechen Sie bitte Deutsch.',
  callEmergency: 'Wenn ein Leben in Gefahr ist, rufen Sie jetzt die {number} an.',
  notHeard: 'Entschuldigung, ich habe Sie nicht gehört. Worum geht es?',
  connectingContact: 'Einen Moment, ich verbinde Sie.',
  connectingUrgent: 'Danke, dass Sie mir das sagen. Ich verbinde Sie jetzt.',
  tellMore: 'Worum geht es, bitte?',
  askWhatHappened: 'Was ist passiert?',
  askWho: 'Um wen geht es?',
  askWhere: 'Wo ist das?',
  askHowSoon: 'Wie lange hat es Zeit?',
  askEmergency: 'Ist es ein Notfall? Bitte sagen Sie mir auf Deutsch, was passiert ist.',
  moment: 'Einen Moment, bitte.',
  textInstead:
    'Danke für Ihren Anruf. Wenn es dringend ist, schicken Sie bitte eine Textnachricht. Auf Wiederhören.',
  goodbyeUnheard:
    'Ich höre Sie leider nicht. Wenn es dringend ist, schicken Sie bitte eine Textnachricht. Auf Wiederhören.',
  unreached:
    'Leider kann gerade niemand ans Telefon gehen. Bitte schicken Sie eine Textnachricht. Auf Wiederhören.',
  greetingAfterHours: `Guten Tag, hier ist ${owner ? `der KI-Assistent von ${owner}` : 'ein KI-Assistent'}. Um diese Zeit kann niemand ans Telefon gehen. Worum geht es bei Ihrem Anruf?`,
  offerCallBack:
    'Danke. Sollen wir Sie unter der Nummer zurückrufen, von der Sie anrufen? Sagen Sie Ja oder nennen Sie mir eine andere. Wenn es nicht warten kann, sagen Sie mir, warum.',
  askCallBackNumber:
    'Danke. Unter welcher Nummer können wir Sie zurückrufen? Wenn es nicht warten kann, sagen Sie mir, warum.',
  callBackNoted: 'Danke. Wir rufen Sie zurück unter {number}. Auf Wiederhören.',
  wordsNoted:
    'Danke, ich richte aus, was Sie gesagt haben. Wenn es dringend ist, schicken Sie bitte eine Textnachricht. Auf Wiederhören.',
  connectingByOwner: 'Danke fürs Warten. Ich verbinde Sie jetzt.',
  askingOwner: 'Einen Moment, ich frage nach, ob jemand Ihren Anruf annehmen kann.',
  stillAsking: 'Ich frage noch nach. Danke fürs Warten.',
  ownerCallsBack: 'Es geht gerade nicht, aber Sie werden zurückgerufen. Auf Wiederhören.',
  declined:
    'Leider kann Ihr Anruf gerade nicht angenommen werden. Bitte schicken Sie eine Textnachricht. Auf Wiederhören.',
  announceCaller:
    'Concierge. {about}. Drücken Sie 1, um zu sprechen, 2, um abzulehnen, 3 für eine Nachricht.',
  declineNoted: 'Ich sage es weiter.',
  callerGone: 'Der Anrufer hat aufgelegt.',
  unreachedOffer:
    'Leider kann gerade niemand ans Telefon gehen. Bitte schicken Sie eine Textnachricht, oder darf ich etwas ausrichten?',
  textInsteadOffer:
    'Danke für Ihren Anruf. Wenn es dringend ist, schicken Sie bitte eine Textnachricht, oder darf ich etwas ausrichten?',
  leaveMessage:
    'Was darf ich ausrichten? Nennen Sie auch Ihre Nummer, wenn Sie zurückgerufen werden möchten.',
  offerNumber:
    'Danke. Dürfen wir Sie unter der Nummer zurückrufen, von der Sie anrufen? Sagen Sie Ja oder nennen Sie mir eine andere.',
  askNumber: 'Danke. Unter welcher Nummer können wir Sie zurückrufen?',
  goodbye: 'In Ordnung. Auf Wiederhören.',
  goodbyeAgain:
    'Ich habe notiert, dass Sie noch einmal angerufen haben. Mehr kann ich gerade nicht tun. Auf Wiederhören.',
  goodbyeOnceMore:
    'Sie haben jetzt mehrmals angerufen, und alles ist notiert. Eine Textnachricht wird eher gelesen. Auf Wiederhören.',
  declinedOffer:
    'Leider kann Ihr Anruf gerade nicht angenommen werden. Bitte schicken Sie eine Textnachricht, oder darf ich etwas ausrichten?',
  messageWished: 'Es geht gerade nicht. Was darf ich ausrichten?',
})

/** What is spoken in Spanish. */
import type { Speech } from './speech.ts'

export const spanish = (owner: string): Speech => ({
  language: 'es',
  owner,
  greeting: `Hola, soy ${owner ? `el asistente de inteligencia artificial de ${owner}` : 'un asistente de inteligencia artificial'}. ¿Cuál es el motivo de su llamada?`,
  noticeBrief: 'Tomo nota de lo que me diga.',
  noticeFull:
    'Tomo nota de lo que me diga y lo guardo para la persona a la que llama. Un programa valora sus palabras. Puede pedir que se borren.',
  offerLanguage: 'Para español, hable en español.',
  callEmergency: 'Si hay una vida en peligro, llame ahora al {number}.',
  notHeard: 'Perdone, no le he oído. ¿Cuál es el motivo de su llamada?',
  connectingContact: 'Un momento, le paso la llamada.',
  connectingUrgent: 'Gracias por decírmelo. Le paso ahora mismo.',
  tellMore: '¿De qué se trata, por favor?',
  askWhatHappened: '¿Qué ha pasado?',
  askWho: '¿De quién se trata?',
  askWhere: '¿Dónde es?',
  askHowSoon: '¿Cuánto tiempo puede esperar?',
  askEmergency: '¿Es una emergencia? Dígame en español qué ha pasado.',
  moment: 'Un momento, por favor.',
  textInstead: 'Gracias por llamar. Si es urgente, envíe un mensaje de texto, por favor. Adiós.',
  goodbyeUnheard: 'Sigo sin oírle. Si es urgente, envíe un mensaje de texto, por favor. Adiós.',
  unreached: 'Lo siento, ahora nadie puede atenderle. Envíe un mensaje de texto, por favor. Adiós.',
  greetingAfterHours: `Hola, soy ${owner ? `el asistente de inteligencia artificial de ${owner}` : 'un asistente de inteligencia artificial'}. A esta hora nadie puede atenderle. ¿Cuál es el motivo de su llamada?`,
  offerCallBack:
    'Gracias. ¿Le devolvemos la llamada al número desde el que llama? Diga sí, o dígame otro número. Si no puede esperar, dígame por qué.',
  askCallBackNumber:
    'Gracias. ¿A qué número podemos devolverle la llamada? Si no puede esperar, dígame por qué.',
  callBackNoted: 'Gracias. Le devolveremos la llamada al {number}. Adiós.',
  wordsNoted:
    'Gracias, transmitiré lo que me ha dicho. Si es urgente, envíe un mensaje de texto, por favor. Adiós.',
  connectingByOwner: 'Gracias por esperar. Le paso ahora.',
  askingOwner: 'Un momento, estoy preguntando si pueden atender su llamada.',
  stillAsking: 'Sigo preguntando. Gracias por esperar.',
  ownerCallsBack: 'Ahora no pueden hablar, pero le devolverán la llamada. Adiós.',
  declined:
    'Lo siento, ahora no pueden atender su llamada. Por favor, envíe un mensaje de texto. Adiós.',
  announceCaller:
    'Concierge. {about}. Pulse 1 para hablar, 2 para rechazar, 3 para que deje un mensaje.',
  declineNoted: 'Se lo diré.',
  callerGone: 'La persona que llamaba ha colgado.',
  unreachedOffer:
    'Lo siento, ahora nadie puede atenderle. Envíe un mensaje de texto, por favor, ¿o quiere dejarme un recado?',
  textInsteadOffer:
    'Gracias por llamar. Si es urgente, envíe un mensaje de texto, por favor, ¿o quiere dejarme un recado?',
  leaveMessage: '¿Qué le transmito? Dígame también su número, si quiere que le llamen.',
  offerNumber:
    'Gracias. ¿Le devolvemos la llamada al número desde el que llama? Diga sí, o dígame otro número.',
  askNumber: 'Gracias. ¿A qué número podemos devolverle la llamada?',
  goodbye: 'De acuerdo. Adiós.',
  goodbyeAgain: 'He anotado que ha vuelto a llamar. Por ahora no puedo hacer nada más. Adiós.',
  goodbyeOnceMore:
    'Ha llamado varias veces, y todo está anotado. Un mensaje de texto se leerá antes. Adiós.',
  declinedOffer:
    'Lo siento, ahora no pueden atender su llamada. Envíe un mensaje de texto, o ¿quiere que tome un recado?',
  messageWished: 'Ahora no pueden hablar. ¿Qué recado les doy?',
})

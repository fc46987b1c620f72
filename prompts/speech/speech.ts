/** Every fixed sentence that is spoken, by name and language; `{number}` stands for digits. */

const english = (owner: string) => ({
  greeting: `Hello, this is ${owner ? `${owner}'s` : 'an'} AI assistant. May I ask what you are calling about?`,
  notHeard: 'Sorry, I did not hear you. What are you calling about?',
  connectingContact: 'One moment, I am putting you through.',
  connectingUrgent: 'Thank you for telling me. I am putting you through now.',
  tellMore: 'Could you tell me a little more: what is it about, and how urgent is it?',
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
})

/** The words of every fixed sentence. */
export type Speech = ReturnType<typeof english>

const spanish = (owner: string): Speech => ({
  greeting: `Hola, soy ${owner ? `el asistente de inteligencia artificial de ${owner}` : 'un asistente de inteligencia artificial'}. ¿Cuál es el motivo de su llamada?`,
  notHeard: 'Perdone, no le he oído. ¿Cuál es el motivo de su llamada?',
  connectingContact: 'Un momento, le paso la llamada.',
  connectingUrgent: 'Gracias por decírmelo. Le paso ahora mismo.',
  tellMore: '¿Puede contarme un poco más: de qué se trata y si es urgente?',
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
})

const german = (owner: string): Speech => ({
  greeting: `Guten Tag, hier ist ${owner ? `der KI-Assistent von ${owner}` : 'ein KI-Assistent'}. Worum geht es bei Ihrem Anruf?`,
  notHeard: 'Entschuldigung, ich habe Sie nicht gehört. Worum geht es?',
  connectingContact: 'Einen Moment, ich verbinde Sie.',
  connectingUrgent: 'Danke, dass Sie mir das sagen. Ich verbinde Sie jetzt.',
  tellMore: 'Können Sie mir etwas mehr sagen: Worum geht es, und wie dringend ist es?',
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
})

const french = (owner: string): Speech => ({
  greeting: `Bonjour, ici l'assistant d'intelligence artificielle${owner ? ` de ${owner}` : ''}. Quel est le motif de votre appel ?`,
  notHeard: 'Pardon, je ne vous ai pas entendu. Quel est le motif de votre appel ?',
  connectingContact: 'Un instant, je vous mets en relation.',
  connectingUrgent: 'Merci de me le dire. Je vous mets en relation tout de suite.',
  tellMore: "Pouvez-vous m'en dire un peu plus : de quoi s'agit-il, et est-ce urgent ?",
  moment: "Un instant, s'il vous plaît.",
  textInstead: "Merci de votre appel. Si c'est urgent, envoyez un SMS, s'il vous plaît. Au revoir.",
  goodbyeUnheard:
    "Je ne vous entends toujours pas. Si c'est urgent, envoyez un SMS, s'il vous plaît. Au revoir.",
  unreached:
    "Désolé, personne ne peut vous répondre pour l'instant. Envoyez un SMS, s'il vous plaît. Au revoir.",
  greetingAfterHours: `Bonjour, ici l'assistant d'intelligence artificielle${owner ? ` de ${owner}` : ''}. Personne ne peut vous répondre à cette heure. Quel est le motif de votre appel ?`,
  offerCallBack:
    "Merci. Devons-nous vous rappeler au numéro d'où vous appelez ? Dites oui, ou donnez-moi un autre numéro. Si cela ne peut pas attendre, dites-moi pourquoi.",
  askCallBackNumber:
    'Merci. À quel numéro pouvons-nous vous rappeler ? Si cela ne peut pas attendre, dites-moi pourquoi.',
  callBackNoted: 'Merci. Nous vous rappellerons au {number}. Au revoir.',
  wordsNoted:
    "Merci, je transmettrai ce que vous avez dit. Si c'est urgent, envoyez un SMS, s'il vous plaît. Au revoir.",
})

const languages: Record<string, (owner: string) => Speech> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
}

/** The languages, as two-letter codes, in which the fixed sentences are written. */
export const SPOKEN_LANGUAGES = Object.keys(languages)

/**
 * The sentences in a language, given as a BCP 47 tag such as `en-US`; English where we have no other.
 * `owner` is whose calls these are; empty where they prefer not to be named.
 */
export function speechIn(language: string, owner: string): Speech {
  const spoken = languages[language.split('-')[0]!.toLowerCase()] ?? english
  return spoken(owner)
}

/** A line of a cue as it is spoken. */
export function wordsOf(
  line: { sentence: keyof Speech; with?: { number: string } } | { text: string },
  speech: Speech,
): string {
  if ('text' in line) return line.text
  const { number = '' } = line.with ?? {}
  return speech[line.sentence].replace('{number}', () => digitByDigit(number))
}

/** `4 1 5, 5 5 5, 0 1 2 3`: said as one, a number is a million, and nobody can follow it. */
function digitByDigit(number: string): string {
  const digits = number.replace(/\D/g, '')
  const groups = [...digits.slice(0, -4).split(/(?=(?:\d{3})+$)/), digits.slice(-4)]
  return groups
    .filter((group) => group !== '')
    .map((group) => group.split('').join(' '))
    .join(', ')
}

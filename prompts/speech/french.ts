/** What is spoken in French. */
import type { Speech } from './speech.ts'

export const french = (owner: string): Speech => ({
  language: 'fr',
  owner,
  greeting: `Bonjour, ici l'assistant d'intelligence artificielle${owner ? ` de ${owner}` : ''}. Quel est le motif de votre appel ?`,
  noticeBrief: 'Je note ce que vous me dites.',
  noticeFull:
    'Je note ce que vous me dites et je le garde pour la personne que vous appelez. Un programme évalue vos paroles. Vous pouvez demander leur effacement.',
  offerLanguage: 'Pour le français, parlez en français.',
  callEmergency: 'Si une vie est en danger, appelez tout de suite le {number}.',
  notHeard: 'Pardon, je ne vous ai pas entendu. Quel est le motif de votre appel ?',
  connectingContact: 'Un instant, je vous mets en relation.',
  connectingUrgent: 'Merci de me le dire. Je vous mets en relation tout de suite.',
  tellMore: "De quoi s'agit-il, s'il vous plaît ?",
  askWhatHappened: "Que s'est-il passé ?",
  askWho: "De qui s'agit-il ?",
  askWhere: 'Où est-ce ?',
  askHowSoon: 'Combien de temps cela peut-il attendre ?',
  askEmergency: "Est-ce une urgence ? Dites-moi en français ce qui s'est passé.",
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
  connectingByOwner: 'Merci de votre patience. Je vous passe la communication.',
  askingOwner: 'Un instant, je demande si on peut prendre votre appel.',
  stillAsking: 'Je demande encore. Merci de patienter.',
  ownerCallsBack: 'On ne peut pas vous parler maintenant, mais on vous rappellera. Au revoir.',
  declined:
    'Désolé, on ne peut pas prendre votre appel pour le moment. Veuillez envoyer un message écrit. Au revoir.',
  announceCaller:
    "Concierge. {about}. Appuyez sur 1 pour parler, 2 pour refuser, 3 pour qu'on laisse un message.",
  declineNoted: 'Je le lui dirai.',
  callerGone: "L'appelant a raccroché.",
  unreachedOffer:
    "Désolé, personne ne peut vous répondre pour l'instant. Envoyez un SMS, s'il vous plaît, ou puis-je prendre un message ?",
  textInsteadOffer:
    "Merci de votre appel. Si c'est urgent, envoyez un SMS, s'il vous plaît, ou puis-je prendre un message ?",
  leaveMessage:
    'Que puis-je transmettre ? Donnez-moi aussi votre numéro, si vous souhaitez être rappelé.',
  offerNumber:
    "Merci. Pouvons-nous vous rappeler au numéro d'où vous appelez ? Dites oui, ou donnez-moi un autre numéro.",
  askNumber: 'Merci. À quel numéro pouvons-nous vous rappeler ?',
  goodbye: "D'accord. Au revoir.",
  goodbyeAgain:
    'J’ai noté que vous avez rappelé. Je ne peux rien faire de plus pour le moment. Au revoir.',
  goodbyeOnceMore:
    'Vous avez appelé plusieurs fois, et tout est noté. Un SMS sera lu plus vite. Au revoir.',
  declinedOffer:
    'Désolé, on ne peut pas prendre votre appel pour le moment. Envoyez un message écrit, ou puis-je prendre un message ?',
  messageWished: 'On ne peut pas vous parler maintenant. Que dois-je transmettre ?',
})

/** What is spoken in Portuguese. */
import type { Speech } from './speech.ts'

export const portuguese = (owner: string): Speech => ({
  language: 'pt',
  owner,
  greeting: `Olá, aqui é ${owner ? `o assistente de inteligência artificial de ${owner}` : 'um assistente de inteligência artificial'}. Qual é o motivo da sua ligação?`,
  noticeBrief: 'Eu anoto o que me disser.',
  noticeFull:
    'Eu anoto o que me disser e guardo para a pessoa com quem quer falar. Um programa avalia as suas palavras. Pode pedir que sejam apagadas.',
  offerLanguage: 'Para português, fale em português.',
  callEmergency: 'Se há uma vida em risco, ligue já para o {number}.',
  notHeard: 'Desculpe, não ouvi. Qual é o motivo da sua ligação?',
  connectingContact: 'Um momento, vou passar a ligação.',
  connectingUrgent: 'Obrigado por me dizer. Vou passar a ligação agora.',
  tellMore: 'Do que se trata, por favor?',
  askWhatHappened: 'O que aconteceu?',
  askWho: 'De quem se trata?',
  askWhere: 'Onde é isso?',
  askHowSoon: 'Quanto tempo pode esperar?',
  askEmergency: 'É uma emergência? Diga em português o que aconteceu, por favor.',
  moment: 'Um momento, por favor.',
  textInstead: 'Obrigado por ligar. Se for urgente, envie uma mensagem de texto. Até logo.',
  goodbyeUnheard: 'Continuo sem ouvir. Se for urgente, envie uma mensagem de texto. Até logo.',
  unreached:
    'Desculpe, agora ninguém pode atender. Envie uma mensagem de texto, por favor. Até logo.',
  greetingAfterHours: `Olá, aqui é ${owner ? `o assistente de inteligência artificial de ${owner}` : 'um assistente de inteligência artificial'}. A esta hora ninguém pode atender. Qual é o motivo da sua ligação?`,
  offerCallBack:
    'Obrigado. Podemos retornar a ligação para o número de onde está ligando? Diga sim, ou diga outro número. Se não puder esperar, diga por quê.',
  askCallBackNumber:
    'Obrigado. Para que número podemos retornar a ligação? Se não puder esperar, diga por quê.',
  callBackNoted: 'Obrigado. Vamos retornar a ligação para {number}. Até logo.',
  wordsNoted:
    'Obrigado, vou transmitir o que me disse. Se for urgente, envie uma mensagem de texto. Até logo.',
  connectingByOwner: 'Obrigado por esperar. Vou passar a ligação agora.',
  askingOwner: 'Um momento, estou perguntando se podem atender.',
  stillAsking: 'Ainda estou perguntando. Obrigado por esperar.',
  ownerCallsBack: 'Agora não podem falar, mas vão retornar a ligação. Até logo.',
  declined: 'Desculpe, agora não podem atender. Envie uma mensagem de texto, por favor. Até logo.',
  announceCaller:
    'Concierge. {about}. Pressione 1 para falar, 2 para recusar, 3 para que deixe um recado.',
  declineNoted: 'Vou avisar.',
  callerGone: 'A pessoa desligou.',
  unreachedOffer:
    'Desculpe, agora ninguém pode atender. Envie uma mensagem de texto, por favor, ou quer deixar um recado?',
  textInsteadOffer:
    'Obrigado por ligar. Se for urgente, envie uma mensagem de texto, ou quer deixar um recado?',
  leaveMessage: 'Que recado quer deixar? Diga também o seu número, se quiser que liguem de volta.',
  offerNumber:
    'Obrigado. Podemos retornar a ligação para o número de onde está ligando? Diga sim, ou diga outro número.',
  askNumber: 'Obrigado. Para que número podemos retornar a ligação?',
  goodbye: 'Está bem. Até logo.',
  goodbyeAgain: 'Anotei que você ligou de novo. Por enquanto não posso fazer mais nada. Até logo.',
  goodbyeOnceMore:
    'Você já ligou várias vezes, e está tudo anotado. Uma mensagem de texto será lida antes. Até logo.',
  declinedOffer:
    'Desculpe, agora não podem atender. Envie uma mensagem de texto, por favor, ou quer deixar um recado?',
  messageWished: 'Agora não podem falar. Que recado quer deixar?',
})

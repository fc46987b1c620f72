// What happened to a call, as a sentence.
/** @import { CallEvent } from '../../../../machines/call.ts' */
import { DIALS } from './server/owner/words.ts'

/** @type {{ [Type in CallEvent['type']]: (event: Extract<CallEvent, { type: Type }>) => string }} */
const SENTENCES = {
  'call.arrived': () => 'The call arrived',
  'caller.spoke': ({ text }) => `The caller said “${text}”`,
  'caller.silent': () => 'The caller said nothing',
  'dial.ended': ({ outcome }) => `The dial ended: ${DIALS[outcome].name}`,
  'call.ended': () => 'The call ended',
  'hold.ended': () => 'Twilio came back for the answer',
  'answer.lost': () => 'Twilio could not use the answer before',
}

/** @param {CallEvent} event */
export function eventInWords(event) {
  const sentence = /** @type {(event: CallEvent) => string} */ (SENTENCES[event.type])
  return sentence(event)
}

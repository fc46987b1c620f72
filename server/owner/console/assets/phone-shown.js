// What the Phone shows beside the conversation: the owner's handset, the verdict, the way through the flow.

/** @import { Verdict } from '../../../../machines/verdict.ts' */
/** @import { PhoneCallJson } from './answers.ts' */
import { element, findAll, the } from './elements.js'
import { kindName } from './in-words.js'
import { chartId, light } from './flow-chart.js'

/**
 * The owner's handset: what is said into it, and what may be done there.
 * @param {PhoneCallJson | null} call
 */
export function showOwner(call) {
  const owner = call?.owner ?? null
  const state = owner?.state ?? 'ringing'
  the('#owner-state').textContent = OWNER_STATES[state]
  the('#owner-heard').replaceChildren(
    ...(owner?.heard ?? []).map((text) => element('li', {}, text)),
  )
  const shown = {
    ringing: state === 'ringing',
    announced: state === 'ringing' && owner?.announced === true,
    asked: state === 'asked',
    answered: state !== 'ringing',
  }
  for (const row of findAll('[data-owner]', the('#line')))
    row.hidden = !shown[/** @type {keyof typeof shown} */ (row.dataset.owner)]
}

const OWNER_STATES = {
  ringing: "The owner's phone rings",
  asked: 'The owner is told who calls',
  talking: 'The owner talks to the caller',
}

/** @param {PhoneCallJson | null} call */
export function showVerdict(call) {
  const verdict = call?.verdict
  const box = the('#verdict')
  box.hidden = !verdict
  if (!verdict) return
  const [name, badge] = VERDICTS[verdict.decision]
  box.replaceChildren(
    element(
      'p.row',
      {},
      element('span.small.muted', {}, 'Verdict'),
      element(`span.badge${badge}`, {}, name),
      element('span.small', {}, `${kindName(verdict.kind)}, says ${verdict.screener}`),
    ),
    verdict.reasons?.length ? element('p.small.muted', {}, verdict.reasons.join('; ')) : '',
  )
}

/** @type {Record<Verdict['decision'], [name: string, badge: string]>} */
const VERDICTS = {
  transfer: ['Put through', '.good'],
  ask: ['Ask on', '.accent'],
  end: ['End', ''],
}

/**
 * On the chart of the flow that the call runs, the way it took so far.
 * @param {PhoneCallJson | null} call
 * @param {PhoneCallJson['steps']} steps
 */
export function showWay(call, steps) {
  const name = call && `${call.flow} ${call.flow_version}`
  for (const figure of findAll('#charts figure')) {
    if (name) figure.hidden = figure.dataset.flow !== name
    if (figure.hidden) continue
    const states = steps.flatMap((step) => step.states)
    const last = steps.at(-1)
    if (last && last.states.length === 0 && last.state) states.push(chartId(last.state))
    const edges = steps.flatMap((step) => step.edges)
    light(the('.flow-scroll svg', figure), { states, edges, latest: last?.edges })
  }
  const state = steps.findLast((step) => step.state !== null)?.state
  the('#state').hidden = !state
  the('#state').textContent = state ?? ''
}

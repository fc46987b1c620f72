// Ways side by side: what was chosen in each, step by step, and where it led.
/** @import { Move } from '../../../../machines/simulation/move.ts' */
/** @import { Simulation, SimulatedStep } from '../../../../machines/simulation/simulate.ts' */
import { element } from './elements.js'
import { answerInWords, eventInWords, stateInWords } from './server/words/call-words.ts'

/** @param {Move | null} move */
function moveInWords(move) {
  if (!move) return 'Before the first ring'
  if (move.kind === 'event') return eventInWords(move.payload)
  const { port, output } = move.payload
  return move.kind === 'fault' ? `${port} fails` : `${port}: ${answerInWords(output)}`
}

/**
 * @param {HTMLElement} place
 * @param {Simulation[]} ways
 * @param {{ way: number, at: number, look: (way: number, at: number) => void, close: (way: number) => void }} shown
 */
export function showWays(place, ways, { way, at, look, close }) {
  place.replaceChildren(
    ...ways.map(({ steps, stopped }, index) =>
      element(
        `section.one-way${index === way ? '.chosen' : ''}`,
        { 'aria-label': `Way ${index + 1}` },
        element(
          'header',
          {},
          element('strong', {}, `Way ${index + 1}`),
          element('span.badge', {}, ending(steps)),
          ways.length > 1
            ? element(
                'button.quiet',
                {
                  type: 'button',
                  onclick: () => close(index),
                  'aria-label': `Close way ${index + 1}`,
                },
                '×',
              )
            : null,
        ),
        element(
          'ol',
          {},
          ...steps.map((step, taken) => {
            const isHere = index === way && taken === at
            return element(
              'li',
              {},
              element(
                'button.quiet',
                {
                  type: 'button',
                  onclick: () => look(index, taken),
                  'aria-current': isHere ? 'step' : null,
                },
                element('span', {}, moveInWords(step.move)),
                element('small.muted', {}, stateInWords(step.state)),
              ),
            )
          }),
        ),
        stopped === null ? null : element('p.notice.bad', {}, stopped),
      ),
    ),
  )
}

/** @param {SimulatedStep[]} steps */
function ending(steps) {
  const last = steps.at(-1)
  return last?.status === 'going on' ? 'goes on' : (last?.status ?? '')
}

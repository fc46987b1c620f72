// What becomes of this caller from now on: blocked, or let through for a while; either is taken back with one tap.
/** @import { Conversation } from './answers.ts' */
import { ask, attempt, notify } from './page.js'
import { the } from './elements.js'

const PASS_MINUTES = 30

/** @type {Conversation | null} */
let call = null

/** @param {Conversation} shown */
export function showRules(shown) {
  call = shown
  const isNumber = /^\+[1-9]\d+$/.test(shown.caller) && shown.erased_at === null
  the('button#block').hidden = !isNumber
  the('button#let-through').hidden = !isNumber
}

async function block() {
  const number = call?.caller
  await attempt(async () => {
    const { id } = await ask('blocks', { method: 'POST', json: { phone_number: number } })
    const act = () => void takeBack(`blocks/${id}`, 'They are not blocked any more')
    notify('They are turned away from now on', '', { name: 'Undo', act })
  })
}

async function letThrough() {
  const json = { for: call?.caller, minutes: PASS_MINUTES, how: 'through' }
  await attempt(async () => {
    const { id } = await ask('passes', { method: 'POST', json })
    const act = () => void takeBack(`passes/${id}`, 'The pass has ended')
    notify(`They ring through for ${PASS_MINUTES} minutes`, '', { name: 'Undo', act })
  })
}

/**
 * @param {string} path
 * @param {string} told
 */
async function takeBack(path, told) {
  await attempt(async () => {
    await ask(path, { method: 'DELETE' })
    notify(told)
  })
}

the('button#block').addEventListener('click', () => void block())
the('button#let-through').addEventListener('click', () => void letThrough())

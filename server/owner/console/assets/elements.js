// Elements of a page: made, found, and told apart.
/** @import { Selected } from './selected.ts' */

/**
 * What can be given to an element: `null`, `undefined` and `false` are left out.
 * @typedef {string | number | boolean | null | undefined | ((event: Event) => void)} Attribute
 * @typedef {Node | string | null | undefined} Child
 */

/**
 * An element. Text stays text: children are appended as text nodes unless they are elements.
 * @template {string} Tag
 * @param {Tag} tag `td.number`: with its classes
 * @param {Record<string, Attribute>} [attributes]
 * @param {Child[]} children
 * @returns {Selected<Tag>}
 */
export function element(tag, attributes = {}, ...children) {
  const [name = '', ...classes] = tag.split('.')
  const made = document.createElement(name)
  if (classes.length > 0) made.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(key.slice('on'.length), value)
    else made.setAttribute(key, value === true ? '' : String(value))
  }
  made.append(
    ...children
      .filter((child) => child !== null && child !== undefined)
      .map((child) => (typeof child === 'string' ? visible(child) : child)),
  )
  return /** @type {Selected<Tag>} */ (made)
}

/**
 * Marks that turn the direction of what follows would let words pose as others: they are shown instead.
 * @param {string} text
 */
export function visible(text) {
  return text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

/**
 * The first element that a selector is of; a tag at its end tells of which type: `input#step`.
 * @template {string} Selector
 * @param {Selector} selector
 * @param {ParentNode} [within]
 * @returns {Selected<Selector> | null}
 */
export const find = (selector, within = document) => within.querySelector(selector)

/**
 * All of them.
 * @template {string} Selector
 * @param {Selector} selector
 * @param {ParentNode} [within]
 * @returns {Selected<Selector>[]}
 */
export const findAll = (selector, within = document) =>
  Array.from(within.querySelectorAll(selector))

/**
 * One that is always there.
 * @template {string} Selector
 * @param {Selector} selector
 * @param {ParentNode} [within]
 */
export function the(selector, within) {
  const found = find(selector, within)
  if (!found) throw new Error(`There is no ${selector} on this page`)
  return found
}

/**
 * Whether an event happened in an element that a selector is of.
 * @param {Event} event
 * @param {string} selector
 */
export function isAt({ target }, selector) {
  return target instanceof Element && target.matches(selector)
}

/** Buttons that are marked so close the dialog around them. */
export function letDialogsClose() {
  for (const button of findAll('[data-close]'))
    button.addEventListener('click', () => button.closest('dialog')?.close())
}

// Charts of flows that are larger than their place: moved by scrolling and dragging, resized by keys, buttons, pinching.
import { findAll, the } from './elements.js'

/** @typedef {{ x: number, y: number }} Point in pixels, from the corner of the place */

/** Letters of 12 units stay readable: they are 10 pixels and more unless somebody makes them smaller. */
const READABLE = 0.84
const LARGEST = 3
/** Or as small as all of it needs. */
const SMALLEST = 0.5
const STEP = 1.25

for (const view of findAll('.flow-view')) enliven(view)

/** @param {Element} view as made by flow-chart.ts */
function enliven(view) {
  const place = the('.flow-scroll', view)
  const chart = the('.flow-scroll svg', view)
  const shown = the('output', view)
  const { width, height } = chart.viewBox.baseVal
  let scale = 1
  /** Whether somebody has chosen the size; else it follows that of the place. */
  let isChosen = false

  const whole = () => Math.min(1, place.clientWidth / width)

  function fit() {
    isChosen = false
    // Grown larger, the chart is moved within the place that it takes now.
    place.style.height = ''
    resize(Math.max(READABLE, whole()))
    place.style.height = `${place.offsetHeight}px`
  }

  /**
   * @param {number} wanted
   * @param {Point} [fixed]
   */
  function choose(wanted, fixed) {
    isChosen = true
    const least = Math.min(SMALLEST, whole(), place.clientHeight / height)
    resize(Math.min(LARGEST, Math.max(least, wanted)), fixed)
  }

  /**
   * @param {number} now
   * @param {Point} [fixed] what stays where it is; else it is the middle
   */
  function resize(now, fixed = { x: place.clientWidth / 2, y: place.clientHeight / 2 }) {
    const [x, y] = [(place.scrollLeft + fixed.x) / scale, (place.scrollTop + fixed.y) / scale]
    scale = now
    chart.setAttribute('width', String(width * now))
    chart.setAttribute('height', String(height * now))
    place.scrollTo({ left: x * now - fixed.x, top: y * now - fixed.y, behavior: 'instant' })
    shown.textContent = `${Math.round(now * 100)} %`
  }

  const larger = () => choose(scale * STEP)
  const smaller = () => choose(scale / STEP)
  the('button.larger', view).addEventListener('click', larger)
  the('button.smaller', view).addEventListener('click', smaller)
  the('button.fitting', view).addEventListener('click', fit)

  place.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // They move the chart, and nothing else on the page.
    if (event.key.startsWith('Arrow')) event.stopPropagation()
    const act = new Map([
      ['+', larger],
      ['=', larger],
      ['-', smaller],
      ['0', fit],
    ]).get(event.key)
    if (!act) return
    event.preventDefault()
    act()
  })

  // A pinch on a touchpad comes as this too.
  place.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      choose(scale * Math.exp(-event.deltaY / 300), within(place, event))
    },
    { passive: false },
  )
  onPinch(place, (factor, fixed) => choose(scale * factor, fixed))
  onDrag(place)

  let known = 0
  new ResizeObserver(() => {
    const isOther = place.clientWidth !== known
    known = place.clientWidth
    if (isOther && known > 0 && !isChosen) fit()
  }).observe(view)
}

/**
 * Of two fingers; one finger scrolls, as everywhere.
 * @param {HTMLElement} place
 * @param {(factor: number, middle: Point) => void} pinched
 */
function onPinch(place, pinched) {
  let apart = 0
  place.addEventListener(
    'touchmove',
    (event) => {
      const [one, other, third] = Array.from(event.touches, (touch) => within(place, touch))
      if (!one || !other || third) return
      event.preventDefault()
      const now = Math.hypot(one.x - other.x, one.y - other.y)
      if (apart > 0) pinched(now / apart, { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
      apart = now
    },
    { passive: false },
  )
  for (const kind of ['touchstart', 'touchend', 'touchcancel'])
    place.addEventListener(kind, () => (apart = 0), { passive: true })
}

/**
 * With the mouse. What is only clicked on is not dragged.
 * @param {HTMLElement} place
 */
function onDrag(place) {
  /** @type {Point | null} */
  let from = null
  place.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch' || event.button !== 0) return
    from = { x: event.clientX + place.scrollLeft, y: event.clientY + place.scrollTop }
  })
  place.addEventListener('pointermove', (event) => {
    if (!from) return
    const [left, top] = [from.x - event.clientX, from.y - event.clientY]
    if (!place.hasPointerCapture(event.pointerId)) {
      if (Math.hypot(left - place.scrollLeft, top - place.scrollTop) < 4) return
      place.setPointerCapture(event.pointerId)
      place.classList.add('dragged')
    }
    place.scrollTo({ left, top, behavior: 'instant' })
  })
  for (const kind of ['pointerup', 'pointercancel'])
    place.addEventListener(kind, () => {
      from = null
      place.classList.remove('dragged')
    })
}

/**
 * @param {Element} place
 * @param {{ clientX: number, clientY: number }} event
 * @returns {Point}
 */
function within(place, { clientX, clientY }) {
  const { left, top } = place.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}

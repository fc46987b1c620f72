import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { createMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { graphOf } from '../../machines/graph.ts'
import { drawChart } from '../../server/chart/draw.ts'
import { EVERY_CHART, EVERY_FLOW } from './charts.ts'

function drawn(flow: Parameters<typeof graphOf>[0], name = 'chart') {
  const graph = graphOf(flow)
  const svg = drawChart(graph, name)
  const all = elementsIn(parseXml(svg).root!)
  const ofClass = (wanted: string, within = all) =>
    within.filter(({ attributes }) => attributes.class?.split(' ').includes(wanted))
  return { graph, svg, all, ofClass }
}

function elementsIn(element: XmlElement): XmlElement[] {
  const children = element.children.filter((child) => child instanceof XmlElement)
  return [element, ...children.flatMap(elementsIn)]
}

const idOf = ({ attributes }: XmlElement) => attributes['data-id']

describe('a chart', () => {
  test.each(EVERY_CHART)('of $name has an element for every state, and no other', ({ flow }) => {
    const { graph, ofClass } = drawn(flow)
    const drawnIds = ofClass('state').map(idOf)
    expect(drawnIds).toHaveLength(graph.states.length)
    expect(new Set(drawnIds)).toEqual(new Set(graph.states.map(({ id }) => id)))
  })

  test.each(EVERY_CHART)(
    'of $name has an element for every transition, with line, arrows and words',
    ({ flow }) => {
      const { graph, ofClass } = drawn(flow)
      const edges = ofClass('edge')
      const known = graph.edges.map(({ id }) => id)
      expect(edges.map(idOf)).toEqual(known)
      for (const [index, { from, to, label }] of graph.edges.entries()) {
        const edge = edges[index]!
        expect(edge.attributes).toMatchObject({ 'data-from': from, 'data-to': to.join(' ') })
        const parts = elementsIn(edge)
        expect(ofClass('line', parts)).toHaveLength(1)
        expect(ofClass('head', parts)).toHaveLength(to.length)
        expect(parts.find(({ name }) => name === 'title')?.text).toBe(label)
      }
    },
  )

  test('has events and what has to hold on its lines', () => {
    const { ofClass } = drawn(conciergeFlow)
    const wordsOn = (id: string) =>
      elementsIn(ofClass('edge').find((edge) => idOf(edge) === id)!)
        .filter(({ name }) => name === 'tspan')
        .map(({ text }) => text)
    expect(wordsOn('listening--caller-silent--0')).toEqual([
      'caller.silent',
      '[may ask again]',
      'listening: asking again',
    ])
    expect(wordsOn('listening--caller-silent--1')).toEqual(['caller.silent', 'otherwise'])
    expect(wordsOn('screening--done-actor-screen--0')).toEqual(['screen answers'])
    expect(wordsOn('any-state--call-ended--0')).toEqual(['call.ended'])
  })

  test('shares no id with the others of its page', () => {
    const ids = EVERY_FLOW.flatMap(({ name, flow }) =>
      drawn(flow, name).all.flatMap(({ attributes }) => attributes.id ?? []),
    )
    expect(ids.length).toBeGreaterThan(100)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(EVERY_CHART)('of $name brings neither style nor script with it', ({ flow }) => {
    const { all } = drawn(flow)
    expect(all.filter(({ name }) => name === 'style' || name === 'script')).toEqual([])
    const names = all.flatMap(({ attributes }) => Object.keys(attributes))
    expect(names.filter((name) => name === 'style' || name.startsWith('on'))).toEqual([])
  })

  test('has a name, and each of its states says what it does', () => {
    const { all, ofClass } = drawn(conciergeFlow)
    const [svg, title] = all
    expect(svg!.attributes).toMatchObject({ role: 'img', 'aria-labelledby': title!.attributes.id })
    expect(title!.text).toBe('The flow concierge')
    const told = ofClass('state').map((state) => elementsIn(state)[1]!.text)
    expect(told).toContain('screening: thinks')
    expect(told).toContain('parted: the end, tells the owner: turned away')
  })

  test('shows hostile names as words', () => {
    const hostile = '"><script>alert(1)</script>&amp;'
    const machine = createMachine({
      id: hostile,
      initial: hostile,
      states: { [hostile]: { on: { [hostile]: { guard: hostile } } } },
    })
    const { all } = drawn(machine, hostile)
    expect(all[0]!.attributes['aria-labelledby']).toBe(`${hostile}--name`)
    expect(all.filter(({ name }) => name === 'script')).toEqual([])
    const text = all.filter(({ name }) => name === 'tspan').map((span) => span.text)
    expect(text).toContain(hostile)
  })
})

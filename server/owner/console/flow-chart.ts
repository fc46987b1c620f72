/** Any flow as a drawing to put into a page: SVG without a style of its own, its states and edges addressable. */
import type { AnyStateNode } from 'xstate'
import { diagramId, diagramOf } from '../../../machines/diagram.ts'
import type { Flow } from '../../../machines/flows.ts'

/** `labels`: what leads from state to state is written beside the lines; without, it is in their tooltips. */
export type ChartKind = 'plain' | 'labels'

const SPACING = { padding: 8, nodeSpacing: 14, layerSpacing: 24 }

const drawn = new Map<string, Promise<string>>()

/**
 * `<svg class="flow-chart">`: a state is `.state[data-id]`, with `data-within` the block around it and a class
 * for its kind; a line is `.edge[data-from][data-to]`. The names are those of `diagramId`.
 */
export function flowChart(flow: Flow, kind: ChartKind = 'plain'): Promise<string> {
  const name = `${flow.id} ${flow.version} ${kind}`
  const known = drawn.get(name) ?? draw(flow, kind)
  drawn.set(name, known)
  return known
}

async function draw(flow: Flow, kind: ChartKind): Promise<string> {
  const { renderMermaidSVG } = await import('beautiful-mermaid')
  const text = withoutEnds(diagramOf(flow))
  const svg = renderMermaidSVG(kind === 'plain' ? withoutLabels(text) : text, SPACING)
  const labels = labelsIn(text)
  return (
    svg
      // The page's policy allows neither a style in it nor one from elsewhere.
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/ style="[^"]*"/g, '')
      .replace(/^<svg([^>]*?) width="[^"]*" height="[^"]*"/, (_, rest: string) => {
        const about = `class="flow-chart ${kind}" role="img" aria-label="The flow ${escaped(flow.id)}"`
        return `<svg${rest} ${about}`
      })
      // The arrow takes the colour of its line.
      .replace(/(<polygon[^>]*) fill="[^"]*" stroke="[^"]*"/g, '$1 fill="context-stroke"')
      .replace(/<g class="edge-label"[\s\S]*?<\/g>\n?/g, (label) =>
        kind === 'plain' ? '' : label.replaceAll(/ (fill|stroke)="[^"]*"/g, ''),
      )
      .replace(
        /(<polyline class="edge" data-from="(\w+)" data-to="(\w+)")[^>]*?( points="[^"]*")[^>]*?( marker-end="[^"]*") \/>/g,
        (_, head: string, from: string, to: string, points: string, end: string) =>
          `${head}${points} fill="none"${end}><title>${labels.get(`${from} ${to}`) ?? ''}</title></polyline>`,
      )
      .replace(
        /<g class="(node|subgraph)" data-id="(\w+)"[\s\S]*?<\/g>/g,
        (group, what: string, id: string) =>
          dressed(group.replaceAll(/ (fill|stroke)="[^"]*"/g, ''), what, stateOf(flow.root, id)),
      )
  )
}

function dressed(group: string, what: string, node: AnyStateNode | undefined): string {
  if (!node) return group
  const within = node.parent?.parent ? ` data-within="${diagramId(node.parent)}"` : ''
  return group
    .replace(`class="${what}"`, `class="${what} state ${kindOf(node)}"${within}`)
    .replace(/ data-label="[^"]*"/, '')
    .replace(/(<text[^>]*>)[\s\S]*<\/text>/, `$1${escaped(inWords(node.key))}</text>`)
}

function kindOf(node: AnyStateNode): string {
  if (node.type === 'final') return 'ending'
  if (node.always?.some((transition) => !transition.guard)) return 'passing'
  return ['thinking', 'listening', 'dialing'].find((tag) => node.tags.includes(tag)) ?? 'resting'
}

function stateOf(block: AnyStateNode, id: string): AnyStateNode | undefined {
  for (const child of Object.values(block.states)) {
    const found = diagramId(child) === id ? child : stateOf(child, id)
    if (found) return found
  }
  return undefined
}

/** `checkingForLoop` as a person would write it. */
function inWords(key: string): string {
  return key.replace(/(?<=[a-z\d])(?=[A-Z])|_/g, ' ').toLowerCase()
}

/** An ending is told by its colour; a dot behind each takes a row of its own. */
function withoutEnds(text: string): string {
  return linesOf(text, (line) => (/--> \[\*\]|^\s*(note|class|classDef) /.test(line) ? [] : [line]))
}

/** Without any label, lines are laid through states and those back to their own state nowhere (1.1). */
function withoutLabels(text: string): string {
  return linesOf(text, (line) => [line.replace(/^(\s*\w+ --> \w+).*/, '$1 : ·')])
}

function linesOf(text: string, change: (line: string) => string[]): string {
  return text.split('\n').flatMap(change).join('\n')
}

/** What is written on each line, by `from to`. */
function labelsIn(text: string): Map<string, string> {
  const found = text.matchAll(/^\s*(\w+) --> (\w+) : (.*)$/gm)
  return new Map(
    [...found].map(([, from, to, label]) => [
      `${from} ${to}`,
      label!.split('<br/>').map(escaped).join('\n'),
    ]),
  )
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

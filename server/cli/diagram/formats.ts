/** A flow in the forms that people and tools read. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diagramOf } from '../../../machines/diagram.ts'
import type { Flow } from '../../../machines/flows.ts'
import { graphOf } from '../../../machines/graph.ts'
import { literalOf } from '../../../machines/literal.ts'
import { toJson } from '../command/terminal-text.ts'

export const FORMATS = {
  mermaid: async (flow) => diagramOf(flow),
  /** One `createMachine`, as Stately's editor and the XState extension read it. */
  xstate: async (flow) => literalOf(flow),
  /** The machine's own config. */
  json: async (flow) => toJson(flow.config, 2),
  svg: drawn,
} satisfies Record<string, (flow: Flow) => Promise<string>>

export type Format = keyof typeof FORMATS

const STYLES = join(import.meta.dirname, '../../owner/console/assets')

/** With the colours of the console in it, for light and dark. */
async function drawn(flow: Flow): Promise<string> {
  const { drawChart } = await import('../../chart/draw.ts')
  const sheets = await Promise.all(
    ['tokens.css', 'flow-chart.css'].map((name) => readFile(join(STYLES, name), 'utf8')),
  )
  const chart = drawChart(graphOf(flow), 'flow')
  const style = `<style>${sheets.join('\n').replaceAll(']]>', '')}</style>`
  return chart
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(/<svg[^>]*>/, (opening) => `${opening}\n${style}`)
}

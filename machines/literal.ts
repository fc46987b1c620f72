/** A flow as one literal that other tools of the XState world read: https://stately.ai/docs/import-from-code */
import type { Flow } from './flows.ts'

/**
 * A module of one `createMachine({ … })`: guards, actions and actors stand in it by their names. Whoever imports it
 * gives it those with `provide`, and has the flow again.
 */
export function literalOf(flow: Flow): string {
  return `import { createMachine } from 'xstate'

// ${flow.id} ${flow.version}: what its guards, actions and actors do is not in here.
export const machine = createMachine(${written(flow.config)})
`
}

function written(value: unknown, indent = ''): string {
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    const items = value.map((item) => `${inner}${written(item, inner)},\n`)
    return `[\n${items.join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    if (entries.length === 0) return '{}'
    const lines = entries.map(([key, item]) => `${inner}${name(key)}: ${written(item, inner)},\n`)
    return `{\n${lines.join('')}${indent}}`
  }
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
}

/** Without quotes where a name needs none; `__proto__` would be something else with them and without. */
function name(key: string): string {
  if (key === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
  return `'${escaped.replaceAll("'", String.raw`\'`)}'`
}

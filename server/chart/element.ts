/** An element of SVG as text: whatever is put into it stays words. */
import { tenths } from './tenths.ts'

export type Attributes = Record<string, string | number | null>

export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(
      ([key, value]) =>
        ` ${key}="${escaped(String(typeof value === 'number' ? tenths(value) : value))}"`,
    )
    .join('')
  return children.length > 0
    ? `<${name}${written}>${children.join('')}</${name}>`
    : `<${name}${written}/>`
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

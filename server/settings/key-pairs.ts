/** `key=value,key=value` with percent-encoding, as OpenTelemetry writes headers and attributes. */

/**
 * Null where any of it cannot be read. An equals sign in a value is `plain` for headers, as keys in Base64
 * have them; in attributes it must be encoded.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable
 */
export function readKeyPairs(
  written: string,
  equalsSigns: 'plain' | 'encoded',
): Record<string, string> | null {
  const pairs: [string, string][] = []
  for (const pair of written.split(',')) {
    if (pair.trim() === '') continue
    const at = pair.indexOf('=')
    const isMore = equalsSigns === 'encoded' && pair.includes('=', at + 1)
    const [key, value] = [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]
    if (at < 0 || isMore || !key || value === null) return null
    pairs.push([key, value])
  }
  return Object.fromEntries(pairs)
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.trim())
  } catch {
    return null
  }
}

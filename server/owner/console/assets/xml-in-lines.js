/**
 * XML with a line for each element, indented as they are nested.
 * @param {string} xml
 * @returns {string}
 */
export function xmlInLines(xml) {
  let depth = 0
  return xml
    .replaceAll(/>\s*</g, '>\n<')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth--
      const indented = '  '.repeat(depth) + line
      const opens = /^<[^?!/]/.test(line) && !line.includes('</') && !line.endsWith('/>')
      if (opens) depth++
      return indented
    })
    .join('\n')
}

/** Text that a spreadsheet would run as a formula, made harmless and brought back. */

/**
 * What begins a formula, behind any apostrophes: those are counted in, so that a name that had one before
 * still has it afterwards. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/** csv-stringify's `escape_formulas` would guard +14155550123 too, and not tell '=1 from a guarded =1. */
export function withFormulaGuard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

export function withoutFormulaGuard(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text
}

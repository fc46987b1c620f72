/** Texts that have some words in them, found by the database. */

/**
 * SQLite's LIKE ignores the case of ASCII letters only: any other character may stand for itself in
 * whatever form, and the text is looked at again. https://sqlite.org/lang_expr.html#like
 * SQL Server's finds more, as the column has a collation that knows neither case nor accents, and takes
 * a [ for the beginning of a set. https://learn.microsoft.com/sql/t-sql/language-elements/like-transact-sql
 */
export function likePattern(words: string): string {
  const escaped = words.normalize('NFC').replace(/[%_~[]/g, '~$&')
  return `%${escaped.replace(/[^\x20-\x7e]+/g, '%')}%`
}

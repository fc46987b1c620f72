/** The value that a share of all is not above: 0.5 for the median, 0.95 for p95. */

/**
 * By nearest rank, so that it is always one that was measured; null where nothing was.
 * Type 1 of Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996).
 */
export function quantile(values: readonly number[], share: number): number | null {
  // What is in order already is only looked through, not sorted again.
  const ascending = values.toSorted((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(share * ascending.length))
  return ascending[rank - 1] ?? null
}

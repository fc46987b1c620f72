/** Finer than that nobody sees. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

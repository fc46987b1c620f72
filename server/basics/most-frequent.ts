/** Who comes most often, counted as they come. */

/** So many are told apart: of a flood of others, those who come once are forgotten. */
const MOST = 50_000

export interface MostFrequent {
  note(name: string): void
  /** The most frequent first; of those as frequent, who came first. */
  top(count: number): { name: string; times: number }[]
}

export function createMostFrequent(most = MOST): MostFrequent {
  const times = new Map<string, number>()

  function forgetRare(): void {
    let least = 1
    while (times.size >= most) {
      for (const [name, count] of times) if (count <= least) times.delete(name)
      least *= 2
    }
  }

  return {
    note(name) {
      if (!times.has(name) && times.size >= most) forgetRare()
      times.set(name, (times.get(name) ?? 0) + 1)
    },
    top: (number) =>
      [...times]
        .sort(([, a], [, b]) => b - a)
        .slice(0, number)
        .map(([name, count]) => ({ name, times: count })),
  }
}

/** Which lines of a flow somebody has been on: a test that walks it, or a call of the last 30 days. */
import { existsSync } from 'node:fs'
import type { Flow } from '../../../machines/flows.ts'
import { graphOf, type GraphEdge } from '../../../machines/graph.ts'
import { walkedEdges } from '../../../machines/simulation/walked-edges.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { isMigrated } from '../../../storage/database.ts'
import { openDatabase } from '../../open-database.ts'
import { countFlow } from '../../replay/flow-counts.ts'
import type { Config } from '../../settings/config.ts'
import { alignRows } from '../command/columns.ts'

export interface Coverage {
  edge: GraphEdge
  walked: boolean
  /** How many calls took it; null where there is no database to ask. */
  calls: number | null
}

const DAYS = 30

/** In the order of the chart. */
export async function coverageOf(flow: Flow, config: Config, now: Date): Promise<Coverage[]> {
  const walked = new Set(walkedEdges(flow))
  const counts = await countsOf(flow, config, now)
  return graphOf(flow).edges.map((edge) => ({
    edge,
    walked: walked.has(edge.id),
    calls: counts && (counts.find(({ id }) => id === edge.id)?.calls ?? 0),
  }))
}

export function coverageLines(coverage: Coverage[]): string[] {
  const rows = coverage.map(({ edge, walked, calls }) => [
    walked ? '✓' : '–',
    calls === null ? '?' : String(calls),
    `${edge.from} → ${edge.to.join(', ')}`,
    edge.label,
    !walked && !calls ? 'nobody was here' : '',
  ])
  const walks = coverage.filter(({ walked }) => walked).length
  const taken = coverage.filter(({ calls }) => calls).length
  const never = coverage.filter(({ walked, calls }) => !walked && !calls).length
  const isKnown = coverage.every(({ calls }) => calls !== null)
  return [
    ...alignRows([['walked', 'calls', 'line', 'when', ''], ...rows], 3),
    '',
    `${coverage.length} lines: ${walks} walked by the tests, ${
      isKnown ? `${taken} taken by calls of the last ${DAYS} days` : 'no database to ask for calls'
    }, ${never} by neither`,
  ]
}

async function countsOf(flow: Flow, config: Config, now: Date) {
  // SQLite would begin a new file.
  if (config.azureSql === null && !existsSync(config.sqlitePath)) return null
  await using database = await openDatabase(config)
  if (!(await isMigrated(database.queries))) return null
  const from = new Date(now.getTime() - DAYS * 24 * 60 * 60 * 1000).toISOString()
  const period = { flow, from, to: now.toISOString(), simulated: false }
  const { language, ownerName, limits } = config
  const speech = speechIn(language, ownerName)
  return (await countFlow(database.queries, period, { limits, speech })).edges
}

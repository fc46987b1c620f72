/** Calls that the owner plays with streamed words, put together: loaded with the first of them. */
import type { Flow } from '../machines/flows.ts'
import type { Database } from '../storage/database.ts'
import { findLiveCall } from './calls/listening.ts'
import type { Overheard } from './calls/overheard.ts'
import type { AnswerInTime } from './lines/in-time.ts'
import type { Nonces } from './lines/relay/nonces.ts'
import type { PlayedSockets } from './lines/relay/played.ts'
import { createHouses } from './settings/houses/house.ts'
import type { Config } from './settings/config.ts'

export interface PlayedParts {
  database: Database
  flows: readonly Flow[]
  answerInTime: AnswerInTime
  nonces: Nonces
  overheard: Overheard
}

export async function composePlayed(
  config: Config,
  { database, flows, ...parts }: PlayedParts,
): Promise<PlayedSockets> {
  const { createPlayedSockets } = await import('./lines/relay/played.ts')
  const { createRelayLine } = await import('./lines/relay/relay-line.ts')
  const { twilioCarrier } = await import('./lines/relay/twilio-carrier.ts')
  return createPlayedSockets({
    ...parts,
    carrier: twilioCarrier,
    line: createRelayLine(createHouses(config).of),
    find: (callSid) => findLiveCall(database.queries, flows, callSid, { isPlayed: true }),
  })
}

/** The bounds of a call that begins now, with what goes by the number called. */
import type { Limits } from '../machines/call.ts'
import { emergencyNumberFor } from './settings/emergency-number.ts'
import { createHouses } from './settings/houses/house.ts'
import type { Config } from './settings/config.ts'

/** More numbers than anybody has; whatever else is called by mistake is looked up anew. */
const MOST_REMEMBERED = 1_000

type Of = Pick<Config, 'limits' | 'languageByNumber' | 'emergencyNumber' | 'houses' | 'general'>

export function createLimitsOfCall(config: Of) {
  const { limits, languageByNumber, emergencyNumber } = config
  const houses = createHouses(config)
  const remembered = new Map<string, Limits>()

  function ofNumber(called: string): Limits {
    const language = languageByNumber.get(called)
    const { number, ownerName: name, language: spoken } = houses.of(called)
    const emergency = emergencyNumber ?? emergencyNumberFor([called])
    return {
      ...limits,
      ...(language !== undefined && { language }),
      ...(number !== null && { owner: { name, language: spoken } }),
      ...(emergency !== null && { emergencyNumber: emergency }),
    }
  }

  return function limitsOfCall(called: string): Limits {
    let found = remembered.get(called)
    if (!found) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      found = ofNumber(called)
      remembered.set(called, found)
    }
    return found
  }
}

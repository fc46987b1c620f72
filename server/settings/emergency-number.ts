/** Whom to call where a life is at risk, by the country of a telephone number. */
import { countryOf } from './phone-number.ts'

/**
 * One number for all that may cost a life, or that of the ambulance; by ISO 3166. A country that is not here has no number
 * told: a wrong one costs more than none. https://en.wikipedia.org/wiki/List_of_emergency_telephone_numbers and, for the
 * European Union, https://digital-strategy.ec.europa.eu/en/policies/112
 */
const COUNTRIES: Record<string, string> = {
  112: `AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE
    AD AL AM AX AZ BY CH FO GE GL GI GF GP IS KZ LI MC MD MK MQ NO RE RU SM TR UA VA XK YT IN`,
  911: `US CA MX AR BM CR DO EC GT GU KY PA PH PR PY SV UY VE VI AS MP`,
  999: `GB GG IM JE HK MO MY BH QA`,
  995: 'SG',
  '000': 'AU CC CX',
  111: 'NZ',
  119: 'JP KR',
  120: 'CN',
  192: 'BR',
  131: 'CL',
  123: 'CO',
  101: 'IL',
  998: 'AE',
  10177: 'ZA',
}

const byCountry = new Map(
  Object.entries(COUNTRIES).flatMap(([number, countries]) =>
    countries
      .trim()
      .split(/\s+/)
      .map((country) => [country, number] as const),
  ),
)

/** Digits; null where the country is not known, or its number. The first number whose country is known counts. */
export function emergencyNumberFor(numbers: readonly (string | null)[]): string | null {
  for (const number of numbers) {
    const country = number === null ? null : countryOf(number)
    if (country !== null) return byCountry.get(country) ?? null
  }
  return null
}

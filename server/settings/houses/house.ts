/** Whose calls are whose: a number that is called, its owner, and what holds there. */
import { SHARED, type Roll, type RollOf } from '../../../storage/roll.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import type { NoticeSettings } from '../notices/read-notices.ts'
import type { OwnTongue } from '../speech/tongue.ts'

export interface House extends OwnTongue {
  /** E.164; null where a call is to none of those that `LINES` tells: then what is set for all holds. */
  number: string | null
  /** As pages, notices and the terminal call it; empty where there is no other. */
  label: string
  /** Whose phone rings, E.164. */
  ownerNumber: string
  /** As callers are told it; empty where they are not. */
  ownerName: string
  /** The exception list by which its calls are judged. */
  roll: Roll
  /** Null where it has no channels of its own, and its calls are told by those of all. */
  notices: HouseNotices | null
}

export interface HouseNotices {
  settings: NoticeSettings
  /** As they are for all, also where the owner changes them while it runs. */
  fromAll: readonly ('quietHours' | 'detail' | 'digestAt')[]
}

/** What holds for this one, where `all` holds for all. */
export function noticesOf({ notices }: House, all: NoticeSettings): NoticeSettings {
  if (notices === null) return all
  const { settings, fromAll } = notices
  const has = (name: (typeof fromAll)[number]) => fromAll.includes(name)
  return {
    ...settings,
    ...(has('quietHours') && { quietHours: all.quietHours }),
    ...(has('detail') && { detail: all.detail }),
    ...(has('digestAt') && { digest: { ...settings.digest, at: all.digest.at } }),
  }
}

export interface Houses {
  /** Those of `LINES`, in their order. */
  all: readonly House[]
  /** Of a call to this number, as its line has it. */
  of(called: string): House
  /** The exception list by which calls to this number are judged. */
  rollOf: RollOf
  /** Every list that some call is judged by: the shared one, then those of lines. */
  rolls: readonly Roll[]
  /** By its label or its number, as somebody writes them; null where there is none. */
  named(written: string): House | null
}

/** The lists by which calls to the numbers are judged that we are told of: the shared one, unless each line has its own. */
export function rollsInUse({ all, rolls, rollOf }: Houses, ownNumbers: readonly string[]): Roll[] {
  const isShared = all.length === 0 || ownNumbers.some((number) => rollOf(number) === SHARED)
  return rolls.filter((roll) => isShared || roll !== SHARED)
}

/** What holds where a line does not say otherwise. */
export type GeneralHouse = Omit<House, 'number' | 'label' | 'notices' | 'roll'>

export function createHouses(of: { houses: readonly House[]; general: GeneralHouse }): Houses {
  const { houses: all } = of
  const general: House = { ...of.general, number: null, label: '', notices: null, roll: SHARED }
  const byNumber = new Map(all.map((house) => [spellingKey(house.number!), house]))
  const houseOf = (called: string) => byNumber.get(spellingKey(called)) ?? general
  return {
    all,
    of: houseOf,
    rollOf: (called) => houseOf(called).roll,
    rolls: [...new Set([SHARED, ...all.map(({ roll }) => roll)])],
    named(written) {
      const sought = written.trim().toLowerCase()
      const labelled = all.find(({ label }) => label.toLowerCase() === sought)
      return labelled ?? byNumber.get(spellingKey(written.trim())) ?? null
    },
  }
}

/** Where lists of reported numbers are seen to: begun, read, changed and taken away, for whoever asks. */
import type { Logger } from 'pino'
import type { Database } from '../../storage/database.ts'
import {
  forgetReports,
  MOST_AT_ONCE,
  putListed,
  removeListed,
} from '../../storage/rules/list-numbers.ts'
import {
  beginList,
  changeList,
  claimList,
  findList,
  listLists,
  removeList,
  settleList,
  type ActsAs,
  type ListState,
} from '../../storage/rules/lists.ts'
import type { ListedNumberRow } from '../../storage/schema.ts'
import { ListError } from './list-error.ts'
import { PHONEBLOCK } from './phone-block.ts'
import type { OwnList } from './read-own-list.ts'

const FTC = 'ftc'

export interface ListSettings {
  ftc: boolean
  ftcUrl: string
  phoneBlock: { url: string; key: string } | null
}

export interface ListTiming {
  /** How often it is looked whether one is due. */
  everyMs: number
  /** Until it is read again, and where that failed. */
  againMs: number
  retryMs: number
  /** Whoever reads one has so long. */
  leaseMs: number
}

export const LIST_TIMING: ListTiming = {
  everyMs: 5 * 60_000,
  againMs: 24 * 60 * 60_000,
  retryMs: 60 * 60_000,
  leaseMs: 30 * 60_000,
}

export interface ListDeskDependencies {
  database: Database
  settings: ListSettings
  defaultCountry: string
  timing?: Partial<ListTiming>
  now(): Date
  log: Logger
}

export interface ListDesk {
  list(): Promise<(ListState & { isBeingRead: boolean })[]>
  /** Begins to read it, and begins the list where it is one of others' that is not there yet. */
  update(name: string): Promise<'begun' | 'being read' | 'not there' | 'never read'>
  actAs(name: string, actAs: ActsAs): Promise<boolean>
  /** In the place of what the list had. `taken`: the name is that of somebody else's list. */
  import(
    name: string,
    file: Uint8Array,
    actAs: ActsAs | null,
  ): Promise<OwnList | 'taken' | 'being read'>
  /** `set`: the settings begin it anew. */
  remove(name: string): Promise<'removed' | 'not there' | 'set' | 'being read'>
  /** Reads what is due, where no other process does. */
  readDue(): Promise<void>
  /** What is being read is broken off. */
  stop(): Promise<void>
}

/** Begins those that the settings name. */
export async function createListDesk(deps: ListDeskDependencies): Promise<ListDesk> {
  const { database, settings, now, log } = deps
  const timing = { ...LIST_TIMING, ...deps.timing }
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  if (settings.ftc) await begin(FTC)
  if (settings.phoneBlock) await begin(PHONEBLOCK)

  function begin(name: string, actAs: ActsAs = 'doubtful'): Promise<boolean> {
    const at = now().toISOString()
    const source = name === FTC || name === PHONEBLOCK ? name : 'file'
    const dueAt = name === FTC ? at : null
    return beginList(database, { name, source, actAs, dueAt }, at)
  }

  /** Null where it is somebody else's. */
  async function claim(name: string, onlyDue = false): Promise<string | null> {
    const leaseUntil = new Date(now().getTime() + timing.leaseMs).toISOString()
    const claimed = await claimList(database, name, {
      now: now().toISOString(),
      leaseUntil,
      onlyDue,
    })
    return claimed ? leaseUntil : null
  }

  async function readList(name: string, lease: string): Promise<void> {
    const within = AbortSignal.any([stopping.signal, AbortSignal.timeout(timing.leaseMs)])
    const due = (ms: number) => new Date(now().getTime() + ms).toISOString()
    try {
      const { readFtc } = await import('./ftc/read-ftc.ts')
      const at = now()
      const { files, reports } = await readFtc({
        database,
        list: name,
        url: settings.ftcUrl,
        now: at,
        signal: within,
      })
      await settleList(database, name, lease, {
        due_at: due(timing.againMs),
        read_at: at.toISOString(),
        failure: null,
      })
      log.info({ list: name, files, reports }, 'list read')
    } catch (error) {
      const isOurs = error instanceof ListError
      const failure = isOurs
        ? error.message
        : within.aborted
          ? 'was broken off, and is begun again'
          : 'could not be read, see the log'
      await settleList(database, name, lease, {
        due_at: due(stopping.signal.aborted ? 0 : timing.retryMs),
        failure: failure.slice(0, 200),
      }).catch(() => undefined)
      if (stopping.signal.aborted) return
      if (isOurs) log.warn({ list: name, failure }, 'list not read: what it had stays')
      else log.error({ list: name, err: error }, 'list not read')
    }
  }

  function start(name: string, lease: string): Promise<void> {
    const reading = readList(name, lease).finally(() => underWay.delete(reading))
    underWay.add(reading)
    return reading
  }

  async function replace(name: string, { numbers }: OwnList): Promise<void> {
    const before = Date.parse((await findList(database.queries, name))?.read_at ?? '') || 0
    // Whatever the clock says: what stood there before is older than what comes.
    const at = new Date(Math.max(now().getTime(), before + 1)).toISOString()
    let some: ListedNumberRow[] = []
    const write = () => database.write((queries) => putListed(queries, name, some))
    for (const [phone_number, reports] of numbers) {
      some.push({ phone_number, reports, list: name, last_at: at })
      if (some.length < MOST_AT_ONCE) continue
      await write()
      some = []
    }
    await write()
    await removeListed(database, name, at)
    await changeList(database, name, { read_at: at })
  }

  return {
    async list() {
      const at = now().toISOString()
      const rows = await listLists(database.queries)
      return rows.map((row) => ({ ...row, isBeingRead: (row.lease_until ?? '') > at }))
    },

    async update(name) {
      if (name === FTC) await begin(FTC)
      const list = await findList(database.queries, name)
      if (!list) return 'not there'
      if (list.source !== FTC) return 'never read'
      const lease = await claim(name)
      if (lease === null) return 'being read'
      void start(name, lease)
      return 'begun'
    },

    actAs: (name, actAs) => changeList(database, name, { act_as: actAs }),

    async import(name, file, actAs) {
      if (name === FTC || name === PHONEBLOCK) return 'taken'
      const { readOwnList } = await import('./read-own-list.ts')
      const read = await readOwnList(file, deps.defaultCountry)
      if (read.tooMany || read.numbers.size === 0) return read
      const isNew = await begin(name, actAs ?? 'doubtful')
      const lease = await claim(name)
      if (lease === null) return 'being read'
      try {
        if (!isNew && actAs !== null) await changeList(database, name, { act_as: actAs })
        await replace(name, read)
      } finally {
        await changeList(database, name, { lease_until: null })
      }
      return read
    },

    async remove(name) {
      if (name === FTC && settings.ftc) return 'set'
      if (name === PHONEBLOCK && settings.phoneBlock) return 'set'
      if (!(await findList(database.queries, name))) return 'not there'
      if ((await claim(name)) === null) return 'being read'
      await removeList(database, name)
      await removeListed(database, name, null)
      await forgetReports(database, name, null)
      return 'removed'
    },

    async readDue() {
      // What was asked is asked anew after a day, and holds no longer where nobody is asked any more.
      await removeListed(database, PHONEBLOCK, new Date(now().getTime() - DAY_MS).toISOString())
      for (const { name, source } of await listLists(database.queries)) {
        if (source !== FTC || stopping.signal.aborted) continue
        const lease = await claim(name, true)
        if (lease !== null) await start(name, lease)
      }
    },

    async stop() {
      stopping.abort()
      await Promise.all(underWay)
    },
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Backups again and again, and how that goes. */
import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { writeDueInThread } from './in-thread.ts'

export interface BackupState {
  /** Of the newest whole backup that is known of, UTC, ISO 8601; null before the first look, and where there is none. */
  newestAt: string | null
  /** Why the last try came to nothing; null where it did not. */
  failure: string | null
}

export interface Backups {
  state(): BackupState
  stop(): Promise<void>
}

export interface BackupRounds {
  database: string
  folder: string
  everyHours: number
  keep: number
  passphrase: string | null
  now(): Date
  log: Logger
  /** A backup has been tried. */
  onTried(result: 'written' | 'failed'): void
  timing?: Partial<BackupTiming>
}

export interface BackupTiming {
  /** So long after the start is the first look. */
  firstMs: number
  /** Between two looks. */
  everyMs: number
}

const TIMING: BackupTiming = { firstMs: 30_000, everyMs: 5 * 60_000 }
const HOUR_MS = 60 * 60_000

/** After a failure the log says so again when it is of another kind, or so many looks later. */
const TELL_AGAIN = 12

export function startBackups(rounds: BackupRounds): Backups {
  const { now, log, onTried } = rounds
  const timing = { ...TIMING, ...rounds.timing }
  const stopping = new AbortController()
  const state: BackupState = { newestAt: null, failure: null }
  let untold = 0
  let underWay: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    try {
      const looked = await writeDueInThread(
        {
          database: resolve(rounds.database),
          folder: resolve(rounds.folder),
          everyMs: rounds.everyHours * HOUR_MS,
          keep: rounds.keep,
          passphrase: rounds.passphrase,
          now: now().toISOString(),
        },
        stopping.signal,
      )
      if (looked.did === 'left') return
      state.newestAt = looked.at
      state.failure = null
      if (looked.did === 'nothing') return
      onTried('written')
      log.info({ bytes: looked.bytes, removed: looked.removed }, 'backup written')
    } catch (error) {
      if (stopping.signal.aborted) return
      onTried('failed')
      tellFailure(error as Error)
    }
  }

  function tellFailure(error: Error): void {
    const isKnown = state.failure === error.message
    untold = isKnown ? untold + 1 : 0
    state.failure = error.message
    if (untold % TELL_AGAIN === 0) log.error({ err: error }, 'backup not written')
  }

  /** By chance sooner or later: not every concierge that shares a disk writes at once. */
  const soon = (ms: number) =>
    setTimeout(
      () => {
        underWay = look().then(() => {
          if (!stopping.signal.aborted) timer = soon(timing.everyMs)
        })
      },
      ms * (0.5 + Math.random()),
    ).unref()
  let timer = soon(timing.firstMs)

  return {
    state: () => state,
    async stop() {
      clearTimeout(timer)
      stopping.abort()
      await underWay
    },
  }
}

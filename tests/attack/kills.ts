/** `kill -9` at any instant while calls go on. */
import { setTimeout as delay } from 'node:timers/promises'
import { STRANGER } from '../support/concierge.ts'
import { phoneTo, untilAnswered } from '../support/phone-to.ts'
import { storedCall } from '../support/stored-call.ts'
import type { Attack, Report } from './attack.ts'
import type { Random } from './random.ts'
import { withServers } from './with-servers.ts'

const LINES = 6
const SETTINGS = { SCREENING_MS: '5' }

export const kills: Attack = {
  name: 'kills',
  promise: 'killed at any instant, no call loses or doubles a word, and each goes on rightly',
  share: 4,
  run: (budget, random, report) =>
    withServers(async ({ file, start }) => {
      let server = await start(SETTINGS)
      const phone = phoneTo(() => server.url, { fetch: untilAnswered(() => server.url) })
      const over = new AbortController()

      async function line(): Promise<void> {
        while (!over.signal.aborted)
          await call(random).catch((error: unknown) => {
            // While nobody is there for so long, Twilio gives the call up: there is nothing to be held against us.
            if (!String(error).includes('No answer')) throw error
          })
      }
      async function call(drawn: Random): Promise<void> {
        const words = [...drawn.some(drawn.whole(1, 2), () => drawn.hex(8)), 'goodbye']
        const caller = await phone.ring({ from: STRANGER })
        const heard: string[] = []
        for (const said of words) {
          await caller.say(said)
          heard.push(`caller: ${said}`, ...caller.lastHeard.map((text) => `concierge: ${text}`))
          await checkWords(file, caller.callSid, heard, report)
        }
        if (caller.state !== 'ended') report.fault(`a call is left ${caller.state}`)
        // While nobody is there, nobody answers in time.
        const others = caller.failures.filter(({ message }) => !message.startsWith('No answer'))
        for (const { message } of others) report.fault(`Twilio would complain: ${message}`)
      }

      const lines = Array.from({ length: LINES }, line)
      try {
        while (!budget.isSpent()) {
          await delay(random.whole(20, 500))
          await server.kill()
          report.tried()
          server = await start(SETTINGS)
        }
      } finally {
        over.abort()
      }
      await Promise.all(lines)
    }),
}

/** All that was answered is there: the greeting, and each turn once. */
async function checkWords(
  file: string,
  callSid: string,
  heard: string[],
  report: Report,
): Promise<void> {
  const { spoken } = await storedCall(file, callSid)
  const kept = spoken.slice(1)
  if (kept.join('\n') === heard.join('\n')) return
  const what = kept.length < heard.length ? 'lost' : 'stored more than once, or changed'
  report.fault(`words that were answered are ${what}`, JSON.stringify({ heard, kept }))
}

/** Erased calls: their words are looked for in every file of the database. */
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { KEY } from '../support/management.ts'
import { phoneTo } from '../support/phone-to.ts'
import type { Attack } from './attack.ts'
import { createOwner } from './owner.ts'
import { withServers } from './with-servers.ts'

const AT_ONCE = 20

export const erasures: Attack = {
  name: 'erasures',
  promise: 'what was said in a call that is erased stands in no file any more',
  share: 1,
  run: (budget, random, report) =>
    withServers(async ({ file, start }) => {
      const { url } = await start({ ADMIN_API_KEY: KEY })
      const owner = createOwner(url, KEY)
      const phone = phoneTo(() => url)
      while (!budget.isSpent()) {
        const calls = await Promise.all(
          random
            .some(AT_ONCE, () => `w${random.hex(20)}`)
            .map(async (words) => {
              const call = await phone.ring()
              await call.say(`${words} `.repeat(random.pick([1, 20, 200])).trim())
              await call.hangUp()
              return { words, callSid: call.callSid }
            }),
        )
        for (const { callSid } of calls) {
          const { status } = await owner.delete(`/conversations/${callSid}`)
          if (status >= 400) report.fault(`erasing a call is answered with ${status}`)
        }
        for (const name of await readdir(dirname(file))) {
          const bytes = await readFile(join(dirname(file), name))
          for (const { words } of calls)
            if (bytes.includes(words)) report.fault(`erased words stand in ${name}`)
        }
        report.tried(calls.length)
      }
    }),
}

/** `kill -9` between the key that accepts and what comes of it. */
import { afterEach, expect, test } from 'vitest'
import { STRANGER, temporaryFile } from '../../support/concierge.ts'
import { phoneTo } from '../../support/phone-to.ts'
import { startProcess, type ServerProcess } from '../../support/server-process.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'

const started: ServerProcess[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()))
})

async function start(file: string): Promise<ServerProcess> {
  const server = await startProcess(file)
  started.push(server)
  return server
}

async function statusOf(file: string, callSid: string) {
  const database = openSqlite(file)
  const row = await database.queries
    .selectFrom('calls')
    .select(['transfer_status', 'final_decision'])
    .where('call_sid', '=', callSid)
    .executeTakeFirstOrThrow()
  await database.close()
  return row
}

/** A caller who is announced to somebody, by a server that is to die. */
async function announced() {
  const file = await temporaryFile()
  const first = await start(file)
  let { url } = first
  const caller = await phoneTo(() => url).ring({ from: STRANGER })
  await caller.say('the house is on fire')
  await caller.ownerAnswers()
  return {
    file,
    first,
    caller,
    /** Another takes over. */
    async goOn() {
      await first.kill()
      ;({ url } = await start(file))
    },
  }
}

const COMPLETED = { transfer_status: 'completed', final_decision: 'transferred' }

test('Killed between the key and the end of the call, the call was accepted', async () => {
  const { file, caller, goOn } = await announced()
  await caller.ownerPresses('1')
  expect(caller.owner?.state).toBe('talking')
  await goOn()
  await caller.ownerHangsUp()
  expect(caller.state).toBe('ended')
  expect(await statusOf(file, caller.callSid)).toEqual(COMPLETED)
})

test('Killed as the key comes in, the key that is pressed again is the first', async () => {
  const { file, first, caller, goOn } = await announced()
  const path = /action="([^"]+)"/.exec(caller.owner!.exchanges.at(-1)!.twiml)![1]!
  const lost = caller.owner!.post(path, { Digits: '1' }).catch(() => 'lost')
  await Promise.all([lost, first.kill()])
  await goOn()
  // Twilio asks once more where nobody answered; the answer is the one that there was, or the first.
  await caller.ownerPresses('1')
  expect(caller.owner?.state).toBe('talking')
  await caller.ownerHangsUp()
  expect(await statusOf(file, caller.callSid)).toEqual(COMPLETED)
})

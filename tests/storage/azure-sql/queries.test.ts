/** Every query of the product as it arrives at a SQL Server, to be read by people who know one. */
import {
  beginSession,
  endAllSessions,
  endSessions,
  endSessionsOfOtherKeys,
  sessionsGoingOn,
} from '../../../storage/sessions.ts'
import { expect, onTestFinished, test } from 'vitest'
import { findAnswers, sweepAnswers } from '../../../storage/calls/answers.ts'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { commit } from '../../../storage/calls/commit.ts'
import { selectLastSaid } from '../../../storage/calls/said.ts'
import { receive, type Received } from '../../../storage/calls/receive.ts'
import { readActiveContacts, readListVersion } from '../../../storage/contact-list.ts'
import { addContact, changeContact, findActiveContact } from '../../../storage/contacts.ts'
import { listContacts, removeContact } from '../../../storage/contacts.ts'
import {
  findConversation,
  findConversations,
  findJournal,
} from '../../../storage/review/conversations.ts'
import { hourSpans } from '../../../server/basics/hour-spans.ts'
import { findEnds, listConversations } from '../../../storage/review/conversations.ts'
import { readCounts } from '../../../storage/review/counts.ts'
import { isMigrated, migrate } from '../../../storage/database.ts'
import { eraseCall, eraseCallsBefore } from '../../../storage/review/erasure.ts'
import { recordMissedCall, type MissedCall } from '../../../storage/calls/missed-calls.ts'
import { isBeingPutThrough } from '../../../storage/calls/open-dials.ts'
import { findDecisionTokens, saveDecisionTokens } from '../../../storage/notices/decision-tokens.ts'
import {
  bringForward,
  claimDeliveries,
  findCallerWords,
  settleDelivery,
} from '../../../storage/notices/deliveries.ts'
import {
  findReceipts,
  hasSubscriptions,
  listSubscriptions,
  recordTry,
  removeSubscription,
  saveSubscription,
} from '../../../storage/notices/push-subscriptions.ts'
import { keepVapidKeys } from '../../../storage/notices/vapid-keys.ts'
import { findNoticesToRoute, routeNotices } from '../../../storage/notices/routes.ts'
import { beginDigest, claimDigest, countEndedCalls } from '../../../storage/notices/digests.ts'
import {
  findEndedCalls,
  findLastDigest,
  removeDigest,
  settleDigest,
} from '../../../storage/notices/digests.ts'
import { readStoredSettings, storeSettings } from '../../../storage/stored-settings.ts'
import {
  countGivenUp,
  findNotice,
  listNotices,
  retryDelivery,
} from '../../../storage/review/notices.ts'
import { newestRealCallAt, readSeenCalls } from '../../../storage/review/seen-calls.ts'
import { findSpokenWords } from '../../../storage/review/spoken-words.ts'
import { changeCall, countTabs } from '../../../storage/review/inbox.ts'
import { readDays } from '../../../storage/review/statistics.ts'
import { findLostDials } from '../../../storage/calls/lost-dials.ts'
import { addBlock, listBlocks, removeBlock } from '../../../storage/rules/blocks.ts'
import { addPass, endPass } from '../../../storage/rules/passes.ts'
import { whoCalls } from '../../../storage/rules/who-calls.ts'
import { endErasedCalls, findSilentCalls } from '../../../storage/calls/silent-calls.ts'
import { claimAddressBook, countSynced, saveSynced } from '../../../storage/address-book.ts'
import { countReports, removeListed } from '../../../storage/rules/list-numbers.ts'
import { beginList, claimList, listLists } from '../../../storage/rules/lists.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { startTdsPeer, type Question } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'
import { at, call, callSid, turn, arrived } from '../calls-to-store.ts'
import { SHARED } from '../../../storage/roll.ts'
import { oneList } from '../../support/one-list.ts'

const MOM = { phoneNumber: '+14155550111', name: 'Mom', category: 'family' }

test('the queries are those that are written down', async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const peer = await startTdsPeer(answer, gone)
  const database = await openAzureSql(peer.connectionString)
  onTestFinished(() => database.close())
  const { queries } = database
  const written: string[] = []

  /** What is asked meanwhile, under this heading. */
  async function asked<Result>(what: string, doing: Promise<Result>): Promise<Result> {
    const result = await doing
    written.push(`-- ${what}`, ...peer.requests.splice(0).flatMap(toLines), '')
    return result
  }

  peer.requests.length = 0
  await asked('the schema', migrate(queries))
  expect(await asked('is the schema there?', isMigrated(queries))).toBe(true)
  const receipt = await asked('a webhook begins a call', receive(database, arrived(1, 'first')))
  if (!('received' in receipt)) throw new Error('not received')
  const first = { ...turn(receipt.received, { words: 'hello' }), tells: ['missed'] }
  await asked('the turn is committed, and the owner told', commit(database, first))
  await asked('the webhook is repeated', receive(database, arrived(1, 'first')))
  const anew = { ...arrived(1, 'another'), isFirst: true }
  await asked('a call that has begun begins once more', receive(database, anew))
  const next = await asked('the next webhook of the call', receive(database, arrived(1, 'second')))
  if (!('received' in next)) throw new Error('not received')
  const callId = next.received.call.id
  await asked('what did we say last?', selectLastSaid(queries, { callId }))
  const cutOff = [
    { heard: 'hel', unheard: 'lo' },
    { heard: '', unheard: 'hello' },
  ]
  const goesOn = { ...turn(next.received, { words: 'go on' }), cutOff }
  await asked('of what was said not all was heard', commit(database, goesOn))
  const dial = {
    callerId: '+14155550123',
    otherThan: callSid(2),
    begunSince: at(0),
    dialedSince: at(0),
  }
  await asked('is another call of this caller being put through?', isBeingPutThrough(queries, dial))
  await asked('a contact is added', addContact(database, SHARED, MOM, at(1)))
  await asked(
    'a contact is added again',
    addContact(database, SHARED, { ...MOM, name: 'Ma' }, at(1)),
  )
  await asked('a contact is looked up', findActiveContact(queries, SHARED, MOM.phoneNumber))
  const blocked = { kind: 'prefix', value: '+1900', note: 'dear' } as const
  const { block } = await asked('a prefix is blocked', addBlock(database, blocked, at(1)))
  await asked('it is noted why', addBlock(database, { ...blocked, note: 'very' }, at(1)))
  const everybody = { forKind: 'all', forValue: '', how: 'through' } as const
  const halfAnHour = { ...everybody, until: at(30) }
  const pass = await asked('everybody gets through', addPass(database, halfAnHour, at(1)))
  const caller = '+14155550123'
  const second = { roll: SHARED, callSid: callSid(2), from: caller, caller, country: 'US' }
  await asked('who calls?', whoCalls(queries, { ...second, now: at(2), today: at(0) }))
  await asked('nobody does any more', endPass(database, pass.id, at(2)))
  const dear = { limit: 20, after: 9, kind: 'prefix', q: 'Dear' } as const
  await asked('blocks are listed', listBlocks(queries, dear))
  await asked('one is taken away', removeBlock(database, block.id))
  const listed = { includeInactive: false, category: 'family', limit: 50, after: null }
  const [contact] = await asked('contacts are listed', listContacts(queries, SHARED, listed))
  await asked('the next page', listContacts(queries, SHARED, { ...listed, after: contact! }))
  await asked(
    'a contact is renamed',
    database.write((inside) =>
      changeContact(inside, SHARED, MOM.phoneNumber, { name: 'Mama' }, at(2)),
    ),
  )
  await asked(
    'a contact is saved again',
    addContact(database, SHARED, { ...MOM, name: 'Mummy' }, at(2)),
  )
  await asked(
    'a contact is taken off',
    database.write((inside) => removeContact(inside, SHARED, MOM.phoneNumber, at(3))),
  )
  await asked('a contact is put back', addContact(database, SHARED, MOM, at(4)))
  const everything = { from: at(0), to: at(59), decision: 'ended', caller: '+14155550123' }
  const page = { limit: 20, after: null }
  const [found] = await asked(
    'calls are reviewed',
    listConversations(queries, oneList, everything, page),
  )
  const after = { startTime: found!.start_time, id: found!.id }
  await asked('the next page', listConversations(queries, oneList, {}, { limit: 20, after }))
  const missedByKind = { tab: 'missed', kind: 'sales', dial: 'busy', corrected: false } as const
  await asked('a tab of the inbox', listConversations(queries, oneList, missedByKind, page))
  const years = { from: '2026-01-01T00:00:00.000Z', to: '2026-12-31T00:00:00.000Z' }
  const clock = hourSpans('America/Los_Angeles', 15, years)
  await asked('calls of an hour of the day', listConversations(queries, oneList, { clock }, page))
  const alike = hourSpans('Asia/Kolkata', 5, years)
  await asked('and where clocks stay', listConversations(queries, oneList, { clock: alike }, page))
  await asked('the first call and the last', findEnds(queries))
  await asked('its tabs are counted', countTabs(queries, { simulated: false }))
  await asked(
    'the owner is done',
    changeCall(database, callSid(1), { done: true }, new Date(at(2))),
  )
  await asked('some calls', findConversations(queries, oneList, [found!.id, 2]))
  await asked('one call', findConversation(queries, oneList, callSid(1)))
  await asked('its journal', findJournal(queries, found!.id))
  await asked('what its webhooks were answered', findAnswers(queries, found!.id))
  await asked('has the list changed?', readListVersion(queries))
  await asked('the whole list', readActiveContacts(queries))
  await asked('a call that was missed', recordMissedCall(database, missed()))
  const toRoute = await asked('notices that no channel has', findNoticesToRoute(queries))
  const way = { channel: 'ntfy', due_at: at(2), until: at(59) }
  const ways = toRoute.map(({ id }) => ({ ...way, notice_id: id }))
  await asked(
    'they are given to one',
    routeNotices(database, { notices: toRoute, ways, at: at(2) }),
  )
  const claim = { channel: 'ntfy', now: at(3), leaseUntil: at(4), most: 4 }
  const [claimed] = await asked('what is due is claimed', claimDeliveries(database, claim))
  const early = { channels: ['ntfy'], now: at(3), latest: at(3), until: at(59) }
  await asked('what a wrong clock has put off is due now', bringForward(database, early))
  await asked('one is sent', settleDelivery(queries, claimed!, { state: 'sent' }, at(3)))
  const browser = { id: 'a', endpoint: 'https://push.example.com/a', device: 'Phone' }
  const subscription = { ...browser, p256dh: 'p', auth: 'a' }
  await asked('a browser signs up', saveSubscription(database, subscription, at(3)))
  await asked('is any browser told?', hasSubscriptions(queries))
  await asked('all that are', listSubscriptions(queries))
  await asked('which have it already?', findReceipts(queries, 'CA1_missed'))
  const attempt = { notice: 'CA1_missed', at: at(3), forgetBefore: at(1) }
  const failed = [{ id: 'b', failure: 'answers 503' }]
  await asked(
    'one has it, one has not, one is gone',
    recordTry(database, { ...attempt, took: ['a'], failed, gone: ['c'] }),
  )
  await asked(
    'now all have it',
    recordTry(database, { ...attempt, took: ['b'], failed: [], gone: [] }),
  )
  await asked(
    'a browser is removed',
    database.writeOne((inside) => removeSubscription(inside, 'a')),
  )
  const keys = { publicKey: 'public', privateKey: 'private' }
  await asked(
    'keys are made',
    keepVapidKeys(database, () => keys, at(3)),
  )
  const token = { hash: 'h', choice: 'put through', detail: 'brief', created_at: at(3) }
  const tokens = [{ ...token, call_id: claimed!.call_id }]
  await asked('links to decide by are made', saveDecisionTokens(database, tokens, at(1)))
  await asked('what may be decided by them?', findDecisionTokens(queries, ['h', 'i']))
  await asked('what its caller said', findCallerWords(queries, claimed!.call_id))
  const listing = { limit: 20, after: 100 }
  const givenUp = { state: 'given up', callSid: callSid(1) }
  await asked('notices are listed', listNotices(queries, oneList, givenUp, listing))
  await asked('one notice', findNotice(queries, oneList, claimed!.notice_id))
  const again = { noticeId: claimed!.notice_id, channel: 'ntfy' }
  await asked('it is tried once more', retryDelivery(database, again, { at: at(3), until: at(59) }))
  await asked(
    'settings are kept',
    storeSettings(database, 'notice_settings', { DIGEST: 'email' }, at(3)),
  )
  await asked('settings are read', readStoredSettings(queries, 'notice_settings'))
  await asked('hours are read', readStoredSettings(queries, 'hours'))
  const span = { from: at(0), to: at(59) }
  const until = { due_at: at(3), until: at(59), updated_at: at(3) }
  const fresh = { state: 'waiting', attempts: 0, failure: null, ...until }
  const digest = { channel: 'email', day: '2026-11-22', from_at: at(0), to_at: at(59), ...fresh }
  await asked('a digest is begun', beginDigest(database, digest))
  const last = await asked('the last digest', findLastDigest(queries, 'email'))
  const lease = { now: at(3), leaseUntil: at(4) }
  await asked('it is claimed', claimDigest(database, last!, lease))
  await asked('its calls are counted', countEndedCalls(queries, span))
  await asked('its calls', findEndedCalls(queries, span, 40))
  const sent = { ...last!, attempts: 1 }
  await asked('it is sent', settleDigest(database, sent, { state: 'sent' }, at(3)))
  await asked('one that a wrong clock has begun is removed', removeDigest(database, sent))
  await asked('words are searched', findSpokenWords(queries, oneList, '50% of é', {}, page))
  await asked(
    'days are counted',
    readDays(queries, { from: at(0), to: at(59), dayOf: (moment) => moment.slice(0, 10) }),
  )
  await asked('what there is of what', readCounts(queries, new Date(at(2))))
  await asked('what could not be told', countGivenUp(queries, at(0)))
  await asked('what the last calls tell', readSeenCalls(queries))
  await asked('when somebody called', newestRealCallAt(queries))
  await asked('old answers are removed', sweepAnswers(database, at(30)))
  const now = new Date('2026-11-23T00:00:00Z')
  await asked('a call is erased', eraseCall(database, callSid(1), now))
  await receive(database, arrived(2, 'first'))
  peer.requests.length = 0
  await asked(
    'old calls are erased',
    eraseCallsBefore(database, { before: at(30), now: () => now }),
  )
  await asked('calls whose end nobody told', findSilentCalls(queries, at(30), null))
  await asked('those that were erased have one', endErasedCalls(queries, at(30)))
  const session = { id: 'a', key_label: 'b', begun_at: at(0), expires_at: at(59) }
  await asked('somebody signs in', beginSession(database, session))
  await asked('is he in?', sessionsGoingOn(queries, ['a', 'b'], at(1)))
  await asked('whose key is gone?', endSessionsOfOtherKeys(database, ['b']))
  await asked('he signs out', endSessions(database, ['a', 'b']))
  await asked('all do', endAllSessions(database))
  const times = { since: at(0), before: at(30) }
  await asked('dials whose outcome nobody told', findLostDials(queries, times, null))
  const ftc = { name: 'ftc', source: 'ftc', actAs: 'doubtful', dueAt: at(0) } as const
  await asked('a list of reported numbers is begun', beginList(database, ftc, at(0)))
  const reading = { now: at(1), leaseUntil: at(9), onlyDue: true }
  await asked('it is read by one', claimList(database, 'ftc', reading))
  const report = { key: 1, phoneNumber: '+12125550190', day: '2026-11-20' }
  await asked('a report is counted once', countReports(database, 'ftc', [report]))
  await asked('the lists', listLists(queries))
  await asked('who is reported no more goes', removeListed(database, 'ftc', at(0)))
  await asked('an address book is read by one', claimAddressBook(database, reading))
  const dad = { phoneNumber: '+14155550112', name: 'Dad', category: null, isActive: true }
  await asked('a contact is made of it', saveSynced(database, [dad], at(1)))
  await asked('how many are made of it?', countSynced(queries))
  await expect(written.join('\n')).toMatchFileSnapshot('queries.sql')
})

/** Answered while the database was away. */
function missed(): MissedCall {
  const record = turn({ call: { start_time: at(3) } } as Received, {
    words: 'hello',
    end_time: at(4),
  })
  const { body, utterances, tells, at: time } = record
  const entries = [{ at: time, kind: 'event' as const, identity: 'only', payload: {} }]
  return {
    opening: call(3),
    startTime: at(3),
    call: record.call,
    turns: [{ answers: ['only'], at: time, body, entries, utterances, tells }],
  }
}

/** Kysely looks at what tables there are: not ours. */
function toLines(asked: Question): string[] {
  if (asked.what !== 'statement') return [`${asked.what} transaction;`]
  if (asked.sql.includes('"sys"."tables"')) return []
  const declared = asked.declared === '' ? [] : [`-- ${asked.declared}`]
  return [...declared, `${broken(asked.sql.trim())};`]
}

/** A clause to a line. */
function broken(sql: string): string {
  return sql
    .replace(/ (from|left join|where|order by|set|values) /g, '\n  $1 ')
    .replace(/(create table "\w+" \(|, )(?="\w+" (integer|nvarchar|float|varchar))/g, '$1\n  ')
}

/** The tables, as rows. Times are UTC, ISO 8601 with milliseconds: one text form on every database. */
import type { Generated, Insertable, Selectable } from 'kysely'
import type { Roll } from './roll.ts'

export interface Schema {
  calls: CallsTable
  conversation: ConversationTable
  journal: JournalTable
  answers: AnswersTable
  exception_phone_numbers: ExceptionPhoneNumbersTable
  contact_list: ContactListTable
  notices: NoticesTable
  deliveries: DeliveriesTable
  sessions: SessionsTable
  heartbeat: HeartbeatTable
  notice_settings: NoticeSettingsTable
  digests: DigestsTable
  vapid_keys: VapidKeysTable
  push_subscriptions: PushSubscriptionsTable
  push_receipts: PushReceiptsTable
  decision_tokens: DecisionTokensTable
  blocks: BlocksTable
  passes: PassesTable
  lists: ListsTable
  listed_numbers: ListedNumbersTable
  listed_reports: ListedReportsTable
  list_files: ListFilesTable
  address_book: AddressBookTable
  address_cards: AddressCardsTable
  synced_contacts: SyncedContactsTable
  hours: HoursTable
}

/** One row a call; `snapshot` is the state it rests in, written by the turn that brought `revision`. */
export interface CallsTable {
  /** In the order of arrival; Twilio's CallSids are random, and rows of many calls would lie scattered. */
  id: Generated<number>
  call_sid: string
  /** As Twilio sent it: E.164, or a word such as `anonymous`. */
  caller_id: string
  called: string
  start_time: string
  end_time: string | null
  final_decision: string | null
  transfer_status: string | null
  call_type: string | null
  flow: string
  flow_version: string
  /** JSON of the flow's persisted snapshot; null until the first turn is committed. */
  snapshot: string | null
  /** When the last turn was committed. */
  updated_at: string
  /** How many turns have been committed. */
  revision: number
  /** The journal's `seq` of the last event that the snapshot has taken in. */
  handled_seq: number
  /** The `turn_index` of the next row of `conversation`: how many have been written, also those that nobody heard. */
  utterances: number
  /** When the words and the number were erased; the rest of the row stays. */
  erased_at: Generated<string | null>
  /** 0, or how the owner only played it: see `PLAYED` in `played.ts`. */
  simulated: Generated<number>
  /** When the owner was done with it. */
  done_at: string | null
  /** What the owner says should have become of it: `transfer` or `end`. */
  owner_verdict: string | null
  /** One of `BECAME` in `became.ts`; null while nothing is decided. */
  became: string | null
  /** The number that the caller has left, as it was understood. */
  call_back: string | null
  /** What was spoken with the caller, a BCP 47 tag; null of calls from before they had a language. */
  language: string | null
}

/** Everything spoken on either side, fixed sentences included. */
export interface ConversationTable {
  call_id: number
  call_sid: string
  turn_index: number
  speaker: 'caller' | 'concierge'
  text: string
  timestamp: string
  /** From the webhook's arrival to its answer; null for the caller's words. */
  latency_ms: number | null
  model_ms: number | null
}

/** Append-only: what happened to a call, in order. */
export interface JournalTable {
  call_id: number
  call_sid: string
  seq: number
  at: string
  /** `event`, `answer` (of a port), `fault` (of a port), `rest` (where the turn ended). */
  kind: string
  /** Of an event, the webhook that brought it; else null. */
  webhook: string | null
  /** JSON */
  payload: string
}

/** What was answered to which webhook, so that a repeat hears the same. */
export interface AnswersTable {
  call_id: number
  call_sid: string
  webhook: string
  body: string
  at: string
}

export interface ExceptionPhoneNumbersTable {
  /** E.164; of an entry that stands for a range only, its prefix. */
  phone_number: string
  /** On which exception list it stands: with the number it is the key. */
  line: Roll
  contact_name: string
  category: string
  /** 0 or 1: SQLite binds no booleans. */
  is_active: number
  created_at: string
  updated_at: string
  /** Numbers that begin so stand for it too: `+141555501`. */
  prefix: string | null
  /** When it passes, in the owner's time zone: `Mon-Fri 08:00-18:00`; null for always. */
  hours: string | null
  /** BCP 47: `es`; null where nobody says. */
  language: string | null
}

/** One row. */
export interface ContactListTable {
  id: number
  /** How often the exception list has been changed, by whichever instance and whatever its clock says. */
  version: number
}

/** What the owner is to be told: one row for a call and kind. What it says is read from the call as it is sent. */
export interface NoticesTable {
  id: Generated<number>
  call_id: number
  /** One of the flows' kinds: `urgent`, `missed` … */
  kind: string
  at: string
  /** When it was given to the channels; null until then. */
  routed_at: Generated<string | null>
}

/** What is on its way to the owner by one channel. */
export interface OnItsWay {
  channel: string
  /** `waiting`; and at last `sent`, or `given up`: it could not be sent for a day. */
  state: string
  /** When to try next. Whoever claims it moves this ahead, so that it comes up again if the process dies. */
  due_at: string
  /** When to give up. */
  until: string
  attempts: number
  /** Why the last try failed, without anybody's words; null where none did. */
  failure: string | null
  updated_at: string
}

/** A notice; `dropped` where its call was erased, or it was no news any more. */
export interface DeliveriesTable extends OnItsWay {
  notice_id: number
}

/** A browser that has signed in to the console. What it brings stands in no row. */
export interface SessionsTable {
  /** Of what the browser brings and of the key that it signed in with; neither can be had from it. */
  id: string
  /** Tells the sessions of one key from those of another. */
  key_label: string
  begun_at: string
  expires_at: string
}

/** One row, whose `id` is 1. */
export interface HeartbeatTable {
  id: number
  /** When it was last written, by whoever's clock. */
  at: string
  /** The latest time that somebody vouches for. */
  vouched_at: string | null
  /** How long servers have run, in all, with a clock that nobody vouches for, ms. */
  doubted_ms: number
}

/** What the owner has changed about notices: it goes before what the environment says. */
export interface NoticeSettingsTable {
  /** As in the environment: `QUIET_HOURS`. */
  name: string
  value: string
  updated_at: string
}

/** When which flow answers, as the owner has changed it: it goes before what the environment says. */
export interface HoursTable {
  /** `rules`, or `quiet`: what counts for the time being. */
  name: string
  /** As in the environment; of `quiet`, `2026-11-26T22:00:00.000Z=after-hours`. */
  value: string
  updated_at: string
}

/** What came of a day; `nothing` where there was no call to tell of, or none was wished for yet. */
export interface DigestsTable extends OnItsWay {
  /** Of the owner's calendar, `2026-11-26`: the one on which it is due. */
  day: string
  /** It tells of the calls that ended in this span; `from_at` is the `to_at` of the one before. */
  from_at: string
  to_at: string
}

export type DigestRow = Selectable<DigestsTable>

/** One row: the pair of keys by which push services know us, https://www.rfc-editor.org/rfc/rfc8292. */
export interface VapidKeysTable {
  /** Always 1. */
  id: number
  /** The uncompressed point on P-256, base64url. */
  public_key: string
  /** base64url */
  private_key: string
  created_at: string
}

/** A browser that the owner is told in. */
export interface PushSubscriptionsTable {
  /** Made of the endpoint: the same browser is the same row. */
  id: string
  /** Where its push service is posted to: whoever knows it and our key can write to it. */
  endpoint: string
  /** The browser's keys, base64url: https://www.rfc-editor.org/rfc/rfc8291 */
  p256dh: string
  auth: string
  /** As the owner knows it: `Safari on iPhone`. */
  device: string
  created_at: string
  /** When it was last told something; null until then. */
  told_at: string | null
  /** Why the last try failed; null where it did not. */
  failure: string | null
}

/** A browser has a notice that another has not yet: it is not told again. */
export interface PushReceiptsTable {
  /** Its id, as channels are given it. */
  notice: string
  subscription_id: string
  at: string
}

/** What the owner may decide about a call by a link, for as long as it goes on. */
export interface DecisionTokensTable {
  /** SHA-256 of the token, base64url. */
  hash: string
  call_id: number
  /** What it is the right to; nothing else. */
  choice: string
  /** `brief` or `full`: its page says no more than the notice that it came with. */
  detail: string
  created_at: string
}

/** Who is turned away before a word is said. */
export interface BlocksTable {
  id: Generated<number>
  kind: 'number' | 'prefix' | 'country'
  /** E.164, `+1900`, or the country as ISO 3166 has it: `US`. */
  value: string
  /** Why, for the owner. */
  note: string
  created_at: string
}

/** Who gets through for a while. It ends by itself. */
export interface PassesTable {
  id: Generated<number>
  until: string
  for_kind: 'all' | 'prefix' | 'words'
  /** `+1415`, or who it is: `the courier`; empty for all. */
  for_value: string
  /** Rings the owner at once, or is screened as somebody who is expected. */
  how: 'through' | 'expected'
  created_at: string
  /** When the owner has ended it; null where nobody has. */
  ended_at: string | null
}

export type BlockRow = Selectable<BlocksTable>
export type PassRow = Selectable<PassesTable>
/** A list of numbers that others have reported, or that the owner has brought. */
export interface ListsTable {
  name: string
  /** Where it comes from: `ftc`, `phoneblock` or `file`. */
  source: string
  /** What who is on it is taken for: `doubtful` or `blocked`. */
  act_as: string
  created_at: string
  /** When it was last read to its end; null until then. */
  read_at: string | null
  /** When to read it next; null where it is never read by itself. */
  due_at: string | null
  /** Until when it is whoever's who reads it now; null where nobody does. */
  lease_until: string | null
  /** Why it could not be read the last time; null where it could. */
  failure: string | null
}

export interface ListedNumbersTable {
  /** E.164 */
  phone_number: string
  list: string
  reports: number
  /** When it was last reported, as its list tells; else when we last heard of it. */
  last_at: string
}

/** A report that has been counted: it is not counted again, in whichever file it comes. */
export interface ListedReportsTable {
  list: string
  /** Made of all that it says. A number, which SQL Server's driver gives as text. */
  report_key: number | string
  /** `2026-11-26` */
  day: string
}

/** A file of a list, as it was last read. */
export interface ListFilesTable {
  list: string
  name: string
  /** By which its server tells whether it has changed, as it was given: https://www.rfc-editor.org/rfc/rfc9110#section-8.8 */
  etag: string | null
  modified: string | null
  read_at: string
}

/** One row, whose `id` is 1: how far the owner's address book was read. */
export interface AddressBookTable {
  id: number
  /** Of the address book, and of which group of it; null before the first reading. */
  url: string | null
  /** What its server calls the state that was read last. */
  token: string | null
  read_at: string | null
  due_at: string | null
  /** Until when it is whoever's who reads it now; null where nobody does. */
  lease_until: string | null
  /** Why contacts are not as the address book has them; null where they are. */
  failure: string | null
}

export interface AddressCardsTable {
  href: string
  etag: string
  /** JSON of what was read of it. */
  card: string
}

/** A contact that was made of a card: nobody has changed it since, as long as its `updated_at` is the same. */
export interface SyncedContactsTable {
  phone_number: string
  written_at: string
}

export type AddressBookRow = Selectable<AddressBookTable>
export type AddressCardRow = Selectable<AddressCardsTable>
export type ListRow = Selectable<ListsTable>
export type ListedNumberRow = Selectable<ListedNumbersTable>
export type ListFileRow = Selectable<ListFilesTable>
export type DecisionTokenRow = Selectable<DecisionTokensTable>
export type PushSubscriptionRow = Selectable<PushSubscriptionsTable>
export type DeliveryRow = Selectable<DeliveriesTable>
export type CallRow = Selectable<CallsTable>
export type ConversationRow = Insertable<ConversationTable>
export type JournalRow = Selectable<JournalTable>
export type ContactRow = Selectable<ExceptionPhoneNumbersTable>

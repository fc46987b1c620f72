-- the schema
declare @granted int
exec @granted = sp_getapplock @Resource = 'voice-concierge migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0, @DbPrincipal = 'public'
select @granted as "granted";
create table "kysely_migration" (
  "name" varchar(255) not null primary key, 
  "timestamp" varchar(255) not null);
create table "kysely_migration_lock" (
  "id" varchar(255) not null primary key, 
  "is_locked" integer default 0 not null);
-- @1 nvarchar(4000)
select "id"
  from "kysely_migration_lock"
  where "id" = @1;
-- @1 nvarchar(4000), @2 int
insert into "kysely_migration_lock" ("id", "is_locked")
  values (@1, @2);
begin transaction;
select "name", "timestamp"
  from "kysely_migration";
create table "calls" (
  "id" integer identity not null primary key, 
  "call_sid" nvarchar(34) collate Latin1_General_100_BIN2 not null unique, 
  "caller_id" nvarchar(128) collate Latin1_General_100_BIN2 not null, 
  "called" nvarchar(128) collate Latin1_General_100_BIN2 not null, 
  "start_time" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "end_time" nvarchar(24) collate Latin1_General_100_BIN2, 
  "final_decision" nvarchar(32) collate Latin1_General_100_BIN2, 
  "transfer_status" nvarchar(16) collate Latin1_General_100_BIN2, 
  "call_type" nvarchar(32) collate Latin1_General_100_BIN2, 
  "flow" nvarchar(64) collate Latin1_General_100_BIN2 not null, 
  "flow_version" nvarchar(32) collate Latin1_General_100_BIN2 not null, 
  "snapshot" nvarchar(max) collate Latin1_General_100_BIN2, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "revision" integer not null, 
  "handled_seq" integer not null, 
  "utterances" integer not null);
create index "calls_by_caller" on "calls" ("caller_id", "start_time");
create table "conversation" (
  "call_id" integer not null, 
  "call_sid" nvarchar(34) collate Latin1_General_100_BIN2 not null, 
  "turn_index" integer not null, 
  "speaker" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "text" nvarchar(max) collate Latin1_General_100_CI_AI_SC not null, 
  "timestamp" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "latency_ms" float(53), 
  "model_ms" float(53), constraint "conversation_key" primary key ("call_id", "turn_index"));
create table "journal" (
  "call_id" integer not null, 
  "call_sid" nvarchar(34) collate Latin1_General_100_BIN2 not null, 
  "seq" integer not null, 
  "at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "kind" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "webhook" nvarchar(128) collate Latin1_General_100_BIN2, 
  "payload" nvarchar(max) collate Latin1_General_100_BIN2 not null, constraint "journal_key" primary key ("call_id", "seq"));
create table "answers" (
  "call_id" integer not null, 
  "call_sid" nvarchar(34) collate Latin1_General_100_BIN2 not null, 
  "webhook" nvarchar(128) collate Latin1_General_100_BIN2 not null, 
  "body" nvarchar(max) collate Latin1_General_100_BIN2 not null, 
  "at" nvarchar(24) collate Latin1_General_100_BIN2 not null, constraint "answers_key" primary key ("call_id", "webhook"));
create index "answers_by_age" on "answers" ("at");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "exception_phone_numbers" (
  "phone_number" nvarchar(16) collate Latin1_General_100_BIN2 primary key, 
  "contact_name" nvarchar(200) collate Latin1_General_100_BIN2 not null, 
  "category" nvarchar(50) collate Latin1_General_100_BIN2 not null, 
  "is_active" integer not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
alter table "calls" add "erased_at" nvarchar(24) collate Latin1_General_100_BIN2;
create index "calls_by_time" on "calls" ("start_time", "id", "final_decision", "call_type", "erased_at");
create index "calls_by_decision" on "calls" ("final_decision", "start_time", "id");
create index "calls_in_progress" on "calls" ("start_time", "end_time")
  where "end_time" is null;
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
alter table "calls" add "simulated" integer constraint "calls_simulated_unset" default 0 not null;
drop index "calls_by_time" on "calls";
create index "calls_by_time" on "calls" ("start_time", "id", "final_decision", "call_type", "erased_at", "simulated");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
alter table "calls" alter column "call_sid" nvarchar(128) collate Latin1_General_100_BIN2 not null;
alter table "conversation" alter column "call_sid" nvarchar(128) collate Latin1_General_100_BIN2 not null;
alter table "journal" alter column "call_sid" nvarchar(128) collate Latin1_General_100_BIN2 not null;
alter table "answers" alter column "call_sid" nvarchar(128) collate Latin1_General_100_BIN2 not null;
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "notices" (
  "id" integer identity not null primary key, 
  "call_id" integer not null, 
  "kind" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "routed_at" nvarchar(24) collate Latin1_General_100_BIN2);
create unique index "notices_by_call" on "notices" ("call_id", "kind");
create index "notices_to_route" on "notices" ("at", "routed_at")
  where "routed_at" is null;
create table "deliveries" (
  "notice_id" integer not null, 
  "channel" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "state" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "due_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "until" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "attempts" integer not null, 
  "failure" nvarchar(200) collate Latin1_General_100_BIN2, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, constraint "deliveries_key" primary key ("notice_id", "channel"));
create index "deliveries_due" on "deliveries" ("state", "channel", "due_at");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
alter table "calls" add "done_at" nvarchar(24) collate Latin1_General_100_BIN2;
alter table "calls" add "owner_verdict" nvarchar(16) collate Latin1_General_100_BIN2;
alter table "calls" add "became" nvarchar(16) collate Latin1_General_100_BIN2;
alter table "calls" add "call_back" nvarchar(32) collate Latin1_General_100_BIN2;
update "calls"
  set "became" = case
  when final_decision in ('transferred', 'transferred_exception') then case
    when transfer_status is null then 'put_through'
    when transfer_status = 'completed' then 'answered'
    else 'missed' end
  when final_decision = 'completed' and flow = 'after-hours' and exists (
    select 1
  from conversation
  where conversation.call_id = calls.id and speaker = 'caller')
    then 'message'
  when final_decision is not null then 'turned_away'
  else null end;
create index "calls_by_became" on "calls" ("became", "start_time", "id", "done_at", "erased_at", "simulated");
create index "calls_corrected" on "calls" ("start_time", "id", "owner_verdict")
  where "owner_verdict" is not null;
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "sessions" (
  "id" nvarchar(64) collate Latin1_General_100_BIN2 not null primary key, 
  "key_label" nvarchar(8) collate Latin1_General_100_BIN2 not null, 
  "begun_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "expires_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "heartbeat" (
  "id" integer not null primary key, 
  "at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "vouched_at" nvarchar(24) collate Latin1_General_100_BIN2, 
  "doubted_ms" integer not null);
insert into "heartbeat" ("id", "at", "doubted_ms")
    select 1, '', 0
  where not exists (select "id"
  from "heartbeat");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "contact_list" (
  "id" integer primary key, 
  "version" integer not null);
insert into "contact_list" ("id", "version")
    select 1, 0
  where not exists (select "id"
  from "contact_list");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "vapid_keys" (
  "id" integer not null primary key, 
  "public_key" nvarchar(100) collate Latin1_General_100_BIN2 not null, 
  "private_key" nvarchar(50) collate Latin1_General_100_BIN2 not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
create table "push_subscriptions" (
  "id" nvarchar(32) collate Latin1_General_100_BIN2 not null primary key, 
  "endpoint" nvarchar(2000) collate Latin1_General_100_BIN2 not null, 
  "p256dh" nvarchar(100) collate Latin1_General_100_BIN2 not null, 
  "auth" nvarchar(32) collate Latin1_General_100_BIN2 not null, 
  "device" nvarchar(80) collate Latin1_General_100_BIN2 not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "told_at" nvarchar(24) collate Latin1_General_100_BIN2, 
  "failure" nvarchar(200) collate Latin1_General_100_BIN2);
create table "push_receipts" (
  "notice" nvarchar(64) collate Latin1_General_100_BIN2 not null, 
  "subscription_id" nvarchar(32) collate Latin1_General_100_BIN2 not null, 
  "at" nvarchar(24) collate Latin1_General_100_BIN2 not null, constraint "push_receipts_key" primary key ("notice", "subscription_id"));
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "notice_settings" (
  "name" nvarchar(32) collate Latin1_General_100_BIN2 not null primary key, 
  "value" nvarchar(200) collate Latin1_General_100_BIN2 not null, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
create table "digests" (
  "channel" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "day" nvarchar(10) collate Latin1_General_100_BIN2 not null, 
  "from_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "to_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "state" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "due_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "until" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "attempts" integer not null, 
  "failure" nvarchar(200) collate Latin1_General_100_BIN2, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, constraint "digests_key" primary key ("channel", "day"));
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "decision_tokens" (
  "hash" nvarchar(43) collate Latin1_General_100_BIN2 not null primary key, 
  "call_id" integer not null, 
  "choice" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "detail" nvarchar(8) collate Latin1_General_100_BIN2 not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
alter table "exception_phone_numbers" add "prefix" nvarchar(16) collate Latin1_General_100_BIN2;
alter table "exception_phone_numbers" add "hours" nvarchar(200) collate Latin1_General_100_BIN2;
alter table "exception_phone_numbers" add "language" nvarchar(35) collate Latin1_General_100_BIN2;
create index "contacts_by_prefix" on "exception_phone_numbers" ("prefix", "is_active");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "blocks" (
  "id" integer identity not null primary key, 
  "kind" nvarchar(8) collate Latin1_General_100_BIN2 not null, 
  "value" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "note" nvarchar(200) collate Latin1_General_100_BIN2 not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
create unique index "blocks_by_value" on "blocks" ("value", "kind");
create table "passes" (
  "id" integer identity not null primary key, 
  "until" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "for_kind" nvarchar(8) collate Latin1_General_100_BIN2 not null, 
  "for_value" nvarchar(200) collate Latin1_General_100_BIN2 not null, 
  "how" nvarchar(8) collate Latin1_General_100_BIN2 not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "ended_at" nvarchar(24) collate Latin1_General_100_BIN2);
create index "passes_by_end" on "passes" ("until", "ended_at");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "lists" (
  "name" nvarchar(32) collate Latin1_General_100_BIN2 not null primary key, 
  "source" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "act_as" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "read_at" nvarchar(24) collate Latin1_General_100_BIN2, 
  "due_at" nvarchar(24) collate Latin1_General_100_BIN2, 
  "lease_until" nvarchar(24) collate Latin1_General_100_BIN2, 
  "failure" nvarchar(200) collate Latin1_General_100_BIN2);
create table "listed_numbers" (
  "phone_number" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "list" nvarchar(32) collate Latin1_General_100_BIN2 not null, 
  "reports" integer not null, 
  "last_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, constraint "listed_numbers_key" primary key ("phone_number", "list"));
create index "listed_numbers_by_list" on "listed_numbers" ("list", "last_at");
create table "listed_reports" (
  "list" nvarchar(32) collate Latin1_General_100_BIN2 not null, "report_key" bigint not null, 
  "day" nvarchar(10) collate Latin1_General_100_BIN2 not null, constraint "listed_reports_key" primary key ("list", "report_key"));
create index "listed_reports_by_day" on "listed_reports" ("list", "day");
create table "list_files" (
  "list" nvarchar(32) collate Latin1_General_100_BIN2 not null, 
  "name" nvarchar(64) collate Latin1_General_100_BIN2 not null, 
  "etag" nvarchar(200) collate Latin1_General_100_BIN2, 
  "modified" nvarchar(64) collate Latin1_General_100_BIN2, 
  "read_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, constraint "list_files_key" primary key ("list", "name"));
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "address_book" (
  "id" integer not null primary key, 
  "url" nvarchar(max), 
  "token" nvarchar(max), 
  "read_at" nvarchar(24) collate Latin1_General_100_BIN2, 
  "due_at" nvarchar(24) collate Latin1_General_100_BIN2, 
  "lease_until" nvarchar(24) collate Latin1_General_100_BIN2, 
  "failure" nvarchar(200) collate Latin1_General_100_BIN2);
create table "address_cards" (
  "href" nvarchar(400) collate Latin1_General_100_BIN2 not null primary key, 
  "etag" nvarchar(200) collate Latin1_General_100_BIN2 not null, 
  "card" nvarchar(max) not null);
create table "synced_contacts" (
  "phone_number" nvarchar(16) collate Latin1_General_100_BIN2 not null primary key, 
  "written_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
alter table "calls" add "language" nvarchar(35) collate Latin1_General_100_BIN2;
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "hours" (
  "name" nvarchar(16) collate Latin1_General_100_BIN2 not null primary key, 
  "value" nvarchar(4000) collate Latin1_General_100_BIN2 not null, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null);
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
create table "exception_phone_numbers_rebuilt" (
  "phone_number" nvarchar(16) collate Latin1_General_100_BIN2 not null, 
  "line" nvarchar(16) collate Latin1_General_100_BIN2 default '' not null, 
  "contact_name" nvarchar(200) collate Latin1_General_100_BIN2 not null, 
  "category" nvarchar(50) collate Latin1_General_100_BIN2 not null, 
  "is_active" integer not null, 
  "created_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "updated_at" nvarchar(24) collate Latin1_General_100_BIN2 not null, 
  "prefix" nvarchar(16) collate Latin1_General_100_BIN2, 
  "hours" nvarchar(200) collate Latin1_General_100_BIN2, 
  "language" nvarchar(35) collate Latin1_General_100_BIN2, constraint "contacts_key" primary key ("phone_number", "line"));
insert into "exception_phone_numbers_rebuilt" ("phone_number", "contact_name", "category", "is_active", "created_at", "updated_at", "prefix", "hours", "language") select "phone_number", "contact_name", "category", "is_active", "created_at", "updated_at", "prefix", "hours", "language"
  from "exception_phone_numbers"
  where "phone_number" not in (select "phone_number"
  from "exception_phone_numbers_rebuilt");
drop table "exception_phone_numbers";
exec sp_rename 'exception_phone_numbers_rebuilt', 'exception_phone_numbers';
create index "contacts_by_prefix" on "exception_phone_numbers" ("prefix", "line", "is_active");
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "kysely_migration" ("name", "timestamp")
  values (@1, @2);
commit transaction;
exec sp_releaseapplock @Resource = 'voice-concierge migrations', @LockOwner = 'Session', @DbPrincipal = 'public';

-- is the schema there?
select "name", "timestamp"
  from "kysely_migration";
select "name"
  from "kysely_migration";

-- a webhook begins a call
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 int, @10 nvarchar(4000), @11 nvarchar(4000), @12 int, @13 int, @14 int, @15 nvarchar(4000), @16 nvarchar(4000)
begin transaction;
insert into "calls" ("call_sid", "caller_id", "called", "flow", "flow_version", "simulated", "start_time", "updated_at", "revision", "handled_seq", "utterances")
select @1, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14
where not exists (select *
  from calls with (updlock, rowlock)
  where call_sid = @1);
if @@rowcount = 1
begin
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload") values
(scope_identity(), @1, 1, @2, 'event', @15, @16);
end;
select *
  from calls with (updlock, rowlock)
  where call_sid = @1;
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload")
select calls.id, calls.call_sid,
coalesce((select max(journal.seq)
  from journal
  where journal.call_id = calls.id and journal.seq > calls.handled_seq), calls.handled_seq) + 1,
@2, 'event', @3, @4
from calls
  where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
and not exists (select *
  from answers
  where answers.call_id = calls.id and answers.webhook = @3)
and not exists (select *
  from journal
  where journal.call_id = calls.id and journal.webhook = @3);
select answers.body
  from answers inner join calls on calls.id = answers.call_id
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1 and answers.webhook = @3;
select journal.seq, journal.at, journal.kind, journal.webhook, journal.payload
from journal inner join calls on journal.call_id = calls.id and journal.seq > calls.handled_seq
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
  order by journal.seq;
commit transaction;

-- the turn is committed, and the owner told
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000), @11 nvarchar(4000), @12 nvarchar(4000), @13 int, @14 int, @15 int, @16 int, @17 int, @18 nvarchar(4000), @19 nvarchar(4000), @20 nvarchar(4000), @21 nvarchar(4000), @22 int, @23 nvarchar(4000), @24 nvarchar(4000), @25 nvarchar(4000), @26 nvarchar(4000), @27 nvarchar(4000), @28 int, @29 nvarchar(4000), @30 nvarchar(4000), @31 nvarchar(4000), @32 float, @33 int, @34 nvarchar(4000), @35 nvarchar(4000), @36 nvarchar(4000), @37 nvarchar(4000), @38 nvarchar(4000)
begin transaction;
update "calls"
  set "snapshot" = @3, "final_decision" = @4, "transfer_status" = @5, "call_type" = @6, "end_time" = @7, "became" = @8, "call_back" = @9, "language" = @10, "flow_version" = @11, "updated_at" = @12, "revision" = @13, "handled_seq" = @14, "utterances" = @15
  where "id" = @1 and "revision" = @16;
if @@rowcount = 1
begin
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload") values
(@1, @2, @17, @18, @19, @20, @21);
insert into "conversation" ("call_id", "call_sid", "turn_index", "speaker", "text", "timestamp", "latency_ms", "model_ms") values
(@1, @2, @22, @23, @24, @25, @26, @27),
(@1, @2, @28, @29, @30, @31, @32, @33);
insert into "answers" ("call_id", "call_sid", "webhook", "body", "at") values
(@1, @2, @34, @35, @36);
insert into "notices" ("call_id", "kind", "at")
select @1, @37, @38
where not exists (select *
  from notices
  where notices.call_id = @1 and notices.kind = @37);
select 1 as "written";
end;
commit transaction;

-- the webhook is repeated
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 int, @10 nvarchar(4000), @11 nvarchar(4000), @12 int, @13 int, @14 int, @15 nvarchar(4000), @16 nvarchar(4000)
begin transaction;
insert into "calls" ("call_sid", "caller_id", "called", "flow", "flow_version", "simulated", "start_time", "updated_at", "revision", "handled_seq", "utterances")
select @1, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14
where not exists (select *
  from calls with (updlock, rowlock)
  where call_sid = @1);
if @@rowcount = 1
begin
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload") values
(scope_identity(), @1, 1, @2, 'event', @15, @16);
end;
select *
  from calls with (updlock, rowlock)
  where call_sid = @1;
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload")
select calls.id, calls.call_sid,
coalesce((select max(journal.seq)
  from journal
  where journal.call_id = calls.id and journal.seq > calls.handled_seq), calls.handled_seq) + 1,
@2, 'event', @3, @4
from calls
  where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
and not exists (select *
  from answers
  where answers.call_id = calls.id and answers.webhook = @3)
and not exists (select *
  from journal
  where journal.call_id = calls.id and journal.webhook = @3);
select answers.body
  from answers inner join calls on calls.id = answers.call_id
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1 and answers.webhook = @3;
select journal.seq, journal.at, journal.kind, journal.webhook, journal.payload
from journal inner join calls on journal.call_id = calls.id and journal.seq > calls.handled_seq
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
  order by journal.seq;
commit transaction;

-- a call that has begun begins once more
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 int, @10 nvarchar(4000), @11 nvarchar(4000), @12 int, @13 int, @14 int, @15 nvarchar(4000), @16 nvarchar(4000)
begin transaction;
insert into "calls" ("call_sid", "caller_id", "called", "flow", "flow_version", "simulated", "start_time", "updated_at", "revision", "handled_seq", "utterances")
select @1, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14
where not exists (select *
  from calls with (updlock, rowlock)
  where call_sid = @1);
if @@rowcount = 1
begin
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload") values
(scope_identity(), @1, 1, @2, 'event', @15, @16);
end;
select *
  from calls with (updlock, rowlock)
  where call_sid = @1;
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload")
select calls.id, calls.call_sid,
coalesce((select max(journal.seq)
  from journal
  where journal.call_id = calls.id and journal.seq > calls.handled_seq), calls.handled_seq) + 1,
@2, 'event', coalesce((select opened.webhook
  from journal as opened
  where opened.call_id = calls.id and opened.seq = 1), @3), @4
from calls
  where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
and not exists (select *
  from answers
  where answers.call_id = calls.id and answers.webhook = coalesce((select opened.webhook
  from journal as opened
  where opened.call_id = calls.id and opened.seq = 1), @3))
and not exists (select *
  from journal
  where journal.call_id = calls.id and journal.webhook = coalesce((select opened.webhook
  from journal as opened
  where opened.call_id = calls.id and opened.seq = 1), @3));
select answers.body
  from answers inner join calls on calls.id = answers.call_id
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1 and answers.webhook = coalesce((select opened.webhook
  from journal as opened
  where opened.call_id = calls.id and opened.seq = 1), @3);
select journal.seq, journal.at, journal.kind, journal.webhook, journal.payload
from journal inner join calls on journal.call_id = calls.id and journal.seq > calls.handled_seq
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
  order by journal.seq;
commit transaction;

-- the next webhook of the call
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 int, @10 nvarchar(4000), @11 nvarchar(4000), @12 int, @13 int, @14 int, @15 nvarchar(4000), @16 nvarchar(4000)
begin transaction;
insert into "calls" ("call_sid", "caller_id", "called", "flow", "flow_version", "simulated", "start_time", "updated_at", "revision", "handled_seq", "utterances")
select @1, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14
where not exists (select *
  from calls with (updlock, rowlock)
  where call_sid = @1);
if @@rowcount = 1
begin
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload") values
(scope_identity(), @1, 1, @2, 'event', @15, @16);
end;
select *
  from calls with (updlock, rowlock)
  where call_sid = @1;
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload")
select calls.id, calls.call_sid,
coalesce((select max(journal.seq)
  from journal
  where journal.call_id = calls.id and journal.seq > calls.handled_seq), calls.handled_seq) + 1,
@2, 'event', @3, @4
from calls
  where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
and not exists (select *
  from answers
  where answers.call_id = calls.id and answers.webhook = @3)
and not exists (select *
  from journal
  where journal.call_id = calls.id and journal.webhook = @3);
select answers.body
  from answers inner join calls on calls.id = answers.call_id
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1 and answers.webhook = @3;
select journal.seq, journal.at, journal.kind, journal.webhook, journal.payload
from journal inner join calls on journal.call_id = calls.id and journal.seq > calls.handled_seq
where calls.call_sid = @1 and calls.erased_at is null and calls.simulated <> 1
  order by journal.seq;
commit transaction;

-- what did we say last?
-- @1 int, @2 int, @3 nvarchar(4000)
select "text"
  from "conversation"
  where "call_id" = @1 and "turn_index" = (select max("latest"."turn_index") as "turn_index"
  from "conversation" as "latest"
  where "latest"."call_id" = @2 and "latest"."speaker" = @3);

-- of what was said not all was heard
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000), @11 nvarchar(4000), @12 nvarchar(4000), @13 int, @14 int, @15 int, @16 int, @17 int, @18 nvarchar(4000), @19 nvarchar(4000), @20 nvarchar(4000), @21 nvarchar(4000), @22 int, @23 nvarchar(4000), @24 nvarchar(4000), @25 nvarchar(4000), @26 nvarchar(4000), @27 nvarchar(4000), @28 int, @29 nvarchar(4000), @30 nvarchar(4000), @31 nvarchar(4000), @32 float, @33 int, @34 nvarchar(4000), @35 nvarchar(4000), @36 nvarchar(4000), @37 nvarchar(4000), @38 nvarchar(4000), @39 nvarchar(4000)
begin transaction;
update "calls"
  set "snapshot" = @3, "final_decision" = @4, "transfer_status" = @5, "call_type" = @6, "end_time" = @7, "became" = @8, "call_back" = @9, "language" = @10, "flow_version" = @11, "updated_at" = @12, "revision" = @13, "handled_seq" = @14, "utterances" = @15
  where "id" = @1 and "revision" = @16;
if @@rowcount = 1
begin
update "conversation"
  set "text" = @37
  where "call_id" = @1 and "turn_index" = (select max("turn_index")
  from conversation
  where "call_id" = @1 and "speaker" = 'concierge' and "text" = @38);
delete
  from conversation
  where "call_id" = @1 and "turn_index" = (select max("turn_index")
  from conversation
  where "call_id" = @1 and "speaker" = 'concierge' and "text" = @39);
insert into "journal" ("call_id", "call_sid", "seq", "at", "kind", "webhook", "payload") values
(@1, @2, @17, @18, @19, @20, @21);
insert into "conversation" ("call_id", "call_sid", "turn_index", "speaker", "text", "timestamp", "latency_ms", "model_ms") values
(@1, @2, @22, @23, @24, @25, @26, @27),
(@1, @2, @28, @29, @30, @31, @32, @33);
insert into "answers" ("call_id", "call_sid", "webhook", "body", "at") values
(@1, @2, @34, @35, @36);
select 1 as "written";
end;
commit transaction;

-- is another call of this caller being put through?
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 int
select "final_decision"
  from "calls"
  where ("caller_id" in (@1, @2) or "called" in (@3, @4)) and "start_time" >= @5 and "updated_at" >= @6 and "call_sid" != @7 and "transfer_status" is null and "end_time" is null and "simulated" = @8;

-- a contact is added
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active" desc;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active" desc;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int, @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000)
insert into "exception_phone_numbers" ("phone_number", "line", "contact_name", "category", "is_active", "created_at", "updated_at", "prefix", "hours", "language")
  values (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10);
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
commit transaction;

-- a contact is added again
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active" desc;
commit transaction;

-- a contact is looked up
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 int, @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000), @11 nvarchar(4000), @12 nvarchar(4000), @13 nvarchar(4000), @14 nvarchar(4000), @15 nvarchar(4000), @16 nvarchar(4000), @17 nvarchar(4000), @18 nvarchar(4000), @19 nvarchar(4000), @20 nvarchar(4000), @21 nvarchar(4000)
select "phone_number" as "phoneNumber", "contact_name" as "name", "category", "prefix"
  from "exception_phone_numbers"
  where "line" = @1 and "is_active" = @2 and "phone_number" in (@3, @4) union all select "phone_number" as "phoneNumber", "contact_name" as "name", "category", "prefix"
  from "exception_phone_numbers"
  where "line" = @5 and "is_active" = @6 and "prefix" in (@7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21);

-- a prefix is blocked
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "blocks"
  where "value" = @1 and "kind" = @2;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000)
insert into "blocks" ("kind", "value", "note", "created_at")
  values (@1, @2, @3, @4);
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "blocks"
  where "value" = @1 and "kind" = @2;
commit transaction;

-- it is noted why
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "blocks"
  where "value" = @1 and "kind" = @2;
-- @1 nvarchar(4000), @2 int
update "blocks"
  set "note" = @1
  where "id" = @2;
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "blocks"
  where "value" = @1 and "kind" = @2;
commit transaction;

-- everybody gets through
begin transaction;
-- @1 nvarchar(4000)
select top(50) *
  from "passes"
  where "until" > @1 and "ended_at" is null
  order by "until" desc, "id" desc;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000)
insert into "passes" ("until", "for_kind", "for_value", "how", "created_at")
  values (@1, @2, @3, @4, @5);
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
select top(1) *
  from "passes"
  order by "id" desc;
commit transaction;

-- who calls?
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 int, @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000), @11 nvarchar(4000), @12 nvarchar(4000), @13 nvarchar(4000), @14 nvarchar(4000), @15 nvarchar(4000), @16 nvarchar(4000), @17 nvarchar(4000), @18 nvarchar(4000), @19 nvarchar(4000), @20 nvarchar(4000), @21 nvarchar(4000), @22 nvarchar(4000), @23 nvarchar(4000), @24 nvarchar(4000), @25 nvarchar(4000), @26 nvarchar(4000), @27 nvarchar(4000), @28 nvarchar(4000), @29 nvarchar(4000), @30 nvarchar(4000), @31 nvarchar(4000), @32 nvarchar(4000), @33 nvarchar(4000), @34 nvarchar(4000), @35 nvarchar(4000), @36 nvarchar(4000), @37 nvarchar(4000), @38 nvarchar(4000), @39 nvarchar(4000), @40 nvarchar(4000), @41 nvarchar(4000), @42 nvarchar(4000), @43 nvarchar(4000), @44 int
select 'contact' as "what", "phone_number" as "value", "contact_name" as "words", "category" as "kind", "prefix", "hours", "language", null as "spoken"
  from "exception_phone_numbers"
  where "line" = @1 and "is_active" = @2 and "phone_number" in (@3, @4) union all select 'contact' as "what", "phone_number" as "value", "contact_name" as "words", "category" as "kind", "prefix", "hours", "language", null as "spoken"
  from "exception_phone_numbers"
  where "line" = @5 and "is_active" = @6 and "prefix" in (@7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21) union all select 'block' as "what", "value", "note" as "words", kind as "kind", null as "prefix", null as "hours", null as "language", null as "spoken"
  from "blocks"
  where "value" in (@22, @23, @24, @25, @26, @27, @28, @29, @30, @31, @32, @33, @34, @35, @36, @37, @38) union all select 'pass' as "what", "for_value" as "value", how as "words", for_kind as "kind", cast(id as varchar(16)) as "prefix", null as "hours", null as "language", null as "spoken"
  from "passes"
  where "until" > @39 and "ended_at" is null union all select 'listed' as "what", "listed_numbers"."list" as "value", cast(listed_numbers.reports as varchar(16)) as "words", "lists"."act_as" as "kind", null as "prefix", null as "hours", null as "language", null as "spoken"
  from "listed_numbers" inner join "lists" on "lists"."name" = "listed_numbers"."list"
  where "listed_numbers"."phone_number" in (@40, @41) union all select 'call' as "what", "start_time" as "value", cast(id as varchar(16)) as "words", end_time as "kind", "final_decision" as "prefix", "became" as "hours", "done_at" as "language", "latest"."language" as "spoken"
  from (select top(20) "id", "start_time", "end_time", "final_decision", "became", "done_at", "language"
  from "calls"
  where "caller_id" = @42 and "call_sid" != @43 and "simulated" = @44
  order by "start_time" desc) as "latest";
-- @1 int, @2 nvarchar(4000)
select top(8) "text"
  from "conversation"
  where "call_id" = @1 and "speaker" = @2
  order by "turn_index";

-- nobody does any more
begin transaction;
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000)
update "passes"
  set "ended_at" = @1
  where "id" = @2 and "ended_at" is null and "until" > @3;
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
commit transaction;

-- blocks are listed
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000)
select top(20) *
  from "blocks"
  where "id" < @1 and "kind" = @2 and ("value" like @3 escape '~' or lower("note" collate Latin1_General_100_BIN2) like @4 escape '~')
  order by "id" desc;

-- one is taken away
begin transaction;
-- @1 int
delete
  from "blocks"
  where "id" = @1;
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
commit transaction;

-- contacts are listed
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000)
select top(50) *
  from "exception_phone_numbers"
  where "line" = @1 and "is_active" = @2 and "category" = @3
  order by lower("contact_name" collate Latin1_General_100_BIN2), "phone_number";

-- the next page
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000)
select top(50) *
  from "exception_phone_numbers"
  where "line" = @1 and "is_active" = @2 and "category" = @3 and (lower("contact_name" collate Latin1_General_100_BIN2) > lower(@4 collate Latin1_General_100_BIN2) or (lower("contact_name" collate Latin1_General_100_BIN2) = lower(@5 collate Latin1_General_100_BIN2) and "phone_number" > @6))
  order by lower("contact_name" collate Latin1_General_100_BIN2), "phone_number";

-- a contact is renamed
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int
update "exception_phone_numbers"
  set "contact_name" = @1, "updated_at" = @2
  where "line" = @3 and "phone_number" in (@4) and "is_active" = @5;
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
commit transaction;

-- a contact is saved again
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active" desc;
commit transaction;

-- a contact is taken off
begin transaction;
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int
update "exception_phone_numbers"
  set "is_active" = @1, "updated_at" = @2
  where "line" = @3 and "phone_number" in (@4) and "is_active" = @5;
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
commit transaction;

-- a contact is put back
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active" desc;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active" desc;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int, @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000), @11 nvarchar(4000), @12 nvarchar(4000)
update "exception_phone_numbers"
  set "phone_number" = @1, "line" = @2, "contact_name" = @3, "category" = @4, "is_active" = @5, "created_at" = @6, "updated_at" = @7, "prefix" = @8, "hours" = @9, "language" = @10
  where "phone_number" = @11 and "line" = @12;
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
commit transaction;

-- calls are reviewed
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000)
select top(20) "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where "calls"."start_time" >= @1 and "calls"."start_time" < @2 and "calls"."final_decision" = @3 and "calls"."caller_id" in (@4)
  order by "calls"."start_time" desc, "calls"."id" desc;
-- @1 int
select "call_id", "turn_index", "speaker", "text", "timestamp", "latency_ms", "model_ms"
  from "conversation"
  where "call_id" in (@1)
  order by "call_id", "turn_index";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int
select "phone_number", "line", "contact_name"
  from "exception_phone_numbers"
  where "line" in (@1) and "phone_number" in (@2) and "is_active" = @3;

-- the next page
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int
select top(20) "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where "calls"."start_time" <= @1 and ("calls"."start_time" < @2 or "calls"."id" < @3)
  order by "calls"."start_time" desc, "calls"."id" desc;

-- a tab of the inbox
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000)
select top(20) "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where "calls"."call_type" = @1 and "calls"."transfer_status" = @2 and "calls"."became" in (@3, @4) and "calls"."became" in (@5, @6) and "calls"."owner_verdict" is null
  order by "calls"."start_time" desc, "calls"."id" desc;

-- calls of an hour of the day
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000)
select top(20) "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where (((substring("calls"."start_time", 12, 5) >= @1 or substring("calls"."start_time", 12, 5) < @2) and ("calls"."start_time" < @3 or "calls"."start_time" >= @4)) or ((substring("calls"."start_time", 12, 5) >= @5 and substring("calls"."start_time", 12, 5) < @6) and ("calls"."start_time" >= @7 and "calls"."start_time" < @8)))
  order by "calls"."start_time" desc, "calls"."id" desc;

-- and where clocks stay
-- @1 nvarchar(4000), @2 nvarchar(4000)
select top(20) "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where ((substring("calls"."start_time", 12, 5) >= @1 or substring("calls"."start_time", 12, 5) < @2) and 1 = 1)
  order by "calls"."start_time" desc, "calls"."id" desc;

-- the first call and the last
select top(1) "start_time"
  from "calls"
  order by "start_time" asc;
select top(1) "start_time"
  from "calls"
  order by "start_time" desc;

-- its tabs are counted
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int
select top(1000) "calls"."id"
  from "calls"
  where "calls"."simulated" = @1 and "calls"."became" in (@2, @3, @4) and "calls"."done_at" is null and "calls"."erased_at" is null and "calls"."simulated" = @5;
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000)
select top(1000) "calls"."id"
  from "calls"
  where "calls"."simulated" = @1 and "calls"."became" in (@2, @3);
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000)
select top(1000) "calls"."id"
  from "calls"
  where "calls"."simulated" = @1 and "calls"."became" in (@2, @3);
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000)
select top(1000) "calls"."id"
  from "calls"
  where "calls"."simulated" = @1 and "calls"."became" in (@2, @3);
-- @1 int, @2 nvarchar(4000)
select top(1000) "calls"."id"
  from "calls"
  where "calls"."simulated" = @1 and "calls"."became" in (@2);

-- the owner is done
begin transaction;
-- @1 nvarchar(4000)
select "id", "done_at", "owner_verdict"
  from "calls"
  where "call_sid" = @1;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int
update "calls"
  set "done_at" = @1, "owner_verdict" = @2
  where "id" = @3;
commit transaction;

-- some calls
-- @1 int, @2 int
select "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where "calls"."id" in (@1, @2)
  order by "calls"."start_time" desc, "calls"."id" desc;
-- @1 int
select "call_id", "turn_index", "speaker", "text", "timestamp", "latency_ms", "model_ms"
  from "conversation"
  where "call_id" in (@1)
  order by "call_id", "turn_index";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int
select "phone_number", "line", "contact_name"
  from "exception_phone_numbers"
  where "line" in (@1) and "phone_number" in (@2) and "is_active" = @3;

-- one call
-- @1 nvarchar(4000)
select "calls"."id", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type", "calls"."flow", "calls"."flow_version", "calls"."erased_at", "calls"."simulated", "calls"."done_at", "calls"."owner_verdict", "calls"."became", "calls"."call_back", "calls"."language"
  from "calls"
  where "calls"."call_sid" = @1;
-- @1 int
select "call_id", "turn_index", "speaker", "text", "timestamp", "latency_ms", "model_ms"
  from "conversation"
  where "call_id" in (@1)
  order by "call_id", "turn_index";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int
select "phone_number", "line", "contact_name"
  from "exception_phone_numbers"
  where "line" in (@1) and "phone_number" in (@2) and "is_active" = @3;

-- its journal
-- @1 int
select "seq", "at", "kind", "webhook", "payload"
  from "journal"
  where "call_id" = @1
  order by "seq";

-- what its webhooks were answered
-- @1 int
select "webhook", "body"
  from "answers"
  where "call_id" = @1;

-- has the list changed?
select (select "version"
  from "contact_list") as "version", count(*) as "entries", sum("is_active") as "active", max("updated_at") as "newest"
  from "exception_phone_numbers";

-- the whole list
-- @1 int
select "line" as "roll", "phone_number" as "phoneNumber", "contact_name" as "name", "category", "prefix", "hours", "language"
  from "exception_phone_numbers"
  where "is_active" = @1;

-- a call that was missed
begin transaction;
-- @1 nvarchar(4000)
select *
  from "calls"
  where "call_sid" = @1;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 int, @9 int, @10 int, @11 int
insert into "calls" ("call_sid", "caller_id", "called", "start_time", "flow", "flow_version", "updated_at", "revision", "handled_seq", "utterances", "simulated")
  values (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11);
-- @1 nvarchar(4000)
select *
  from "calls"
  where "call_sid" = @1;
-- @1 int
select "webhook"
  from "answers"
  where "call_id" = @1;
-- @1 int, @2 int
select "seq", "at", "kind", "webhook", "payload"
  from "journal"
  where "call_id" = @1 and "seq" > @2
  order by "seq";
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 int, @7 nvarchar(4000)
insert into "journal" ("seq", "at", "kind", "webhook", "payload", "call_id", "call_sid")
  values (@1, @2, @3, @4, @5, @6, @7);
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 int, @8 nvarchar(4000), @9 int, @10 nvarchar(4000), @11 nvarchar(4000), @12 nvarchar(4000), @13 float, @14 int, @15 int, @16 nvarchar(4000)
insert into "conversation" ("turn_index", "speaker", "text", "timestamp", "latency_ms", "model_ms", "call_id", "call_sid")
  values (@1, @2, @3, @4, @5, @6, @7, @8), (@9, @10, @11, @12, @13, @14, @15, @16);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 int, @5 nvarchar(4000)
insert into "answers" ("webhook", "body", "at", "call_id", "call_sid")
  values (@1, @2, @3, @4, @5);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 int, @11 int, @12 int, @13 int, @14 int
update "calls"
  set "snapshot" = @1, "final_decision" = @2, "transfer_status" = @3, "became" = @4, "call_back" = @5, "language" = @6, "call_type" = @7, "end_time" = @8, "updated_at" = @9, "revision" = @10, "handled_seq" = @11, "utterances" = @12
  where "id" = @13 and "revision" = @14;
commit transaction;

-- notices that no channel has
select top(50) "id", "kind", "at"
  from "notices"
  where "routed_at" is null
  order by "at";

-- they are given to one
begin transaction;
-- @1 nvarchar(4000), @2 int
update "notices"
  set "routed_at" = @1
  where "id" in (@2) and "routed_at" is null;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 int, @5 nvarchar(4000), @6 int, @7 nvarchar(4000)
insert into "deliveries" ("channel", "due_at", "until", "notice_id", "state", "attempts", "updated_at")
  values (@1, @2, @3, @4, @5, @6, @7);
commit transaction;

-- what is due is claimed
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
select top(1) "notice_id"
  from "deliveries"
  where "state" = @1 and "channel" = @2 and "due_at" <= @3
  order by "due_at" desc;
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
select top(4) "notice_id"
  from "deliveries"
  where "state" = @1 and "channel" = @2 and "due_at" <= @3
  order by "due_at" desc;
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000), @4 int, @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000)
update "deliveries"
  set "due_at" = @1, "attempts" = "attempts" + @2, "updated_at" = @3
  where "notice_id" in (@4) and "channel" = @5 and "state" = @6 and "due_at" <= @7;
-- @1 nvarchar(4000), @2 int
select "deliveries"."notice_id", "deliveries"."channel", "deliveries"."attempts", "deliveries"."until", "notices"."call_id", "notices"."kind", "notices"."at", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."start_time", "calls"."end_time", "calls"."final_decision", "calls"."transfer_status", "calls"."call_type"
  from "deliveries" inner join "notices" on "notices"."id" = "deliveries"."notice_id" inner join "calls" on "calls"."id" = "notices"."call_id"
  where "deliveries"."channel" = @1 and "deliveries"."notice_id" in (@2)
  order by "notices"."at" desc;
commit transaction;

-- what a wrong clock has put off is due now
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
select top(1) "notice_id"
  from "deliveries"
  where "state" = @1 and "channel" in (@2) and "due_at" > @3;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000)
update "deliveries"
  set "due_at" = @1, "until" = @2, "updated_at" = @3
  where "state" = @4 and "channel" in (@5) and "due_at" > @6;

-- one is sent
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int, @4 nvarchar(4000), @5 nvarchar(4000), @6 int
update "deliveries"
  set "state" = @1, "updated_at" = @2
  where "notice_id" = @3 and "channel" = @4 and "state" = @5 and "attempts" = @6;

-- a browser signs up
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000)
update "push_subscriptions"
  set "endpoint" = @1, "device" = @2, "p256dh" = @3, "auth" = @4, "failure" = @5
  where "id" = @6;
select "id"
  from "push_subscriptions";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000)
insert into "push_subscriptions" ("id", "endpoint", "device", "p256dh", "auth", "created_at", "told_at", "failure")
  values (@1, @2, @3, @4, @5, @6, @7, @8);
commit transaction;

-- is any browser told?
select count(*) as "count"
  from "push_subscriptions";

-- all that are
select *
  from "push_subscriptions"
  order by "created_at", "id";

-- which have it already?
-- @1 nvarchar(4000)
select "subscription_id"
  from "push_receipts"
  where "notice" = @1;

-- one has it, one has not, one is gone
begin transaction;
-- @1 nvarchar(4000)
delete
  from "push_subscriptions"
  where "id" in (@1);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
update "push_subscriptions"
  set "told_at" = @1, "failure" = @2
  where "id" in (@3);
-- @1 nvarchar(4000), @2 nvarchar(4000)
update "push_subscriptions"
  set "failure" = @1
  where "id" = @2;
-- @1 nvarchar(4000)
delete
  from "push_receipts"
  where "at" < @1;
-- @1 nvarchar(4000), @2 nvarchar(4000)
delete
  from "push_receipts"
  where "notice" = @1 and "subscription_id" in (@2);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
insert into "push_receipts" ("notice", "subscription_id", "at")
  values (@1, @2, @3);
commit transaction;

-- now all have it
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
update "push_subscriptions"
  set "told_at" = @1, "failure" = @2
  where "id" in (@3);
-- @1 nvarchar(4000), @2 nvarchar(4000)
delete
  from "push_receipts"
  where ("at" < @1 or "notice" = @2);
commit transaction;

-- a browser is removed
-- @1 nvarchar(4000)
delete
  from "push_subscriptions"
  where "id" = @1;

-- keys are made
-- @1 int
select "public_key" as "publicKey", "private_key" as "privateKey"
  from "vapid_keys"
  where "id" = @1;
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000)
insert into "vapid_keys" ("id", "public_key", "private_key", "created_at")
  values (@1, @2, @3, @4);
-- @1 int
select "public_key" as "publicKey", "private_key" as "privateKey"
  from "vapid_keys"
  where "id" = @1;

-- links to decide by are made
begin transaction;
-- @1 nvarchar(4000)
delete
  from "decision_tokens"
  where "created_at" < @1;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int
insert into "decision_tokens" ("hash", "choice", "detail", "created_at", "call_id")
  values (@1, @2, @3, @4, @5);
commit transaction;

-- what may be decided by them?
-- @1 nvarchar(4000), @2 nvarchar(4000)
select "calls".*, "decision_tokens"."hash", "decision_tokens"."choice", "decision_tokens"."detail", "decision_tokens"."created_at" as "made_at"
  from "decision_tokens" inner join "calls" on "calls"."id" = "decision_tokens"."call_id"
  where "decision_tokens"."hash" in (@1, @2) and "calls"."erased_at" is null;

-- what its caller said
-- @1 int, @2 nvarchar(4000)
select "text"
  from "conversation"
  where "call_id" = @1 and "speaker" = @2
  order by "turn_index";

-- notices are listed
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000)
select top(20) "notices"."id", "notices"."kind", "notices"."at", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."erased_at"
  from "notices" inner join "calls" on "calls"."id" = "notices"."call_id"
  where "notices"."id" < @1 and "calls"."call_sid" = @2 and "notices"."id" in (select "deliveries"."notice_id"
  from "deliveries"
  where "state" = @3)
  order by "notices"."id" desc;

-- one notice
-- @1 int
select "notices"."id", "notices"."kind", "notices"."at", "calls"."call_sid", "calls"."caller_id", "calls"."called", "calls"."erased_at"
  from "notices" inner join "calls" on "calls"."id" = "notices"."call_id"
  where "notices"."id" = @1;
-- @1 int
select *
  from "deliveries"
  where "notice_id" in (@1)
  order by "notice_id", "channel";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int
select "phone_number", "line", "contact_name"
  from "exception_phone_numbers"
  where "line" in (@1) and "phone_number" in (@2) and "is_active" = @3;

-- it is tried once more
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int, @6 nvarchar(4000), @7 nvarchar(4000)
update "deliveries"
  set "state" = @1, "due_at" = @2, "until" = @3, "updated_at" = @4
  where "notice_id" = @5 and "channel" = @6 and "state" = @7;

-- settings are kept
begin transaction;
select "name", "value", "updated_at"
  from "notice_settings"
  order by "name";
-- @1 nvarchar(4000)
delete
  from "notice_settings"
  where "name" in (@1);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
insert into "notice_settings" ("name", "value", "updated_at")
  values (@1, @2, @3);
commit transaction;

-- settings are read
select "name", "value", "updated_at"
  from "notice_settings"
  order by "name";

-- hours are read
select "name", "value", "updated_at"
  from "hours"
  order by "name";

-- a digest is begun
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 int, @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000), @10 nvarchar(4000)
insert into "digests" ("channel", "day", "from_at", "to_at", "state", "attempts", "failure", "due_at", "until", "updated_at")
  values (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10);

-- the last digest
-- @1 nvarchar(4000)
select top(1) *
  from "digests"
  where "channel" = @1
  order by "day" desc;

-- it is claimed
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 int
update "digests"
  set "due_at" = @1, "attempts" = @2, "updated_at" = @3
  where "channel" = @4 and "day" = @5 and "state" = @6 and "due_at" = @7 and "attempts" = @8;

-- its calls are counted
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int
select "became", count(*) as "calls"
  from "calls"
  where "start_time" >= @1 and "start_time" < @2 and "end_time" >= @3 and "end_time" < @4 and "simulated" = @5 and "erased_at" is null group by "became";

-- its calls
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int
select top(40) "id", "call_sid", "caller_id", "called", "start_time", "end_time", "final_decision", "transfer_status", "call_type", "became"
  from "calls"
  where "start_time" >= @1 and "start_time" < @2 and "end_time" >= @3 and "end_time" < @4 and "simulated" = @5 and "erased_at" is null
  order by "start_time" desc, "id" desc;

-- it is sent
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 int
update "digests"
  set "state" = @1, "updated_at" = @2
  where "channel" = @3 and "day" = @4 and "state" = @5 and "attempts" = @6;

-- one that a wrong clock has begun is removed
-- @1 nvarchar(4000), @2 nvarchar(4000)
delete
  from "digests"
  where "channel" = @1 and "day" = @2;

-- words are searched
-- @1 int, @2 nvarchar(4000)
select "phone_number", "line", "contact_name"
  from "exception_phone_numbers"
  where "is_active" = @1 and lower("contact_name" collate Latin1_General_100_BIN2) like @2 escape '~';
select top(500) "id", "start_time", "caller_id", "called", "call_back"
  from "calls"
  order by "calls"."start_time" desc, "calls"."id" desc;
-- @1 int, @2 int, @3 nvarchar(4000)
select "call_id", "text"
  from "conversation"
  where "call_id" in (@1, @2) and "text" like @3 escape '~';

-- days are counted
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int, @4 nvarchar(4000), @5 int
select top(500) "id", "start_time", "final_decision", "call_type", "became", "caller_id"
  from "calls"
  where "start_time" >= @1 and ("start_time" > @2 or "id" > @3) and "start_time" < @4 and "simulated" = @5
  order by "start_time", "id";
-- @1 int, @2 int, @3 nvarchar(4000)
select "call_id", "latency_ms", "model_ms"
  from "conversation"
  where "call_id" in (@1, @2) and "speaker" = @3;
-- @1 int, @2 int, @3 nvarchar(4000), @4 nvarchar(4000)
select "call_id", "payload"
  from "journal"
  where "call_id" in (@1, @2) and "kind" = @3 and "payload" like @4;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int, @4 nvarchar(4000), @5 int
select top(500) "id", "start_time", "final_decision", "call_type", "became", "caller_id"
  from "calls"
  where "start_time" >= @1 and ("start_time" > @2 or "id" > @3) and "start_time" < @4 and "simulated" = @5
  order by "start_time", "id";

-- what there is of what
select count(*) as "calls"
  from "calls";
-- @1 int
select count(*) as "contacts"
  from "exception_phone_numbers"
  where "is_active" = @1;
-- @1 int, @2 nvarchar(4000)
select count(*) as "count"
  from "calls"
  where "end_time" is null and "simulated" = @1 and "start_time" >= @2;

-- what could not be told
-- @1 nvarchar(4000), @2 nvarchar(4000)
select count(*) as "count"
  from "deliveries"
  where "state" = @1 and "updated_at" >= @2;

-- what the last calls tell
-- @1 int
select top(100) "final_decision", "transfer_status", "utterances"
  from "calls"
  where "simulated" = @1 and "final_decision" is not null
  order by "id" desc;

-- when somebody called
-- @1 int
select top(1) "start_time"
  from "calls"
  where "simulated" = @1
  order by "id" desc;

-- old answers are removed
-- @1 nvarchar(4000)
delete
  from "answers"
  where "at" <= (select max("old"."at") as "newest"
  from (select top(200) "at"
  from "answers"
  where "at" < @1
  order by "at") as "old");

-- a call is erased
begin transaction;
-- @1 nvarchar(4000)
select "id", "end_time", "start_time", "erased_at"
  from "calls"
  where "call_sid" = @1;
-- @1 int, @2 int, @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000)
select top(500) "journal"."call_id", "journal"."seq", "journal"."payload"
  from "calls" as "erased" inner join "calls" as "later" on "later"."caller_id" = "erased"."caller_id" inner join "journal" on "journal"."call_id" = "later"."id"
  where "erased"."id" in (@1) and "later"."id" not in (@2) and "erased"."caller_id" like @3 and "later"."start_time" >= @4 and "later"."start_time" <= @5 and "journal"."kind" = @6 and "journal"."payload" like @7;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int, @6 int
update "calls"
  set "caller_id" = @1, "snapshot" = @2, "call_back" = @3, "erased_at" = @4, "revision" = "revision" + @5
  where "id" in (@6);
-- @1 nvarchar(4000), @2 int
update "conversation"
  set "text" = @1
  where "call_id" in (@2);
-- @1 int
delete
  from "journal"
  where "call_id" in (@1);
-- @1 int
delete
  from "answers"
  where "call_id" in (@1);
-- @1 nvarchar(4000), @2 int
update "notices"
  set "routed_at" = @1
  where "call_id" in (@2) and "routed_at" is null;
-- @1 int
delete
  from "decision_tokens"
  where "call_id" in (@1);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 int
update "deliveries"
  set "state" = @1, "updated_at" = @2
  where "state" = @3 and "notice_id" in (select "notices"."id"
  from "notices"
  where "notices"."call_id" in (@4));
commit transaction;

-- old calls are erased
-- @1 nvarchar(4000), @2 nvarchar(4000)
select top(20) "id", "start_time"
  from "calls"
  where "start_time" >= @1 and "start_time" < @2 and "erased_at" is null
  order by "start_time", "id";
begin transaction;
-- @1 int, @2 int, @3 int, @4 int, @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000), @9 nvarchar(4000)
select top(500) "journal"."call_id", "journal"."seq", "journal"."payload"
  from "calls" as "erased" inner join "calls" as "later" on "later"."caller_id" = "erased"."caller_id" inner join "journal" on "journal"."call_id" = "later"."id"
  where "erased"."id" in (@1, @2) and "later"."id" not in (@3, @4) and "erased"."caller_id" like @5 and "later"."start_time" >= @6 and "later"."start_time" <= @7 and "journal"."kind" = @8 and "journal"."payload" like @9;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 int, @6 int, @7 int
update "calls"
  set "caller_id" = @1, "snapshot" = @2, "call_back" = @3, "erased_at" = @4, "revision" = "revision" + @5
  where "id" in (@6, @7);
-- @1 nvarchar(4000), @2 int, @3 int
update "conversation"
  set "text" = @1
  where "call_id" in (@2, @3);
-- @1 int, @2 int
delete
  from "journal"
  where "call_id" in (@1, @2);
-- @1 int, @2 int
delete
  from "answers"
  where "call_id" in (@1, @2);
-- @1 nvarchar(4000), @2 int, @3 int
update "notices"
  set "routed_at" = @1
  where "call_id" in (@2, @3) and "routed_at" is null;
-- @1 int, @2 int
delete
  from "decision_tokens"
  where "call_id" in (@1, @2);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 int, @5 int
update "deliveries"
  set "state" = @1, "updated_at" = @2
  where "state" = @3 and "notice_id" in (select "notices"."id"
  from "notices"
  where "notices"."call_id" in (@4, @5));
commit transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select top(20) "id", "start_time"
  from "calls"
  where "start_time" >= @1 and "start_time" < @2 and "erased_at" is null
  order by "start_time", "id";

-- calls whose end nobody told
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 int, @5 nvarchar(4000), @6 nvarchar(4000)
select top(100) "id", "call_sid", "start_time", "updated_at", "simulated"
  from "calls"
  where "end_time" is null and "start_time" >= @1 and "start_time" < @2 and ("start_time" > @3 or "id" > @4) and "updated_at" < @5 and "erased_at" is null and not exists (select "journal"."seq"
  from "journal"
  where "journal"."call_id" = "calls"."id" and "journal"."at" >= @6)
  order by "start_time", "id";

-- those that were erased have one
-- @1 nvarchar(4000)
update "calls"
  set "end_time" = case when "updated_at" < "start_time" then "start_time" else "updated_at" end
  where "end_time" is null and "start_time" < @1 and "erased_at" is not null;

-- somebody signs in
begin transaction;
-- @1 nvarchar(4000)
delete
  from "sessions"
  where "expires_at" <= @1;
select "id"
  from "sessions"
  order by "begun_at";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000)
insert into "sessions" ("id", "key_label", "begun_at", "expires_at")
  values (@1, @2, @3, @4);
commit transaction;

-- is he in?
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
select "id"
  from "sessions"
  where "id" in (@1, @2) and "expires_at" > @3;

-- whose key is gone?
-- @1 nvarchar(4000)
select "id"
  from "sessions"
  where "key_label" not in (@1);

-- he signs out
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
delete
  from "sessions"
  where "id" in (@1, @2);
commit transaction;

-- all do
begin transaction;
delete
  from "sessions";
commit transaction;

-- dials whose outcome nobody told
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 int, @7 nvarchar(4000), @8 nvarchar(4000), @9 int, @10 nvarchar(4000)
select top(100) "id", "call_sid", "start_time", "updated_at", "simulated"
  from "calls"
  where "became" in (@1, @2) and "start_time" >= @3 and "start_time" < @4 and ("start_time" > @5 or "id" > @6) and "updated_at" < @7 and "transfer_status" = @8 and "end_time" is not null and "erased_at" is null and "simulated" = @9 and not exists (select "notices"."id"
  from "notices"
  where "notices"."call_id" = "calls"."id" and "notices"."kind" = @10)
  order by "start_time", "id";

-- a list of reported numbers is begun
-- @1 nvarchar(4000)
select *
  from "lists"
  where "name" = @1;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000)
insert into "lists" ("name", "source", "act_as", "created_at", "read_at", "due_at", "lease_until", "failure")
  values (@1, @2, @3, @4, @5, @6, @7, @8);

-- it is read by one
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000)
update "lists"
  set "lease_until" = @1
  where "name" = @2 and ("lease_until" is null or "lease_until" <= @3) and "due_at" <= @4;

-- a report is counted once
begin transaction;
-- @1 nvarchar(4000), @2 int
select "report_key"
  from "listed_reports"
  where "list" = @1 and "report_key" in (@2);
-- @1 nvarchar(4000), @2 int, @3 nvarchar(4000)
insert into "listed_reports" ("list", "report_key", "day")
  values (@1, @2, @3);
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "listed_numbers"
  where "list" = @1 and "phone_number" in (@2);
-- @1 nvarchar(4000), @2 nvarchar(4000)
delete
  from "listed_numbers"
  where "list" = @1 and "phone_number" in (@2);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 int, @4 nvarchar(4000)
insert into "listed_numbers" ("phone_number", "list", "reports", "last_at")
  values (@1, @2, @3, @4);
commit transaction;

-- the lists
select *
  from "lists"
  order by "name";
select "list", count(*) as "numbers"
  from "listed_numbers" group by "list";

-- who is reported no more goes
-- @1 nvarchar(4000), @2 nvarchar(4000)
select top(1000) "phone_number"
  from "listed_numbers"
  where "list" = @1 and "last_at" < @2;
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
delete
  from "listed_numbers"
  where "list" = @1 and "phone_number" in (@2) and "last_at" < @3;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select top(1000) "phone_number"
  from "listed_numbers"
  where "list" = @1 and "last_at" < @2;

-- an address book is read by one
-- @1 int, @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000)
insert into "address_book" ("id", "url", "token", "read_at", "due_at", "lease_until", "failure")
  values (@1, @2, @3, @4, @5, @6, @7);
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000)
update "address_book"
  set "lease_until" = @1
  where ("lease_until" is null or "lease_until" <= @2) and ("due_at" is null or "due_at" <= @3);

-- a contact is made of it
begin transaction;
-- @1 nvarchar(4000), @2 nvarchar(4000)
select *
  from "exception_phone_numbers"
  where "line" = @1 and "phone_number" in (@2)
  order by "is_active";
-- @1 nvarchar(4000), @2 nvarchar(4000), @3 nvarchar(4000), @4 nvarchar(4000), @5 nvarchar(4000), @6 nvarchar(4000), @7 nvarchar(4000), @8 nvarchar(4000)
insert into "exception_phone_numbers" ("phone_number", "line", "contact_name", "category", "is_active", "created_at", "updated_at", "prefix", "hours", "language")
  values (@1, '', @2, @3, 1, @4, @5, @6, @7, @8);
-- @1 int
update "contact_list"
  set "version" = "version" + @1;
-- @1 nvarchar(4000)
delete
  from "synced_contacts"
  where "phone_number" in (@1);
-- @1 nvarchar(4000), @2 nvarchar(4000)
insert into "synced_contacts" ("phone_number", "written_at")
  values (@1, @2);
commit transaction;

-- how many are made of it?
select count(*) as "contacts"
  from "synced_contacts";

-- The ground floor's own tables. The app role may add to the journal and read it,
-- never change it: what was done stays as it was written.

-- Who is asking, told once per transaction by `set local`. Row security reads these. A policy names them bare:
-- they are written into the plan, while a sub-select for each made a statement with five tables start ninety
-- small plans (a third of what an act cost the database).
create function kernel.actor_kind() returns text language sql stable parallel safe
  return coalesce(current_setting('pendopo.kind', true), 'nobody');
create function kernel.actor_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('pendopo.person', true), '')::uuid;
create function kernel.actor_account() returns uuid language sql stable parallel safe
  return nullif(current_setting('pendopo.account', true), '')::uuid;
create function kernel.actor_business() returns uuid language sql stable parallel safe
  return nullif(current_setting('pendopo.business', true), '')::uuid;
create function kernel.actor_agency() returns text language sql stable parallel safe
  return nullif(current_setting('pendopo.agency', true), '');
-- Whether an officer audits the whole house; such an officer may read what policy opens, everywhere.
create function kernel.actor_oversight() returns boolean language sql stable parallel safe
  return coalesce(current_setting('pendopo.oversight', true), '') = 'yes';

-- One row for every act and every read of personal data. `body` holds facts without
-- personal data; `salt` makes the leaf in the public log say nothing to who lacks the row.
create table kernel.journal (
  id         uuid        primary key,
  at         timestamptz not null,
  kind       text        not null check (kind in ('act', 'read')),
  name       text        not null,
  hat        text        not null,
  account    uuid,
  person     uuid,
  business   uuid,
  agency     text,
  office     text,
  via        text        not null,
  request    uuid,
  subject    text,
  purpose    text,
  about      uuid[]      not null default '{}',
  fields     text[]      not null default '{}',
  body       jsonb       not null default '{}',
  salt       bytea       not null
);
create index journal_by_subject on kernel.journal (subject, id) where subject is not null;
-- "Who read my data": the reads that touched a person, newest first.
create index journal_reads_about on kernel.journal using gin (about) where kind = 'read';
create index journal_by_account on kernel.journal (account, id) where account is not null;

-- One row per journal row, gone once the relay has handed it to the log and to the listeners.
create table kernel.outbox (
  id      bigint generated always as identity primary key,
  journal uuid  not null,
  facts   jsonb not null default '[]'
);

-- An answer given once is given again to the same key, not worked out again.
create table kernel.idempotency (
  account uuid        not null,
  key     text        not null check (length(key) <= 200),
  command text        not null,
  input   bytea       not null,
  result  jsonb,
  at      timestamptz not null,
  primary key (account, key)
);
create index idempotency_by_age on kernel.idempotency (at);

-- A random key per person or case, wrapped by the government's master key.
-- Destroying the row makes what it sealed unreadable for ever.
create table kernel.subject_key (
  subject    uuid        primary key,
  wrapped    bytea       not null,
  master     text        not null,
  created_at timestamptz not null
);

-- Small settled facts of this installation (log position, seed state), never personal.
create table kernel.setting (
  name  text primary key,
  value jsonb not null
);

-- Slow-down for sign-in and other doors that guessers knock on; shared by all processes.
create table kernel.rate (
  key    text   primary key,
  points integer not null default 0,
  expire bigint
);

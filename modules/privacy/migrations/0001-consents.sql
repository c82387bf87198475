-- What people said yes and no to, line after line; the last one counts. `text` is the SHA-256 of the words they saw.
create table privacy.consent (
  id      uuid        primary key,
  person  uuid        not null,
  purpose text        not null,
  verdict text        not null check (verdict in ('given', 'withdrawn')),
  text    text        not null check (text ~ '^[0-9a-f]{64}$'),
  at      timestamptz not null
);
create index consent_of_person on privacy.consent (person, purpose, id desc);
alter table privacy.consent enable row level security;
alter table privacy.consent force row level security;
create policy own on privacy.consent using (
  kernel.actor_kind() = 'system' or (kernel.actor_kind() = 'citizen' and person = kernel.actor_person()));

-- Each version of each text that somebody was ever shown.
create table privacy.consent_text (
  sha256  text        primary key,
  purpose text        not null,
  words   jsonb       not null,
  since   timestamptz not null
);
create function privacy.append_only() returns text[] language sql immutable return array['consent', 'consent_text'];

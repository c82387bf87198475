-- A key that was destroyed, and what it had sealed. `subject` is the SHA-256 of whose it was, `content` the very text
-- that the agency signs: neither says who it was to somebody who does not know already.
create table rights.certificate (
  id         uuid        primary key,
  number     text        not null unique,
  content    text        not null,
  agency     text        not null,
  at         timestamptz not null,
  signature  bytea,
  public_key bytea
);

-- Records that must stay, whatever the rules of keeping say: a lawsuit, an audit. Without a person: the whole kind.
create table rights.hold (
  id        uuid        primary key,
  holding   text        not null,
  person    uuid,
  agency    text        not null,
  reason    text        not null check (length(reason) between 10 and 500),
  since     timestamptz not null,
  lifted_at timestamptz
);
create index hold_now on rights.hold (holding) where lifted_at is null;
alter table rights.hold enable row level security;
alter table rights.hold force row level security;
create policy office on rights.hold using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency()));

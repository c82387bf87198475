-- What an officer's supervisor is told each morning: how many records were opened outside any case, and for how many of
-- these no reason was given.
create table rights.digest (
  id         uuid        primary key,
  agency     text        not null,
  office     text        not null,
  day        date        not null,
  account    uuid        not null,
  reads      integer     not null,
  people     integer     not null,
  unreasoned integer     not null,
  seen_at    timestamptz,
  unique (day, account, agency, office)
);
create index digest_unseen on rights.digest (agency, id desc);
alter table rights.digest enable row level security;
alter table rights.digest force row level security;
create policy agency on rights.digest using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency()));

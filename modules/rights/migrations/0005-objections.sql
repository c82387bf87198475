-- People whose applications no rule decides alone, because they objected to that and were heard: an officer looks first.
create table rights.objection (
  id        uuid        primary key,
  person    uuid        not null,
  request   uuid        not null references rights.request (id),
  agency    text        not null,
  since     timestamptz not null,
  lifted_at timestamptz
);
create unique index objection_once on rights.objection (person) where lifted_at is null;

alter table rights.objection enable row level security;
alter table rights.objection force row level security;
create policy own on rights.objection using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person()
  when 'officer' then agency = kernel.actor_agency()
  else false end);

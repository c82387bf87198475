-- Who is away, and who stands in. A deputy holds the same duty at the same office by themselves: what is written here
-- moves work between those who may do it, and gives nobody a duty.
create table cases.absence (
  id           uuid        primary key,
  officer      uuid        not null,
  officer_name text        not null,
  deputy       uuid,
  deputy_name  text,
  agency       text        not null,
  office       text        not null,
  roles        text[]      not null,
  from_day     date        not null,
  until_day    date        not null check (until_day >= from_day),
  made_at      timestamptz not null,
  made_by      uuid        not null,
  revoked_at   timestamptz,
  revoked_by   uuid,
  check (deputy is distinct from officer)
);
create index absence_of on cases.absence (officer, until_day) where revoked_at is null;
create index absence_deputised on cases.absence (deputy, until_day) where revoked_at is null;
alter table cases.absence enable row level security;
alter table cases.absence force row level security;
create policy seen on cases.absence using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency()));

-- Registers that a government defines by files: what each keeps, and its records with their history.

-- What was published never changes: a register that keeps more or less gets another version.
create table registers.definition (
  code          text        not null check (code ~ '^[a-z0-9-]{1,60}$'),
  version       integer     not null check (version >= 1),
  hash          text        not null,
  -- Not jsonb: the order of the fields is that in which people read them.
  definition    json        not null,
  published_at  timestamptz not null,
  primary key (code, version)
);

-- One row for each record: what is held true now. What is sealed stands apart, under the record's own key.
create table registers.record (
  id           uuid        primary key,
  register     text        not null,
  -- The register's own number, "BG-2026-000001"; for one record per holder, the holder's id.
  number       text        not null check (length(number) between 1 and 80),
  -- Whom it is about.
  person       uuid,
  business     uuid,
  -- The version of the register by which it was written.
  definition   integer     not null,
  data         jsonb       not null check (pg_column_size(data) < 65536),
  sealed       bytea,
  -- What a search finds it by, small letters.
  words        text        not null check (length(words) <= 1000),
  version      integer     not null default 1 check (version >= 1),
  valid_from   date        not null,
  ended_on     date        check (ended_on >= valid_from),
  recorded_at  timestamptz not null,
  reason       text        not null check (length(reason) between 1 and 300),
  -- The application that brought it; null when an officer entered it.
  source       text,
  unique (register, number)
);
create index record_by_person on registers.record (person) where person is not null;
create index record_by_business on registers.record (business) where business is not null;
create index record_newest on registers.record (register, id desc);
create index record_words on registers.record using gin (words public.gin_trgm_ops);

-- What was held true before: until when it was believed (`recorded_until`), or, after a change, for which days it stays
-- believed (`valid_until`). So for any day, as known at any moment, at most one row answers.
create table registers.record_version (
  record         uuid        not null,
  version        integer     not null,
  definition     integer     not null,
  data           jsonb       not null,
  sealed         bytea,
  valid_from     date        not null,
  ended_on       date,
  valid_until    date        check (valid_until > valid_from),
  recorded_at    timestamptz not null,
  recorded_until timestamptz check (recorded_until >= recorded_at),
  reason         text        not null,
  source         text,
  check (num_nonnulls(valid_until, recorded_until) = 1)
);
create unique index record_version_believed on registers.record_version (record, version) where recorded_until is not null;
create unique index record_version_past on registers.record_version (record, version) where valid_until is not null;

-- Numbers given, without gaps within a year.
create table registers.serial (
  register  text    not null,
  year      integer not null,
  last      bigint  not null check (last >= 1),
  primary key (register, year)
);

alter table registers.record enable row level security;
alter table registers.record force row level security;
create policy seen on registers.record for select using (
  kernel.actor_kind() in ('system', 'officer')
  or (kernel.actor_kind() = 'citizen' and person = kernel.actor_person())
  or (business is not null and business = kernel.actor_business()));
create policy entered on registers.record for insert with check (kernel.actor_kind() in ('system', 'officer'));
create policy mended on registers.record for update using (kernel.actor_kind() in ('system', 'officer'));

-- The owner's own reads pass without a filter, so that the search function below can use the trigram index; the
-- application never works as the owner.
create policy searched on registers.record for select to current_user using (true);

alter table registers.record_version enable row level security;
alter table registers.record_version force row level security;
create policy seen on registers.record_version for select using (
  kernel.actor_kind() in ('system', 'officer')
  or record in (select id from registers.record));
create policy entered on registers.record_version for insert with check (kernel.actor_kind() in ('system', 'officer'));

-- Finds records of one register by words, each of which must occur, for those whom the policy lets search: row security
-- would keep the trigram index from being used, so the same filter stands here.
create function registers.search_records(of_register text, asked text, older_than uuid, newer_than uuid, most integer)
returns setof registers.record language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  word  text;
  every text := '';
begin
  if coalesce(kernel.actor_kind(), '') not in ('system', 'officer') then return; end if;
  foreach word in array string_to_array(lower(asked), ' ') loop
    continue when word = '';
    every := every || format(' and r.words like %L', '%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%');
  end loop;
  -- Planned anew for each search: which index serves best hangs on what was given.
  return query execute format(
    'select * from registers.record r where r.register = $1 %s and ($2 is null or r.id < $2) and ($3 is null or r.id > $3)
     order by r.id %s limit $4', every, case when newer_than is null then 'desc' else 'asc' end)
    using of_register, older_than, newer_than, most;
end $$;

create function registers.append_only() returns text[] language sql immutable
  return array['definition', 'record_version'];

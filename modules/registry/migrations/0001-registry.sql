-- The registers of people and of businesses: what the government knows, since when
-- that is true in the world, and since when it was known here.

-- One row per person: what is held true now. A NIK opens doors, so it is sealed and
-- found by its blind index; what rules of eligibility read stays plain.
create extension if not exists pg_trgm with schema public;
create table registry.person (
  id             uuid        primary key,
  nik_sealed     bytea       not null,
  nik_index      bytea       not null unique,
  name           text        not null check (length(name) between 1 and 150),
  birth_date     date        not null,
  birth_place    text        not null,
  sex            text        not null check (sex in ('female', 'male')),
  marital_status text        not null check (marital_status in ('single', 'married', 'divorced', 'widowed')),
  family         uuid        not null,
  family_role    text        not null check (family_role in ('head', 'spouse', 'child', 'parent', 'other')),
  street         text        not null,
  rt             text        not null check (rt ~ '^\d{3}$'),
  rw             text        not null check (rw ~ '^\d{3}$'),
  village        text        not null,
  died_on        date        check (died_on >= birth_date),
  version        integer     not null default 1 check (version >= 1),
  valid_from     date        not null,
  recorded_at    timestamptz not null,
  reason         text        not null
);
create index person_by_birth on registry.person (birth_date);
create index person_by_family on registry.person (family);
create index person_by_village on registry.person (village);
create index person_by_name on registry.person using gin (name public.gin_trgm_ops);

-- What was held true before. A correction or a change puts here what was believed until
-- then (`recorded_until`); a change also what stays believed for the time before it
-- (`valid_until`). So for any day, as known at any moment, exactly one row answers.
create table registry.person_version (
  person         uuid        not null,
  version        integer     not null,
  name           text        not null,
  birth_date     date        not null,
  birth_place    text        not null,
  sex            text        not null,
  marital_status text        not null,
  family         uuid        not null,
  family_role    text        not null,
  street         text        not null,
  rt             text        not null,
  rw             text        not null,
  village        text        not null,
  died_on        date,
  valid_from     date        not null,
  valid_until    date        check (valid_until > valid_from),
  recorded_at    timestamptz not null,
  recorded_until timestamptz check (recorded_until >= recorded_at),
  reason         text        not null,
  check (num_nonnulls(valid_until, recorded_until) = 1)
);
create unique index person_version_believed on registry.person_version (person, version) where recorded_until is not null;
create unique index person_version_past on registry.person_version (person, version) where valid_until is not null;

-- A family card: its number is as telling as a NIK.
create table registry.family (
  id             uuid        primary key,
  number_sealed  bytea       not null,
  number_index   bytea       not null unique,
  head           uuid        not null,
  village        text        not null,
  recorded_at    timestamptz not null
);

-- NIBs given here; those of the example's people are numbered below this.
create sequence registry.nib_serial start 50000000 maxvalue 99999999 no cycle;

create table registry.business (
  id             uuid        primary key,
  nib            text        not null unique check (nib ~ '^\d{13}$'),
  name           text        not null check (length(name) between 1 and 150),
  kind           text        not null check (kind in ('individual', 'cv', 'pt', 'cooperative')),
  kbli           text[]      not null check (cardinality(kbli) between 1 and 20),
  street         text        not null,
  rt             text        not null check (rt ~ '^\d{3}$'),
  rw             text        not null check (rw ~ '^\d{3}$'),
  village        text        not null,
  founded_on     date        not null,
  status         text        not null default 'active' check (status in ('active', 'closed')),
  recorded_at    timestamptz not null
);

-- Who owns or directs a business. The name is a copied label: co-owners see each
-- other's names without seeing each other's records.
create table registry.business_role (
  business       uuid        not null references registry.business,
  person         uuid        not null,
  role           text        not null check (role in ('owner', 'director')),
  name           text        not null,
  since          date        not null,
  primary key (business, person, role)
);
create index business_role_by_person on registry.business_role (person);

-- Batches of an import, so that one that was cut short goes on where it stopped.
create table registry.enrolment (
  id             uuid        primary key,
  source         text        not null,
  first          integer     not null,
  last           integer     not null check (last >= first),
  at             timestamptz not null,
  unique (source, first)
);

alter table registry.person enable row level security;
alter table registry.person force row level security;
create policy seen on registry.person for select using (
  kernel.actor_kind() in ('system', 'officer') or id = kernel.actor_person());
create policy entered on registry.person for insert with check (kernel.actor_kind() = 'system');
create policy mended on registry.person for update using (kernel.actor_kind() in ('system', 'officer'));
-- The owner's own reads pass without a filter, so that the search function below can
-- use the trigram index; the application never works as the owner.
create policy searched on registry.person for select to current_user using (true);

alter table registry.person_version enable row level security;
alter table registry.person_version force row level security;
create policy seen on registry.person_version for select using (
  kernel.actor_kind() in ('system', 'officer') or person = kernel.actor_person());
create policy entered on registry.person_version for insert
  with check (kernel.actor_kind() in ('system', 'officer'));

alter table registry.family enable row level security;
alter table registry.family force row level security;
create policy seen on registry.family for select using (
  kernel.actor_kind() in ('system', 'officer')
  or id in (select family from registry.person where person.id = kernel.actor_person()));
create policy entered on registry.family for insert with check (kernel.actor_kind() = 'system');

alter table registry.business_role enable row level security;
alter table registry.business_role force row level security;
create policy seen on registry.business_role for select using (
  kernel.actor_kind() in ('system', 'officer')
  or person = kernel.actor_person() or business = kernel.actor_business());
create policy entered on registry.business_role for insert with check (
  kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'citizen' and person = kernel.actor_person()));
create policy mended on registry.business_role for update
  using (kernel.actor_kind() in ('system', 'officer'));

alter table registry.business enable row level security;
alter table registry.business force row level security;
create policy seen on registry.business for select using (
  kernel.actor_kind() in ('system', 'officer')
  or id = kernel.actor_business()
  or id in (select business from registry.business_role r where r.person = kernel.actor_person()));
create policy entered on registry.business for insert
  with check (kernel.actor_kind() in ('system', 'citizen'));
create policy mended on registry.business for update using (kernel.actor_kind() = 'system');

create function registry.append_only() returns text[] language sql immutable
  return array['person_version', 'enrolment'];

-- Finds people by name for those whom the policy lets search: row security would keep
-- the trigram index from being used, so the same filter stands here. Every word must
-- occur; when nobody fits, names that are nearly alike are offered. Never pages on:
-- an officer who gets too many narrows the search, nobody leafs through the population.
create function registry.search_people(words text, born date, place text, most integer)
returns table (id uuid, name text, birth_date date, village text, likeness real)
language plpgsql stable security definer
set search_path = pg_catalog, public set pg_trgm.similarity_threshold = 0.4 as $$
declare
  word   text;
  narrow text := '';
  shape  text := 'select f.*, similarity(f.name, $1) as likeness from (
    select p.id, p.name, p.birth_date, p.village from registry.person p where %s limit 100 * $2) f
    order by likeness desc, f.id limit $2';
  every  text := 'true';
begin
  if coalesce(kernel.actor_kind(), '') not in ('system', 'officer') then return; end if;
  -- Planned anew for each search: which index serves best hangs on what was given.
  if born is not null then narrow := format(' and p.birth_date = %L', born); end if;
  if place is not null then
    narrow := narrow || format(' and (p.village = %L or starts_with(p.village, %L))', place, place || '.');
  end if;
  foreach word in array string_to_array(words, ' ') loop
    continue when word = '';
    every := every || format(' and p.name ilike %L', '%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%');
  end loop;
  return query execute format(shape, every || narrow) using words, most;
  if found then return; end if;
  return query execute format(shape, format('p.name %% %L', words) || narrow) using words, most;
end $$;

-- Two records that are one person, and one record that is two people.

-- Into which record this one was merged. It stays, with its number and its history, and is nobody of its own any more:
-- whoever asks for it by id or number is led on.
alter table registry.person add column merged_into uuid references registry.person check (merged_into <> id);
alter table registry.person_version add column merged_into uuid;
create index person_merged on registry.person (merged_into) where merged_into is not null;
create index person_by_recording on registry.person using brin (recorded_at);

-- Whoever was led on sees what they were known by before.
create policy absorbed on registry.person for select using (merged_into = kernel.actor_person());
create policy absorbed on registry.person_version for select
  using (person in (select id from registry.person p where p.merged_into = kernel.actor_person()));

-- Pairs that may be one person, found by birth date and sound of the name. What a human has judged stays judged.
create table registry.double (
  id        uuid        primary key,
  one       uuid        not null references registry.person,
  other     uuid        not null references registry.person,
  found_at  timestamptz not null,
  -- Set when somebody said that they are two people.
  reason    text        check (length(reason) between 5 and 300),
  officer   uuid,
  judged_at timestamptz,
  unique (one, other),
  check (one < other),
  check (num_nonnulls(reason, officer, judged_at) in (0, 3))
);
create index double_open on registry.double (id) where judged_at is null;
-- Records from this moment on have not been compared yet.
create table registry.double_search (
  done_until timestamptz not null,
  one_row    boolean     primary key default true check (one_row)
);

-- What one keeper proposes and another decides. `person` is the record that stays; `other` the one that is merged into
-- it or lives again, or the record that a split made. What is to stand in that one is sealed under the key of `person`.
create table registry.proposal (
  id            uuid        primary key,
  kind          text        not null check (kind in ('merge', 'undo', 'split')),
  person        uuid        not null references registry.person,
  other         uuid        references registry.person,
  -- The versions that were looked at: what was mended meanwhile is looked at anew.
  version       integer     not null,
  other_version integer,
  -- Of a merge: the fields in which the other record is right.
  takes         text[]      not null default '{}',
  -- Of an undoing: the merge.
  undoes        uuid        references registry.proposal,
  sealed        bytea,
  -- Of a split: the rows that are the new record's, by what follows.
  moves         jsonb       not null default '{}',
  reason        text        not null check (length(reason) between 5 and 300),
  state         text        not null default 'open' check (state in ('open', 'done', 'returned')),
  proposed_by   uuid        not null,
  agency        text        not null,
  office        text        not null,
  proposed_at   timestamptz not null,
  decided_by    uuid,
  decided_for   text,
  decided_at    timestamptz,
  -- What went along, and who became head of a family: ids and words of the law, for the way back.
  done          jsonb       not null default '{}',
  undone_at     timestamptz,
  check (decided_by is distinct from proposed_by),
  check ((state = 'open') = (decided_at is null))
);
create unique index one_open_proposal on registry.proposal (least(person, other), greatest(person, other)) where state = 'open';
create index proposal_open on registry.proposal (id) where state = 'open';
create index proposal_of_person on registry.proposal (person);
create index proposal_of_other on registry.proposal (other) where other is not null;

do $$
declare t text;
begin
  foreach t in array array['double', 'double_search', 'proposal'] loop
    execute format('alter table registry.%I enable row level security', t);
    execute format('alter table registry.%I force row level security', t);
    execute format('create policy keepers on registry.%I using (kernel.actor_kind() in (''system'', ''officer''))', t);
  end loop;
end $$;

-- As in 0040, without those who are nobody of their own.
create or replace function registry.people_named(asked jsonb, words text, born date, place text, most integer)
returns table (id uuid, name text, birth_date date, village text)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  each_word jsonb;
  one       text;
  narrow    text := 'p.merged_into is null';
  ways      text;
begin
  if coalesce(kernel.actor_kind(), '') not in ('system', 'officer') then return; end if;
  for each_word in select jsonb_array_elements(asked) loop
    ways := 'false';
    for one in select jsonb_array_elements_text(each_word) loop
      -- One or two letters stand for a word of their own: as a part they are in every second name.
      ways := ways || case when length(one) <= 2 then format(' or p.name ~* %L', '\m' || one || '\M')
                           else format(' or p.name ilike %L', '%' || one || '%') end;
    end loop;
    narrow := narrow || format(' and (%s)', ways);
  end loop;
  if born is not null then narrow := narrow || format(' and p.birth_date = %L', born); end if;
  if place is not null then
    narrow := narrow || format(' and (p.village = %L or starts_with(p.village, %L))', place, place || '.');
  end if;
  -- Planned anew for each search: which index serves best hangs on what was given.
  return query execute format('select f.* from (
    select p.id, p.name, p.birth_date, p.village from registry.person p where %s limit 100 * $2) f
    order by similarity(f.name, $1) desc, f.id limit $2', narrow) using words, most;
end $$;

-- The record that stands for this one: itself, or the one that it was merged into.
create function registry.standing(of uuid) returns uuid language sql stable parallel safe set search_path = pg_catalog
begin atomic
  with recursive up (id, merged_into) as (
    select p.id, p.merged_into from registry.person p where p.id = of
    union all
    select p.id, p.merged_into from up join registry.person p on p.id = up.merged_into)
  select up.id from up where up.merged_into is null;
end;

-- The ids that a person was known by before: nothing but ids leaves, and only to the person and to the house, so that
-- their own traces are found. Past row security, which shows a person no more than one merge back.
create function registry.absorbed(into_one uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if coalesce(kernel.actor_kind(), '') not in ('system', 'officer') and into_one is distinct from kernel.actor_person()
  then return; end if;
  return query with recursive down (id) as (
    select p.id from registry.person p where p.merged_into = into_one
    union all
    select p.id from down join registry.person p on p.merged_into = down.id)
  select down.id from down;
end $$;

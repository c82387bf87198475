-- What happened in people's lives, as it was entered: one row for each event, with all whom it changed. Deeds and the
-- figures of the year are made from it; the records themselves hold only what is so now.
create table registry.life_event (
  id           uuid        primary key,
  kind         text        not null check (kind in ('birth', 'death', 'marriage', 'divorce', 'adoption', 'move',
                                                     'departure', 'household', 'joining', 'leaving')),
  happened_on  date        not null,
  people       uuid[]      not null check (cardinality(people) between 1 and 60),
  -- What no record has a field for, such as the place of death. Sealed for the first of the people.
  more         bytea,
  -- The application or act that brought it: "DKC-2026-000123".
  source       text        not null check (length(source) between 1 and 120),
  recorded_at  timestamptz not null
);
create index life_event_by_person on registry.life_event using gin (people);
create index life_event_by_day on registry.life_event (kind, happened_on);

alter table registry.life_event enable row level security;
alter table registry.life_event force row level security;
create policy seen on registry.life_event for select using (
  kernel.actor_kind() in ('system', 'officer') or kernel.actor_person() = any(people));
create policy entered on registry.life_event for insert with check (kernel.actor_kind() = 'system');

-- A family gets another head when the old one dies, and another village when it moves.
create policy mended on registry.family for update using (kernel.actor_kind() = 'system');

create or replace function registry.append_only() returns text[] language sql immutable
  return array['person_version', 'enrolment', 'life_event'];

alter table registry.business drop constraint business_kind_check;
alter table registry.business add constraint business_kind_check
  check (kind in ('individual', 'cv', 'pt', 'cooperative', 'foundation'));

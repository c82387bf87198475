-- Who gives out places of one errand on one day holds this row meanwhile, so that no two count the same free place.
create table appointments.day (
  place       text    not null,
  errand      text    not null,
  day         date    not null,
  last_number integer not null default 0,
  primary key (place, errand, day)
);

-- What a counter has left of something that an errand uses up: blank cards.
create table appointments.stock (
  place      text        not null,
  stock      text        not null,
  on_hand    integer     not null check (on_hand >= 0),
  counted_at timestamptz not null,
  primary key (place, stock)
);

-- A number: drawn at the door for today, or booked for a slot. It is live from the moment that capacity is kept for it.
create table appointments.ticket (
  id            uuid        primary key,
  place         text        not null,
  errand        text        not null,
  day           date        not null,
  -- Local time of the slot and its moment; both empty for who came without one.
  slot          text,
  starts_at     timestamptz,
  ends_at       timestamptz,
  number        text        not null,
  -- Said at the door, to be put in the queue.
  code          text        not null,
  kind          text        not null check (kind in ('booked', 'walk-in')),
  state         text        not null check (state in ('offered', 'booked', 'arrived', 'called', 'served', 'missed', 'cancelled', 'lapsed', 'unserved')),
  stock         text,
  -- Empty when somebody took a number at the door without saying who they are.
  person        uuid,
  agencies      text[]      not null,
  -- The office that booked for the person; empty when they did it themselves.
  by_agency     text,
  by_office     text,
  desk          text,
  revision      integer     not null default 0,
  made_at       timestamptz not null,
  changed_at    timestamptz not null,
  offered_until timestamptz,
  arrived_at    timestamptz,
  called_at     timestamptz,
  closed_at     timestamptz,
  check ((kind = 'booked') = (slot is not null and starts_at is not null and person is not null)),
  check ((state in ('offered', 'booked', 'arrived', 'called')) = (closed_at is null)),
  unique (place, errand, day, number)
);
create unique index code_of_day on appointments.ticket (place, day, code);
create unique index one_live_for_person on appointments.ticket (person, place, errand) where closed_at is null;
create unique index one_at_a_desk on appointments.ticket (place, desk, day) where state = 'called';
create index live_of_day on appointments.ticket (place, day, errand) where closed_at is null;
create index live_of_stock on appointments.ticket (place, stock) where closed_at is null and stock is not null;
create index ticket_of_person on appointments.ticket (person, id);
create index live_by_state on appointments.ticket (state, day) where closed_at is null;

-- Who would come if a place became free.
create table appointments.waiting (
  id        uuid        primary key,
  place     text        not null,
  errand    text        not null,
  from_day  date        not null,
  until_day date        not null check (until_day >= from_day),
  person    uuid        not null,
  made_at   timestamptz not null,
  unique (person, place, errand)
);
create index waiting_in_line on appointments.waiting (place, errand, id);

-- A calendar that a phone asks for by itself: whoever holds the address reads it, so only its hash is kept.
create table appointments.feed (
  person  uuid        primary key,
  hash    bytea       not null unique,
  made_at timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['ticket', 'waiting', 'feed'] loop
    execute format('alter table appointments.%I enable row level security', t);
    execute format('alter table appointments.%I force row level security', t);
    execute format($p$create policy own on appointments.%I using (case kernel.actor_kind()
      when 'system' then true
      when 'citizen' then person = kernel.actor_person()
      when 'officer' then %s
      else false end)$p$, t, case t when 'ticket' then 'kernel.actor_agency() = any (agencies)' else 'false' end);
  end loop;
end $$;

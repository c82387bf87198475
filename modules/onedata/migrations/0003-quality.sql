-- How good the data of a register was at a time, in raw counts: what is a share is reckoned where it is shown.
create table onedata.measurement (
  id         uuid        primary key,
  register   text        not null,
  at         timestamptz not null,
  millis     integer     not null,
  total      integer     not null,
  fresh      integer     not null,
  duplicates integer     not null,
  referring  integer     not null,
  referred   integer     not null
);
create index measurement_of on onedata.measurement (register, id desc);

create table onedata.field_measurement (
  measurement uuid    not null references onedata.measurement (id),
  place       integer not null,
  field       text    not null,
  filled      integer not null,
  typed       integer not null,
  -- The code list that it stands in, and how many of its entries are in the list; null for what has none.
  list        text,
  hits        integer,
  primary key (measurement, place)
);
create or replace function onedata.append_only() returns text[] language sql immutable
  return array['step', 'delivery', 'version', 'edition', 'measurement', 'field_measurement'];

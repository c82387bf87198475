-- Records that come in many at a time: from a file, from a bulk update, from the example.

-- Each batch that was written, once: what was cut off goes on behind the last, and nothing goes in twice.
create table registers.batch (
  source  text    not null check (length(source) between 1 and 80),
  first   integer not null check (first >= 1),
  last    integer not null check (last >= first),
  made    integer not null,
  changed integer not null,
  ended   integer not null,
  same    integer not null,
  primary key (source, first)
);

-- A file or a bulk update on its way: checked, shown, approved, written.
create table registers.load (
  id          uuid        primary key,
  register    text        not null,
  kind        text        not null check (kind in ('file', 'bulk')),
  -- What it is called on pages, and where its bytes are until it is over.
  name        text        not null check (length(name) between 1 and 120),
  store       text        not null,
  format      text        not null,
  hash        text        not null,
  bytes       bigint      not null,
  reason      text        not null check (length(reason) between 1 and 300),
  state       text        not null check (state in
    ('checking', 'checked', 'unreadable', 'waiting', 'running', 'done', 'stopped', 'dropped', 'returned')),
  -- Who asked for it and who decided, by account; the office is said on pages.
  asked_by    uuid        not null,
  agency      text        not null,
  office      text        not null,
  asked_at    timestamptz not null,
  decided_by  uuid,
  decided_at  timestamptz,
  decided_for text,
  check (decided_by is distinct from asked_by),
  -- Why a file could not be read, as a message's key with values.
  why         jsonb,
  rows        integer     not null default 0,
  fresh       integer     not null default 0,
  changed     integer     not null default 0,
  ended       integer     not null default 0,
  same        integer     not null default 0,
  faulty      integer     not null default 0,
  over_at     timestamptz
);
create index load_newest on registers.load (agency, id desc);
create index load_open on registers.load (state) where over_at is null;

-- What is wrong with the rows of a file. Nothing of the rows is in it.
create table registers.load_fault (
  load   uuid    not null,
  nth    integer not null,
  line   integer not null,
  field  text    not null,
  key    text    not null,
  values jsonb,
  primary key (load, nth)
);

-- Some of what a load would change, to be looked at beforehand; gone when it is over. What is sealed is not in it.
create table registers.load_change (
  load   uuid    not null,
  nth    integer not null,
  kind   text    not null,
  number text    not null,
  person uuid,
  before jsonb   not null,
  after  jsonb   not null,
  primary key (load, nth)
);
alter table registers.load_change enable row level security;
alter table registers.load_change force row level security;
create policy seen on registers.load_change using (kernel.actor_kind() in ('system', 'officer'));

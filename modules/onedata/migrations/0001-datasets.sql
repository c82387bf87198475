-- The list of data: what is planned, gathered, checked and published, and by whom at what time.
create table onedata.dataset (
  id          uuid        primary key,
  code        text        not null unique check (code ~ '^[a-z0-9-]{3,80}$'),
  -- Title, topic, frequency, licence, and where the data comes from.
  plan        jsonb       not null check (pg_column_size(plan) < 32768),
  -- Per variable: concept, definition, classification, measure, unit. Not jsonb: the order is that of the columns.
  variables   json        not null,
  -- Answers to the three metadata forms: activity, variable and indicator.
  metadata    jsonb       not null default '{}' check (pg_column_size(metadata) < 131072),
  producer    text        not null,
  priority    boolean     not null default false,
  state       text        not null check (state in
    ('planned', 'proposed', 'collecting', 'reviewing', 'checking', 'confirming', 'ready', 'published', 'declined')),
  -- Each release is a round of its own.
  round       integer     not null default 1 check (round >= 1),
  rev         integer     not null default 1,
  -- When the step that is being waited for is due; null when nobody's turn it is.
  due_at      timestamptz,
  -- The day of this round's release as it stands in the calendar.
  release_on  date        not null,
  told_late   boolean     not null default false,
  created_at  timestamptz not null
);
create index dataset_waiting on onedata.dataset (state, due_at);
create index dataset_releases on onedata.dataset (release_on);

-- What was done with a dataset: its timeline. Officers act here, so each has the account, for the second person.
create table onedata.step (
  id          uuid        primary key,
  dataset     uuid        not null references onedata.dataset (id),
  round       integer     not null,
  move        text        not null,
  came_from   text        not null,
  came_to     text        not null,
  officer     uuid,
  by_account  uuid,
  duty        text,
  reason      text        check (length(reason) <= 1000),
  -- Whether it was done after its clock had run out.
  late        boolean     not null,
  at          timestamptz not null
);
create index step_of on onedata.step (dataset, id);

-- What a checker found: where, and what is wrong. The producer answers each when handing in again.
create table onedata.finding (
  id          uuid        primary key,
  dataset     uuid        not null references onedata.dataset (id),
  round       integer     not null,
  place       text        not null check (length(place) between 1 and 120),
  says        text        not null check (length(says) between 1 and 1000),
  answer      text        check (length(answer) <= 1000),
  found_at    timestamptz not null,
  answered_at timestamptz,
  closed_at   timestamptz
);
create index finding_of on onedata.finding (dataset, round);

-- What a producer handed in: frozen, so that what is checked is what is published.
create table onedata.delivery (
  id          uuid        primary key,
  dataset     uuid        not null references onedata.dataset (id),
  round       integer     not null,
  content     bytea       not null check (length(content) <= 12582912),
  hash        text        not null,
  rows        integer     not null,
  -- Cells not shown, because they would tell of few people.
  hidden      integer     not null default 0,
  at          timestamptz not null
);
create index delivery_of on onedata.delivery (dataset, id desc);

-- A published version never changes: the table, its schema and its description, under a hash of all three.
create table onedata.version (
  dataset     uuid        not null references onedata.dataset (id),
  number      integer     not null check (number >= 1),
  code        text        not null,
  hash        text        not null,
  content     bytea       not null,
  schema      json        not null,
  description json        not null,
  rows        integer     not null,
  hidden      integer     not null,
  promised_on date        not null,
  published_on date       not null,
  published_at timestamptz not null,
  primary key (dataset, number)
);
create index version_newest on onedata.version (code, number desc);

create function onedata.append_only() returns text[] language sql immutable
  return array['step', 'delivery', 'version'];

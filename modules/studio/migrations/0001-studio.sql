-- A designer's own walk through a draft, as far as it has come. It holds invented people only, and ends with its draft.
create table studio.walk (
  draft   uuid        not null,
  account uuid        not null,
  walk    jsonb       not null,
  at      timestamptz not null,
  primary key (draft, account)
);

-- What a draft would do with the cases of the past. `after` and `tally` are how far the work has come, so that a worker
-- that is killed goes on where the last batch was kept. Nothing in it says whose a case was.
create table studio.simulation (
  id          uuid        primary key,
  draft       uuid        not null,
  revision    integer     not null,
  service     text        not null,
  since       date        not null,
  day         date        not null,
  total       integer,
  after       uuid,
  tally       jsonb       not null,
  begun_at    timestamptz not null,
  finished_at timestamptz,
  fault       text
);
create index simulation_of_draft on studio.simulation (draft, id);

alter table studio.walk enable row level security;
alter table studio.walk force row level security;
create policy own on studio.walk using (kernel.actor_kind() = 'officer' and account = kernel.actor_account());
alter table studio.simulation enable row level security;
alter table studio.simulation force row level security;
create policy desk on studio.simulation using (kernel.actor_kind() in ('system', 'officer'));

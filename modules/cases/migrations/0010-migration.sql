-- Open cases of one version of a service: who plans what happens to them reads them in order.
create index open_case on cases.case (service, version, id) where closed_at is null;

-- Open cases are brought to another version of their service: planned by one officer, approved by another, done in
-- batches. `last` is the case at which the next batch goes on. Holds no personal data.
create table cases.migration (
  id           uuid        primary key,
  service      text        not null,
  from_version integer     not null,
  to_version   integer     not null check (to_version <> from_version),
  mapping      jsonb       not null,
  state        text        not null check (state in ('planned', 'running', 'done')),
  planned_by   uuid        not null,
  planned_at   timestamptz not null,
  approved_by  uuid        check (approved_by <> planned_by),
  approved_at  timestamptz,
  open_cases   integer     not null,
  moved        integer     not null default 0,
  kept         integer     not null default 0,
  last         uuid,
  done_at      timestamptz,
  check ((state = 'planned') = (approved_by is null)),
  check ((state = 'done') = (done_at is not null))
);
-- One at a time for each service, so that no case is moved by two.
create unique index one_running_migration on cases.migration (service) where state = 'running';

-- Cases that stayed on their version, and why: for a person to look at.
create table cases.migration_kept (
  migration uuid        not null references cases.migration (id),
  case_id   uuid        not null references cases.case (id),
  number    text        not null,
  obstacles jsonb       not null,
  primary key (migration, case_id)
);

alter table cases.migration enable row level security;
alter table cases.migration force row level security;
create policy of_the_house on cases.migration using (kernel.actor_kind() in ('system', 'officer'));
alter table cases.migration_kept enable row level security;
alter table cases.migration_kept force row level security;
create policy of_the_house on cases.migration_kept using (kernel.actor_kind() in ('system', 'officer'));

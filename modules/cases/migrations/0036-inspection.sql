-- What was found on the spot: answered on a phone, perhaps hours before it could be sent. Kept as it was written; a
-- report that comes late, because the task is over or somebody else's by now, is kept too and says so.
create table cases.inspection (
  -- Made by the phone, so that what is sent twice is there once.
  id           uuid        primary key,
  case_id      uuid        not null references cases.case (id),
  task         uuid        not null references cases.task (id),
  officer      uuid        not null,
  officer_name text        not null,
  agency       text        not null,
  office       text        not null,
  findings     jsonb       not null,
  place        jsonb,
  note         text,
  -- By the phone's clock, and by ours.
  made_at      timestamptz not null,
  received_at  timestamptz not null,
  late         text        check (late in ('closed', 'reassigned', 'second'))
);
create index inspection_of_case on cases.inspection (case_id);
alter table cases.inspection enable row level security;
alter table cases.inspection force row level security;
create policy written on cases.inspection for insert with check (kernel.actor_kind() = 'officer');
create policy seen on cases.inspection for select using (kernel.actor_kind() = 'system' or (
  kernel.actor_kind() = 'officer' and (select true from cases.case c where c.id = case_id)));
alter table cases.file add column inspection uuid;
create or replace function cases.append_only() returns text[] language sql immutable return array['act', 'inspection'];

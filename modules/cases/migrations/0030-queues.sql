-- What a queue shows beside the plain list: what nobody has taken, one step of the process, what came first, and
-- cases that stand still until the applicant answers. Each is one index, so that a page of it costs the same among a
-- million cases as among ten.
create index free_queue on cases.task (agency, office, role, due_at, id) where closed_at is null and assignee is null;
create index step_queue on cases.task (agency, office, role, step, due_at, id) where closed_at is null;
create index waiting_queue on cases.case (agency, paused_at, id) where paused_at is not null and closed_at is null;

-- A narrowing of the queue that an officer keeps under a name of their own.
create table cases.saved_queue (
  id       uuid        primary key,
  account  uuid        not null,
  officer  uuid        not null,
  title    text        not null,
  asked    jsonb       not null,
  saved_at timestamptz not null
);
create unique index saved_queue_named on cases.saved_queue (officer, lower(title));
alter table cases.saved_queue enable row level security;
alter table cases.saved_queue force row level security;
create policy own on cases.saved_queue using (kernel.actor_kind() = 'officer' and account = kernel.actor_account());

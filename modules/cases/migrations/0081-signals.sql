-- A signal that is sent from outside to all open cases which listen to it: of one service, or of all services of an
-- office. Who is reached is written down when it is sent; each case then hears it in an act of its own, which settles
-- its row in the same transaction, so that no crash loses a case and none hears it twice. Holds no personal data.
create table cases.signal (
  id         uuid        primary key,
  name       text        not null,
  service    text,
  agency     text        not null,
  office     text,
  reason     text        not null,
  sent_by    text,
  state      text        not null check (state in ('running', 'stopped', 'done')),
  sent_at    timestamptz not null,
  ended_at   timestamptz,
  check ((service is null) <> (office is null)),
  check ((state = 'done') = (ended_at is not null))
);
create index signal_of on cases.signal (agency, id);
-- One at a time to the same cases: of two who send it at once, one is told.
create unique index one_running_signal on cases.signal (name, agency, coalesce(service, ''), coalesce(office, ''))
  where state <> 'done';

create table cases.signal_case (
  signal  uuid        not null references cases.signal (id),
  case_id uuid        not null references cases.case (id),
  number  text        not null,
  -- 'passed': it ended or went on meanwhile. 'failed': it could not go on; it can be tried again.
  state   text        not null default 'waiting' check (state in ('waiting', 'heard', 'passed', 'failed')),
  at      timestamptz,
  primary key (signal, case_id)
);
create index signal_waiting on cases.signal_case (signal, case_id) where state in ('waiting', 'failed');

alter table cases.signal enable row level security;
alter table cases.signal force row level security;
create policy of_the_agency on cases.signal using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency()));
alter table cases.signal_case enable row level security;
alter table cases.signal_case force row level security;
create policy of_the_agency on cases.signal_case using (kernel.actor_kind() = 'system'
  or (select true from cases.signal s where s.id = signal));

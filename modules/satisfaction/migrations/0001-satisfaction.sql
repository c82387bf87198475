-- What is counted together: one service of one office, by one channel, in one period, with one instrument. `shown` is the
-- number of answers that figures are made of: it moves in steps, so that no single answer can be told from two figures.
create table satisfaction.cell (
  id         uuid    primary key,
  instrument text    not null,
  period     text    not null,
  service    text    not null,
  title      jsonb   not null,
  agency     text    not null,
  office     text    not null,
  channel    text    not null,
  asked      integer not null default 0,
  answered   integer not null default 0 check (answered between 0 and asked),
  shown      integer not null default 0 check (shown between 0 and answered),
  unique (instrument, period, service, agency, office, channel)
);
create index cell_of_period on satisfaction.cell (period);

-- How often an element got a score in a cell. There is no row of an answer anywhere: what somebody said is only in sums.
create table satisfaction.tally (
  cell    uuid    not null references satisfaction.cell (id),
  element text    not null,
  score   integer not null,
  n       integer not null check (n >= 0),
  shown   integer not null default 0 check (shown between 0 and n),
  primary key (cell, element, score)
);

-- Each closed case is asked once. Whether there was an answer is known, never which.
create table satisfaction.invitation (
  case_id  uuid        primary key,
  cell     uuid        not null references satisfaction.cell (id),
  number   text        not null,
  title    jsonb       not null,
  person   uuid        not null,
  business uuid,
  hat      text        not null check (hat in ('citizen', 'business')),
  asked_at timestamptz not null,
  until    timestamptz not null,
  answered boolean     not null default false
);
create index open_of_person on satisfaction.invitation (person, until) where not answered;
create index open_of_business on satisfaction.invitation (business, until) where not answered and business is not null;

-- What an agency does about what people liked least.
create table satisfaction.follow_up (
  id         uuid        primary key,
  period     text        not null,
  agency     text        not null,
  service    text        not null,
  element    text        not null,
  plan       jsonb       not null,
  due        date        not null,
  planned_at timestamptz not null,
  outcome    jsonb,
  done_at    timestamptz,
  check ((outcome is null) = (done_at is null))
);
create index follow_up_of on satisfaction.follow_up (service, id);

do $$
declare t text;
begin
  foreach t in array array['cell', 'tally', 'invitation'] loop
    execute format('alter table satisfaction.%I enable row level security', t);
    execute format('alter table satisfaction.%I force row level security', t);
  end loop;
end $$;
-- Sums leave the house by its own questions alone, which show what is enough to be shown.
create policy house on satisfaction.cell using (kernel.actor_kind() = 'system');
create policy house on satisfaction.tally using (kernel.actor_kind() = 'system');
create policy own on satisfaction.invitation using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person() and hat = 'citizen'
  when 'business' then business = kernel.actor_business() and hat = 'business'
  else false end);

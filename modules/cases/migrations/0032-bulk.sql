-- The same act on many: written down with a judgement on each before it begins, then carried out one by one, each as
-- an act of its own by the officer who asked. What is done is known by its row, so that a stop or a crash loses and
-- repeats nothing.
create table cases.bulk (
  id         uuid        primary key,
  account    uuid        not null,
  -- Who asked, with the duties and the assurance they had when they did.
  actor      jsonb       not null,
  kind       text        not null check (kind in ('assign', 'balance', 'complete', 'remind', 'note')),
  asked      jsonb       not null,
  state      text        not null default 'prepared' check (state in ('prepared', 'running', 'stopped', 'done')),
  made_at    timestamptz not null,
  started_at timestamptz,
  ended_at   timestamptz
);
create index bulk_of on cases.bulk (account, id);
create table cases.bulk_item (
  bulk        uuid        not null references cases.bulk (id),
  n           integer     not null,
  case_id     uuid        not null references cases.case (id),
  task        uuid,
  label       text        not null,
  number      text        not null,
  target      uuid,
  target_name text,
  state       text        not null check (state in ('ready', 'cannot', 'done', 'refused')),
  -- A message's key.
  why         text,
  at          timestamptz,
  primary key (bulk, n)
);
do $$
declare t text;
begin
  foreach t in array array['bulk', 'bulk_item'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
  end loop;
end $$;
create policy own on cases.bulk using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'officer' and account = kernel.actor_account()));
create policy own on cases.bulk_item using (kernel.actor_kind() = 'system'
  or (select true from cases.bulk b where b.id = bulk));

-- What people ask of the house about their own data. Their words and the answer are sealed under the request's own
-- key: `told` and `answer`. `agency` is the protection officer's.
create table rights.request (
  id         uuid        primary key,
  number     text        not null unique,
  person     uuid        not null,
  agency     text        not null,
  kind       text        not null check (kind in ('access', 'correction', 'restriction', 'erasure', 'objection')),
  told       bytea       not null,
  state      text        not null default 'open' check (state in ('open', 'granted', 'refused', 'withdrawn')),
  opened_at  timestamptz not null,
  due_at     timestamptz not null,
  decided_at timestamptz,
  ground     text,
  answer     bytea,
  -- What was done: records taken away and kept, by kind, with nothing personal in it.
  done       jsonb       not null default '{}',
  check ((state = 'open') = (decided_at is null)),
  check (state <> 'refused' or ground is not null)
);
create index request_of_person on rights.request (person, id);
create index request_open on rights.request (agency, due_at) where state = 'open';
-- One open request of a kind at a time.
create unique index request_once on rights.request (person, kind) where state = 'open';
create table rights.serial (
  kind text    not null,
  year integer not null,
  last integer not null,
  primary key (kind, year)
);

-- People whose data may not be used but where a law orders it.
create table rights.restriction (
  id        uuid        primary key,
  person    uuid        not null,
  request   uuid        not null references rights.request (id),
  agency    text        not null,
  since     timestamptz not null,
  lifted_at timestamptz
);
create unique index restriction_once on rights.restriction (person) where lifted_at is null;

do $$
declare t text;
begin
  foreach t in array array['request', 'restriction'] loop
    execute format('alter table rights.%I enable row level security', t);
    execute format('alter table rights.%I force row level security', t);
    execute format($p$create policy own on rights.%I using (case kernel.actor_kind()
      when 'system' then true
      when 'citizen' then person = kernel.actor_person()
      when 'officer' then agency = kernel.actor_agency()
      else false end)$p$, t);
  end loop;
end $$;

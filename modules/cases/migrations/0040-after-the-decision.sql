-- An application that renews, amends or takes over a permit. Its id is the draft's, and so the case's.
create table cases.permit_change (
  case_id uuid        primary key,
  permit  uuid        not null,
  kind    text        not null check (kind in ('renewed', 'amended', 'transferred')),
  made_at timestamptz not null
);
create index change_of_permit on cases.permit_change (permit);

-- What was decided, each time that it was: by an officer, by the rules, or by the law when nobody did in time.
create table cases.decision (
  id       uuid        primary key,
  case_id  uuid        not null references cases.case (id),
  n        integer     not null check (n between 1 and 100),
  outcome  text        not null check (outcome in ('approved', 'refused')),
  at       timestamptz not null,
  -- A code of the service's list of refusals, its law, and what the officer wrote: conditions, when it was approved.
  reason   text,
  law      text,
  message  text,
  -- Whoever decided; null when the rules or the law did.
  officer  uuid,
  officer_name text,
  agency   text        not null,
  office   text        not null,
  deemed   boolean     not null default false,
  letter   uuid,
  unique (case_id, n),
  unique (case_id, at, outcome),
  check (not deemed or (officer is null and law is not null))
);

-- The law's own clock: when it is to be looked at next, and from when it counts. What it says then is worked out from
-- the case, so no pause can be missed.
create table cases.deemed_clock (
  case_id uuid        primary key references cases.case (id),
  since   timestamptz not null,
  look_at timestamptz not null,
  warned  integer     not null default 0
);
create index deemed_clock_due on cases.deemed_clock (look_at);

-- Somebody does not agree: with a decision, or with what was done to the permit that came of it.
create table cases.objection (
  id        uuid        primary key,
  case_id   uuid        not null references cases.case (id),
  instance  text        not null check (instance in ('objection', 'appeal')),
  decision  uuid        references cases.decision (id),
  permit    uuid,
  measure   uuid,
  -- The objection that an appeal goes on from.
  before    uuid        unique references cases.objection (id),
  grounds   text        not null,
  law       text        not null,
  filed_at  timestamptz not null,
  due_at    timestamptz not null,
  agency    text        not null,
  office    text        not null,
  role      text        not null,
  state     text        not null default 'open' check (state in ('open', 'granted', 'dismissed', 'withdrawn')),
  remedy    text        check (remedy in ('change', 'reopen', 'restore')),
  -- Nobody answered in time: what the law makes of that.
  deemed    boolean     not null default false,
  answer    text,
  closed_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  check ((decision is null) = (measure is not null) and (permit is null) = (measure is null)),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'granted') = (remedy is not null))
);
create unique index one_open_objection on cases.objection (case_id) where state = 'open';
-- A decision or measure is objected to once; after that there is the appeal.
create unique index one_objection_to_decision on cases.objection (decision) where instance = 'objection' and state <> 'withdrawn';
create unique index one_objection_to_measure on cases.objection (measure) where instance = 'objection' and state <> 'withdrawn';
create index objection_due on cases.objection (due_at) where state = 'open';
create index objection_queue on cases.objection (agency, office, due_at, id) where state = 'open';
create index objection_of_case on cases.objection (case_id, id);

-- The applicant is heard.
create table cases.hearing (
  id         uuid        primary key,
  case_id    uuid        not null references cases.case (id),
  at         timestamptz not null,
  place      text        not null,
  matter     text        not null,
  agency     text        not null,
  office     text        not null,
  officer    uuid        not null,
  officer_name text      not null,
  invited_at timestamptz not null,
  state      text        not null default 'invited' check (state in ('invited', 'held', 'cancelled')),
  -- Who came: [{"name", "as", "came"}].
  attendance jsonb       not null default '[]',
  minutes    text,
  document   uuid,
  held_at    timestamptz,
  check ((state = 'held') = (minutes is not null))
);
create index hearing_of_case on cases.hearing (case_id, id);

do $$
declare t text;
begin
  foreach t in array array['permit_change', 'decision', 'deemed_clock', 'objection', 'hearing'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format($p$create policy seen on cases.%I using (
      kernel.actor_kind() = 'system' %s or (select true from cases.case c where c.id = case_id))
      with check (kernel.actor_kind() in ('system', 'citizen', 'business', 'officer'))$p$, t,
      case t
        when 'permit_change' then 'or (select true from cases.draft d where d.id = case_id)'
        when 'objection' then 'or (kernel.actor_kind() = ''officer'' and agency = kernel.actor_agency())'
        else '' end);
  end loop;
end $$;

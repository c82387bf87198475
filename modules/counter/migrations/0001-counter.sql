-- Somebody stands at the counter, or sits with a village officer: who helps whom, how the person agreed, what became of it.
create table counter.visit (
  id           uuid        primary key,
  person       uuid        not null,
  officer      uuid        not null,
  officer_name text        not null,
  agency       text        not null,
  office       text        not null,
  service      text        not null,
  title        jsonb       not null,
  state        text        not null check (state in ('opened', 'confirmed', 'over', 'objected')),
  -- How the person agreed: by the code that only they were sent, or by a paper that they signed.
  means        text        check (means in ('code', 'paper')),
  code_hash    bytea,
  code_until   timestamptz,
  tries        integer     not null default 0,
  paper        jsonb,
  opened_at    timestamptz not null,
  confirmed_at timestamptz,
  until        timestamptz,
  draft        uuid,
  assistance   uuid,
  objected_at  timestamptz,
  objection    text,
  check ((means is null) = (confirmed_at is null)),
  check ((means = 'paper') = (paper is not null) or means is null),
  check (draft is null or confirmed_at is not null),
  check ((objected_at is null) = (objection is null))
);
create index visit_of_person on counter.visit (person, id);
create index visit_of_office on counter.visit (agency, office, id);
create unique index visit_of_draft on counter.visit (draft) where draft is not null;
alter table counter.visit enable row level security;
alter table counter.visit force row level security;
create policy own on counter.visit using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person()
  when 'officer' then agency = kernel.actor_agency() or kernel.actor_oversight()
  else false end);

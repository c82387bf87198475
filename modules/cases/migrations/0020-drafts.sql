-- hands: by page, the word of the form that saved it last, so that a page that was saved from elsewhere meanwhile is
--   noticed and a second press of the same form is not.
-- warned, warned_at: the last notice that was sent before it goes, in days, and when; null from each save on.
-- assisted: an officer has worked on it at a counter; the application's history will say so.
alter table cases.draft
  add column hands    jsonb    not null default '{}',
  add column warned   smallint,
  add column warned_at timestamptz,
  add column assisted boolean  not null default false;
create index draft_by_age on cases.draft (saved_at) where state = 'open';

-- The code by which a draft is found again: looked up by a keyed hash, shown to its owner out of the seal.
create table cases.resume_code (
  draft      uuid        primary key references cases.draft (id),
  person     uuid        not null,
  business   uuid,
  hat        text        not null,
  hash       bytea       not null unique,
  sealed     bytea       not null,
  expires_at timestamptz not null
);

-- An officer at a counter helps with a draft: asked, agreed to by the person's one-time code, over.
create table cases.assistance (
  id         uuid        primary key,
  draft      uuid        not null references cases.draft (id),
  person     uuid        not null,
  business   uuid,
  hat        text        not null,
  officer    uuid        not null,
  officer_name text      not null,
  agency     text        not null,
  office     text        not null,
  hash       bytea,
  state      text        not null check (state in ('asked', 'open', 'over')),
  asked_at   timestamptz not null,
  opened_at  timestamptz,
  expires_at timestamptz not null
);
create index assistance_of_draft on cases.assistance (draft, id);

-- Words of a page that was sent after its session had ended. Whoever signs in and owns the draft gets them back.
create table cases.rescued (
  hash       bytea       primary key,
  subject    uuid        not null,
  draft      uuid        not null,
  page       text        not null,
  sealed     bytea       not null,
  expires_at timestamptz not null
);
create index rescued_over on cases.rescued (expires_at);

alter table cases.resume_code enable row level security;
alter table cases.resume_code force row level security;
alter table cases.assistance enable row level security;
alter table cases.assistance force row level security;
alter table cases.rescued enable row level security;
alter table cases.rescued force row level security;
create policy own on cases.resume_code using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person() and hat = 'citizen'
  when 'business' then business = kernel.actor_business()
  else false end);
create policy own on cases.assistance using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person() and hat = 'citizen'
  when 'business' then business = kernel.actor_business()
  -- Which officer of the agency it is, is asked by the policy of each act: the database knows accounts, not duties.
  when 'officer' then agency = kernel.actor_agency()
  else false end);
create policy house on cases.rescued using (kernel.actor_kind() = 'system');

-- An office sees a draft and its photos while the person lets it. Policies of their own, beside those that there are.
create policy helped on cases.draft using (kernel.actor_kind() = 'officer'
  and (select true from cases.assistance a where a.draft = draft.id and a.state = 'open' limit 1));
create policy helped on cases.file using (kernel.actor_kind() = 'officer'
  and (select true from cases.assistance a where a.draft = file.draft and a.state = 'open' limit 1));

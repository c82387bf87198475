-- Somebody else agrees before an application is handed in: a spouse, the owner of the land, a guardian. While it waits
-- for them the draft is 'signing' and does not change, so that what was agreed to is what is handed in.
alter table cases.draft drop constraint draft_state_check;
alter table cases.draft add constraint draft_state_check check (state in ('open', 'signing', 'handed-in', 'dropped'));

create table cases.cosign (
  id          uuid        primary key,
  draft       uuid        not null references cases.draft (id),
  role        text        not null,
  -- The applicant, as on the draft; and the one who is asked.
  person      uuid        not null,
  business    uuid,
  hat         text        not null,
  signer      uuid        not null,
  -- SHA-256 of exactly what the signer was shown.
  content     text        not null,
  state       text        not null check (state in ('asked', 'agreed', 'declined', 'lapsed', 'recalled')),
  reason      text,
  reminded    boolean     not null default false,
  asked_at    timestamptz not null,
  lapses_at   timestamptz not null,
  answered_at timestamptz
);
create index cosign_of_draft on cases.cosign (draft, id);
create index cosign_of_signer on cases.cosign (signer, id) where state = 'asked';
create index cosign_lapses on cases.cosign (lapses_at) where state = 'asked';
create unique index cosign_open on cases.cosign (draft, role) where state = 'asked';
alter table cases.cosign enable row level security;
alter table cases.cosign force row level security;
create policy own on cases.cosign using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then (person = kernel.actor_person() and hat = 'citizen') or signer = kernel.actor_person()
  when 'business' then business = kernel.actor_business()
  when 'officer' then (select true from cases.assistance a where a.draft = cosign.draft and a.state = 'open' limit 1)
  else false end);

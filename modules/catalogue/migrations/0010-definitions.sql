-- From when a version is in force, when that is not at once: until then the one before it is. And the very files that it was made of, so that
-- what was published can be taken out again as it was written.
alter table catalogue.service_version
  add column agency text,
  add column in_force_from timestamptz,
  add column files json;
update catalogue.service_version set agency = definition ->> 'agency';
alter table catalogue.service_version alter column agency set not null;

-- The publishing agency's signature over code, version and hash: anybody can check it.
create table catalogue.signature (
  code       text        not null,
  version    integer     not null,
  agency     text        not null,
  content    text        not null,
  signature  bytea       not null,
  public_key bytea       not null,
  at         timestamptz not null,
  primary key (code, version),
  foreign key (code, version) references catalogue.service_version (code, version)
);

-- A version that is offered no longer. Cases and drafts that began with it go on; the version before does not come back.
create table catalogue.withdrawal (
  code    text        not null,
  version integer     not null,
  reason  jsonb       not null,
  officer uuid        not null,
  at      timestamptz not null,
  primary key (code, version),
  foreign key (code, version) references catalogue.service_version (code, version)
);

-- What a designer works on; several may be open for one service. Its files are in its revisions.
create table catalogue.draft (
  id         uuid        primary key,
  code       text        not null,
  agency     text        not null,
  state      text        not null default 'draft' check (state in ('draft', 'in-review', 'returned', 'approved', 'published', 'dropped')),
  revision   integer     not null,
  -- The version that it began from; null for a new service.
  based_on   integer,
  opened_at  timestamptz not null,
  changed_at timestamptz not null
);
create index draft_open on catalogue.draft (agency, id) where state not in ('published', 'dropped');

create table catalogue.revision (
  draft  uuid        not null references catalogue.draft (id),
  number integer     not null,
  files  json        not null,
  note   text        not null,
  -- The account: who wrote, in whatever office, may not review.
  writer uuid        not null,
  name   text        not null,
  at     timestamptz not null,
  primary key (draft, number)
);

create table catalogue.review (
  draft    uuid        not null references catalogue.draft (id),
  revision integer     not null,
  verdict  text        not null check (verdict in ('approved', 'returned')),
  remarks  jsonb       not null,
  reviewer uuid        not null,
  name     text        not null,
  at       timestamptz not null,
  primary key (draft, revision),
  foreign key (draft, revision) references catalogue.revision (draft, number)
);

-- Folders of the government's own files that could not be published, for the administrator.
create table catalogue.file_fault (
  folder   text        primary key,
  faults   text[]      not null,
  found_at timestamptz not null
);

-- What is not published is the government's own affair.
alter table catalogue.draft enable row level security;
alter table catalogue.draft force row level security;
create policy officers on catalogue.draft using (kernel.actor_kind() in ('system', 'officer'));
alter table catalogue.revision enable row level security;
alter table catalogue.revision force row level security;
create policy officers on catalogue.revision using (kernel.actor_kind() in ('system', 'officer'));
alter table catalogue.review enable row level security;
alter table catalogue.review force row level security;
create policy officers on catalogue.review using (kernel.actor_kind() in ('system', 'officer'));

create or replace function catalogue.append_only() returns text[] language sql immutable
  return array['service_version', 'signature', 'withdrawal', 'revision', 'review'];

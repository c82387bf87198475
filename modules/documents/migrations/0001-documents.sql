-- The example authority's keys: private parts wrapped by the master key.
create table documents.key (
  name        text        primary key,
  wrapped     bytea       not null,
  certificate bytea       not null,
  issuer      text        references documents.key (name),
  made_at     timestamptz not null
);
create table documents.series (
  kind text    not null,
  year integer not null,
  last integer not null,
  primary key (kind, year)
);
-- A document that people hold. It is numbered when it is opened, valid once it is sealed; what was
-- sealed never changes, it can only be revoked.
create table documents.document (
  id          uuid        primary key,
  code        text        not null unique,
  number      text        not null unique,
  kind        text        not null,
  title       jsonb       not null,
  subject     text        not null,
  person      uuid        not null,
  business    uuid,
  holder      text        not null,
  agency      text        not null,
  state       text        not null check (state in ('making', 'valid', 'revoked')),
  content     jsonb       not null,
  sha256      text        unique,
  store       text,
  bytes       integer,
  signers     jsonb       not null default '[]',
  opened_at   timestamptz not null,
  issued_at   timestamptz,
  valid_until date        not null,
  revoked_at  timestamptz,
  revoked_by  uuid,
  reason      text,
  unique (subject, kind),
  check ((state = 'making') = (sha256 is null))
);
create index document_of_person on documents.document (person, id);
create index document_of_business on documents.document (business, id) where business is not null;

do $$
declare t text;
begin
  foreach t in array array['key', 'document'] loop
    execute format('alter table documents.%I enable row level security', t);
    execute format('alter table documents.%I force row level security', t);
    execute format('create policy house on documents.%I using (kernel.actor_kind() = ''system'')', t);
  end loop;
end $$;
create policy own on documents.document using (
  (kernel.actor_kind() = 'citizen' and person = kernel.actor_person())
  or (kernel.actor_kind() = 'business' and business = kernel.actor_business()));
create policy office on documents.document using (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency());

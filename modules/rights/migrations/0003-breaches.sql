-- A breach of people's data: when, through which questions, accounts and agencies, and what is done about it. Whom it
-- touches is counted from the receipts of reads.
create table rights.breach (
  id          uuid        primary key,
  number      text        not null unique,
  agency      text        not null,
  from_at     timestamptz not null,
  until_at    timestamptz not null check (until_at > from_at),
  queries     text[]      not null,
  agencies    text[]      not null,
  accounts    uuid[]      not null,
  what        text        not null,
  data        text        not null,
  measures    text        not null,
  opened_at   timestamptz not null,
  due_at      timestamptz not null,
  counted_at  timestamptz,
  told_agency timestamptz,
  reference   text,
  letters     text        not null default 'none' check (letters in ('none', 'sending', 'sent')),
  closed_at   timestamptz
);
create table rights.breach_person (
  breach  uuid        not null references rights.breach (id),
  person  uuid        not null,
  reads   integer     not null,
  told_at timestamptz,
  primary key (breach, person)
);
create index breach_untold on rights.breach_person (breach) where told_at is null;
alter table rights.breach_person enable row level security;
alter table rights.breach_person force row level security;
create policy own on rights.breach_person using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'citizen' and person = kernel.actor_person()));

-- Looks of an officer on one day that a rule found odd. They prove nothing until somebody has looked into them.
create table rights.look (
  id         uuid        primary key,
  desk       text        not null,
  day        date        not null,
  account    uuid        not null,
  agency     text        not null,
  office     text        not null,
  kind       text        not null,
  counted    integer     not null,
  state      text        not null default 'opened' check (state in ('opened', 'explained', 'breach')),
  found_at   timestamptz not null,
  settled_at timestamptz,
  words      text,
  unique (day, account, agency, office, kind),
  check ((state = 'opened') = (settled_at is null))
);
create index look_by_desk on rights.look (desk, state, id desc);
alter table rights.look enable row level security;
alter table rights.look force row level security;
create policy desk on rights.look using (kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'officer' and desk = kernel.actor_agency()));

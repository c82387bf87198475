-- The public log: every journal row is a leaf, in the order the relay handed it over. No personal data:
-- a leaf is a commitment that says nothing to who lacks the row and its salt.
create table transparency.entry (
  index      bigint primary key,
  journal    uuid   not null unique,
  commitment bytea  not null check (length(commitment) = 32)
);
-- Roots of full subtrees of 256, 65,536 ... leaves: what tiles above the lowest are made of.
create table transparency.node (
  level smallint not null check (level >= 1),
  index bigint   not null,
  hash  bytea    not null check (length(hash) = 32),
  primary key (level, index)
);
-- Where the tree ends: its size and the roots of the full subtrees along its right edge, largest first.
create table transparency.tree (
  one  boolean primary key default true check (one),
  size bigint  not null,
  edge bytea[] not null
);
insert into transparency.tree (size, edge) values (0, '{}');
-- What was signed: nobody who has seen one can be shown another past.
create table transparency.checkpoint (
  size bigint      primary key,
  root bytea       not null,
  note text        not null,
  at   timestamptz not null
);
create table transparency.key (
  name    text        primary key,
  wrapped bytea       not null,
  public  bytea       not null,
  made_at timestamptz not null
);
alter table transparency.key enable row level security;
alter table transparency.key force row level security;
-- One key: a second one made at the same moment is turned away.
create unique index one_key on transparency.key ((true));
create policy house on transparency.key using (kernel.actor_kind() = 'system');

create function transparency.append_only() returns text[] language sql immutable
  return array['entry', 'node', 'checkpoint', 'key'];

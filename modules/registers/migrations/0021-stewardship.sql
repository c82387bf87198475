-- Registers made in the browser, what records lead to, which may be twins, and by which authority one was corrected.

alter table registers.record
  add column authority text check (length(authority) between 1 and 200),
  -- What twins are found by, when the register has a rule for them.
  add column likeness text check (length(likeness) between 1 and 500);
alter table registers.record_version add column authority text;
create index record_likeness on registers.record using gin (likeness public.gin_trgm_ops) where likeness is not null;

-- What a record leads to: a person, a business, a region (by its code), or a record of the register that `kind` names.
create table registers.link (
  record  uuid not null references registers.record,
  field   text not null,
  kind    text not null,
  target  text not null check (length(target) between 1 and 80),
  on_end  text not null check (on_end in ('restrict', 'cascade', 'orphan')),
  primary key (record, field)
);
create index link_to on registers.link (kind, target);

-- Two records that may be one. What a human said of them is kept: they are not offered again.
create table registers.twin (
  register  text        not null,
  one       uuid        not null references registers.record,
  other     uuid        not null references registers.record,
  likeness  real        not null,
  found_at  timestamptz not null,
  verdict   text        check (verdict in ('same', 'different')),
  reason    text        check (length(reason) between 3 and 300),
  officer   uuid,
  judged_at timestamptz,
  primary key (one, other),
  check (one < other),
  check (num_nonnulls(verdict, reason, judged_at) in (0, 3))
);
create index twin_open on registers.twin (register, found_at) where verdict is null;

-- What a steward works on. What is saved is the file itself, as it would lie in the government's folder.
create table registers.draft (
  id         uuid        primary key,
  code       text        not null check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  agency     text        not null,
  state      text        not null default 'draft' check (state in ('draft', 'in-review', 'returned', 'approved', 'published', 'dropped')),
  revision   integer     not null,
  opened_at  timestamptz not null,
  changed_at timestamptz not null
);
create index register_draft_open on registers.draft (agency, id) where state not in ('published', 'dropped');

create table registers.revision (
  draft  uuid        not null references registers.draft,
  number integer     not null,
  file   text        not null check (length(file) <= 200000),
  -- The account: who wrote, in whatever office, may not review.
  writer uuid        not null,
  name   text        not null,
  at     timestamptz not null,
  primary key (draft, number)
);

create table registers.review (
  draft    uuid        not null,
  revision integer     not null,
  verdict  text        not null check (verdict in ('approved', 'returned')),
  remark   text        not null check (length(remark) <= 2000),
  reviewer uuid        not null,
  name     text        not null,
  at       timestamptz not null,
  primary key (draft, revision),
  foreign key (draft, revision) references registers.revision (draft, number)
);

alter table registers.link enable row level security;
alter table registers.link force row level security;
create policy seen on registers.link using (kernel.actor_kind() in ('system', 'officer'));
alter table registers.twin enable row level security;
alter table registers.twin force row level security;
create policy seen on registers.twin using (kernel.actor_kind() in ('system', 'officer'));
alter table registers.draft enable row level security;
alter table registers.draft force row level security;
create policy officers on registers.draft using (kernel.actor_kind() in ('system', 'officer'));
alter table registers.revision enable row level security;
alter table registers.revision force row level security;
create policy officers on registers.revision using (kernel.actor_kind() in ('system', 'officer'));
alter table registers.review enable row level security;
alter table registers.review force row level security;
create policy officers on registers.review using (kernel.actor_kind() in ('system', 'officer'));

-- Records that read much like this one: row security would keep the trigram index from being used, so the same filter
-- stands here.
create function registers.alike(of_register text, asked text, enough real, most integer)
returns table (id uuid, likeness real) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if coalesce(kernel.actor_kind(), '') not in ('system', 'officer') then return; end if;
  perform set_config('pg_trgm.similarity_threshold', enough::text, true);
  return query select r.id, similarity(r.likeness, asked) from registers.record r
    where r.register = of_register and r.ended_on is null and r.likeness % asked
    order by similarity(r.likeness, asked) desc, r.id limit most;
end $$;

create or replace function registers.append_only() returns text[] language sql immutable
  return array['definition', 'record_version', 'revision', 'review'];

-- A room for the kernel's own tests: people write lines, each sees their own.
create table guestbook.line (
  id     uuid primary key,
  person uuid not null,
  agency text not null,
  words  text not null,
  closed boolean not null default false
);
alter table guestbook.line enable row level security;
alter table guestbook.line force row level security;
create policy own on guestbook.line using (
  kernel.actor_kind() = 'system'
  or person = kernel.actor_person()
  or (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency()));
create unique index one_open_line on guestbook.line (person) where not closed;

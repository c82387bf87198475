-- One legal inbox. A message is to a person, or to a business (all who hold its mandate read it).
create table messages.message (
  id         uuid        primary key,
  person     uuid,
  business   uuid,
  kind       text        not null,
  title      jsonb       not null,
  body       jsonb       not null,
  link       text,
  about      text,
  sent_at    timestamptz not null,
  read_at    timestamptz,
  check ((person is null) <> (business is null))
);
create index message_to_person on messages.message (person, id) where person is not null;
create index message_to_business on messages.message (business, id) where business is not null;
alter table messages.message enable row level security;
alter table messages.message force row level security;
create policy own on messages.message using (
  kernel.actor_kind() = 'system'
  or (kernel.actor_kind() = 'citizen' and person = kernel.actor_person())
  or (kernel.actor_kind() = 'business' and business = kernel.actor_business()));

-- A copy that leaves the house. The address is sealed under the message's own key, and the key is
-- destroyed once the copy is sent or given up: what stays is that it was sent.
create table messages.delivery (
  id         uuid        primary key,
  message    uuid        not null references messages.message (id),
  channel    text        not null check (channel in ('mail')),
  address    bytea,
  locale     text        not null,
  state      text        not null check (state in ('queued', 'sent', 'failed', 'not-configured')),
  attempts   integer     not null default 0,
  fault      text,
  changed_at timestamptz not null
);
create index delivery_by_message on messages.delivery (message);
alter table messages.delivery enable row level security;
alter table messages.delivery force row level security;
create policy house on messages.delivery using (kernel.actor_kind() = 'system');

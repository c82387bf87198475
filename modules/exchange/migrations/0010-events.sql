-- To be told of changes: what happened, who wants to hear of it, and what is still on its way to whom.

-- A kind of event that a system publishes is a service of its own, so that agreements open it field by field as any other.
alter table exchange.service drop constraint service_kind_check;
alter table exchange.service add constraint service_kind_check check (kind in ('register', 'http', 'events'));
alter table exchange.service add column schema jsonb check ((kind = 'events') = (schema is not null));

-- Where a system takes what is sent to it. Set by an officer: who steals a system's key cannot send its events elsewhere.
create table exchange.callback (
  system   uuid        primary key references exchange.system,
  address  text        not null check (length(address) <= 300),
  set_at   timestamptz not null
);

create table exchange.subscription (
  id           uuid        primary key,
  consumer     uuid        not null references exchange.system,
  service      uuid        not null references exchange.service,
  provider     uuid        not null references exchange.system,
  delivery     text        not null check (delivery in ('push', 'pull')),
  -- One at a time for the whole subscription, not only for each subject.
  fifo         boolean     not null,
  ttl_seconds  integer     not null check (ttl_seconds between 60 and 31536000),
  state        text        not null check (state in ('active', 'paused', 'ended')),
  -- The circuit: failures in a row, and until when its callback is left alone.
  failures     integer     not null default 0,
  rests_until  timestamptz,
  fault        text,
  made_at      timestamptz not null,
  ended_at     timestamptz,
  reason       text
);
create unique index subscribed_once on exchange.subscription (consumer, service) where state <> 'ended';
create index subscription_of_service on exchange.subscription (service) where state <> 'ended';

-- What happened, in the order in which the house was told (`n`). Of a register: which record and which fields, never what
-- they say. What a system published is sealed under the event's own key.
create table exchange.event (
  id        uuid        primary key,
  n         bigint      generated always as identity unique,
  service   uuid        not null references exchange.service,
  kind      text        not null check (kind in ('made', 'changed', 'ended', 'published')),
  subject   text        not null,
  fields    text[]      not null default '{}',
  sealed    bytea,
  at        timestamptz not null,
  spread    boolean     not null default false,
  stopped   boolean     not null default false,
  check ((kind = 'published') = (sealed is not null))
);
create index event_unspread on exchange.event (n) where not spread;
create index event_by_age on exchange.event (at);

-- One event on its way to one subscriber. It stays until it was taken, or refused for good and somebody has looked at it.
create table exchange.delivery (
  event         uuid        not null references exchange.event,
  subscription  uuid        not null references exchange.subscription,
  n             bigint      not null,
  subject       text        not null,
  state         text        not null check (state in ('waiting', 'done', 'dead', 'dropped')),
  tries         integer     not null default 0,
  next_at       timestamptz not null,
  -- Somebody is at it until then; whoever died meanwhile is followed by another.
  leased_until  timestamptz,
  expires_at    timestamptz not null,
  fault         text,
  done_at       timestamptz,
  primary key (subscription, event)
);
create index delivery_in_line on exchange.delivery (subscription, n) where state = 'waiting';
create index delivery_of_subject on exchange.delivery (subscription, subject, n) where state in ('waiting', 'dead');
create index delivery_dead on exchange.delivery (subscription, n) where state = 'dead';
create index delivery_settled on exchange.delivery (event);

do $$
declare t text;
begin
  foreach t in array array['callback', 'subscription', 'event', 'delivery'] loop
    execute format('alter table exchange.%I enable row level security', t);
    execute format('alter table exchange.%I force row level security', t);
    execute format('create policy house on exchange.%I using (kernel.actor_kind() in (''system'', ''machine''))', t);
  end loop;
end $$;

-- Officers of both sides see how it goes, never what is in it.
create policy owner on exchange.callback using (
  kernel.actor_kind() = 'officer' and system in (select id from exchange.system where agency = kernel.actor_agency()));
create policy party on exchange.subscription using (
  kernel.actor_kind() = 'officer' and (consumer in (select id from exchange.system where agency = kernel.actor_agency())
    or provider in (select id from exchange.system where agency = kernel.actor_agency())));
create policy party on exchange.delivery using (
  kernel.actor_kind() = 'officer' and subscription in (select id from exchange.subscription));
create policy party on exchange.event for select using (
  kernel.actor_kind() = 'officer' and id in (select event from exchange.delivery));

-- What a system does at the gateway for itself.
create policy published on exchange.service for insert with check (kernel.actor_kind() = 'machine' and kind = 'events');
create policy withdrawn on exchange.service for update using (kernel.actor_kind() = 'machine' and kind = 'events');
create policy itself on exchange.system for select using (kernel.actor_kind() = 'machine');

-- A message of the gateway's own services: is its id new?
create function exchange.fresh(of_system uuid, message text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  fresh boolean;
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into exchange.seen values (of_system, message, at) on conflict do nothing;
  fresh := found;
  return fresh and not exists (
    select from exchange.message m where m.consumer_system = of_system and m.message_id = message);
end $$;

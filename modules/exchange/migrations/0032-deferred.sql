-- Questions whose answer is fetched later (RFC 7240, respond-async). Question and answer are sealed under the row's own key, which is
-- destroyed when the answer was taken or its time is over.
create table exchange.deferred (
  id            uuid        primary key,
  consumer      uuid        not null references exchange.system,
  provider      uuid        not null references exchange.system,
  service       uuid        not null references exchange.service,
  agreement     uuid        references exchange.agreement,
  message_id    text        not null,
  -- The endpoint's pattern, never what stood in the address.
  endpoint      text        not null,
  question      bytea       not null,
  answer        bytea,
  state         text        not null check (state in ('waiting', 'answered', 'dead', 'dropped')),
  -- What is tried next: to ask the provider, or to post the answer to the consumer's own address.
  step          text        not null check (step in ('ask', 'post')),
  tries         integer     not null default 0,
  next_at       timestamptz not null,
  -- Somebody is at it until then; whoever died meanwhile is followed by another.
  leased_until  timestamptz,
  expires_at    timestamptz not null,
  status        integer,
  fault         text,
  asked_at      timestamptz not null,
  settled_at    timestamptz,
  -- A message is taken once, also when its id was forgotten elsewhere.
  unique (consumer, message_id)
);
create index deferred_due on exchange.deferred (next_at) where state = 'waiting';
create index deferred_waiting on exchange.deferred (consumer) where state in ('waiting', 'dead');
create index deferred_by_age on exchange.deferred (expires_at);

alter table exchange.deferred enable row level security;
alter table exchange.deferred force row level security;
create policy house on exchange.deferred using (kernel.actor_kind() in ('system', 'machine'));
create policy party on exchange.deferred using (
  kernel.actor_kind() = 'officer' and (consumer in (select id from exchange.system where agency = kernel.actor_agency())
    or provider in (select id from exchange.system where agency = kernel.actor_agency())));

-- The exchange between agencies: who takes part, by which agreement, and what was handed over.

-- A system of a member (X-Road: subsystem): an application of an agency, of a business, or of another government.
create table exchange.system (
  id           uuid        primary key,
  instance     text        not null check (instance ~ '^[A-Za-z0-9._-]{1,60}$'),
  member_class text        not null check (member_class ~ '^[A-Za-z0-9._-]{1,60}$'),
  member       text        not null check (member ~ '^[A-Za-z0-9._-]{1,60}$'),
  system       text        not null check (system ~ '^[A-Za-z0-9._-]{1,60}$'),
  name         jsonb       not null,
  -- Of one's own agencies and businesses: who speaks for it here.
  agency       text,
  business     uuid,
  -- Where to write when something is wrong with it. Of an office, never of a person.
  contact      text        not null default '',
  state        text        not null check (state in ('asked', 'active', 'refused', 'suspended')),
  asked_by     uuid,
  asked_at     timestamptz not null,
  decided_by   uuid,
  decided_at   timestamptz,
  reason       text,
  unique (instance, member_class, member, system)
);
create index system_of_agency on exchange.system (agency) where agency is not null;

-- Keys by which a system signs. A house that hosts the system holds the private half too, wrapped by the master key.
create table exchange.key (
  id          text        primary key,
  system      uuid        not null references exchange.system,
  algorithm   text        not null,
  public      text        not null,
  wrapped     bytea,
  made_at     timestamptz not null,
  revoked_at  timestamptz
);
create index key_of_system on exchange.key (system);

-- What a system offers: a register of this house, or an API of the agency's own that is put behind the gateway.
create table exchange.service (
  id          uuid        primary key,
  system      uuid        not null references exchange.system,
  code        text        not null check (code ~ '^[A-Za-z0-9._-]{1,60}$'),
  title       jsonb       not null,
  kind        text        not null check (kind in ('register', 'http')),
  register    text,
  -- Of an API: where it stands, what it offers, and where it names the person whom a call is about.
  address     text,
  endpoints   jsonb       not null default '[]',
  openapi     jsonb,
  about       jsonb,
  fields      text[]      not null default '{}',
  timeout_ms  integer     not null default 10000 check (timeout_ms between 100 and 60000),
  state       text        not null check (state in ('offered', 'withdrawn')),
  changed_at  timestamptz not null,
  unique (system, code),
  check ((kind = 'register') = (register is not null)),
  check ((kind = 'http') = (address is not null))
);

-- Who may use what, for what, until when: signed by both sides.
create table exchange.agreement (
  id          uuid        primary key,
  number      text        not null unique,
  consumer    uuid        not null references exchange.system,
  service     uuid        not null references exchange.service,
  provider    uuid        not null references exchange.system,
  fields      text[]      not null,
  endpoints   jsonb       not null default '[]',
  -- A code of the record of processing, and why it is needed in words.
  purpose     text        not null,
  why         text        not null check (length(why) between 10 and 1000),
  law         text        not null check (length(law) between 3 and 300),
  daily       integer     not null check (daily between 1 and 100000000),
  starts_on   date        not null,
  expires_on  date        not null check (expires_on > starts_on),
  -- When people see that their data was read by it: "now", "oversight", or after so many days.
  visible     text        not null check (visible ~ '^(now|oversight|days:[0-9]{1,4})$'),
  state       text        not null check (state in ('proposed', 'active', 'refused', 'ended')),
  -- The text that both sign, and its hash.
  content     text        not null,
  hash        text        not null,
  consumer_signature jsonb not null,
  provider_signature jsonb,
  proposed_at timestamptz not null,
  decided_at  timestamptz,
  ended_at    timestamptz,
  reason      text
);
create index agreement_of_consumer on exchange.agreement (consumer, service) where state = 'active';
create index agreement_of_provider on exchange.agreement (provider, id);
create table exchange.agreement_serial (year integer primary key, last bigint not null);

-- Ids of messages that came in, so that none is taken twice. Forgotten once a signature of that age is refused anyway.
create table exchange.seen (
  system  uuid        not null,
  message text        not null,
  at      timestamptz not null,
  primary key (system, message)
);
create index seen_by_age on exchange.seen (at);

-- What was asked and answered: with both signatures and what they were made over, so that each side can prove to a third
-- party that this was returned to that question, then. Bodies are not kept; the digests are.
create table exchange.message (
  id                 uuid        primary key,
  message_id         text        not null,
  role               text        not null check (role in ('provider', 'client')),
  consumer           text        not null,
  consumer_system    uuid,
  provider           text        not null,
  service            text        not null,
  agreement          uuid,
  method             text        not null,
  -- The endpoint's pattern, never what stood in the address.
  endpoint           text        not null,
  request_in         timestamptz not null,
  request_out        timestamptz,
  response_in        timestamptz,
  response_out       timestamptz not null,
  status             integer     not null,
  fault              text,
  fault_detail       text,
  request_size       bigint      not null,
  response_size      bigint      not null,
  request_hash       text        not null,
  request_base       text,
  request_signature  text,
  request_key        text,
  response_base      text,
  response_signature text,
  response_key       text,
  issue              text,
  user_id            text,
  represented        text
);
create index message_by_day on exchange.message (agreement, request_in);
create index message_by_id on exchange.message (consumer_system, message_id);
create index message_newest on exchange.message (request_in);

do $$
declare t text;
begin
  foreach t in array array['system', 'key', 'service', 'agreement', 'agreement_serial', 'seen', 'message'] loop
    execute format('alter table exchange.%I enable row level security', t);
    execute format('alter table exchange.%I force row level security', t);
    execute format('create policy house on exchange.%I using (kernel.actor_kind() = ''system'')', t);
  end loop;
end $$;
-- The directory is public; keys that the house holds are wrapped, and asked for by the house alone.
create policy seen on exchange.system for select using (state in ('active', 'suspended') or kernel.actor_kind() in ('officer', 'business'));
create policy seen on exchange.service for select using (true);
create policy asked on exchange.system for insert with check (kernel.actor_kind() in ('officer', 'business') and state = 'asked');
create policy decided on exchange.system for update using (kernel.actor_kind() = 'officer');
create policy seen on exchange.key for select using (true);
create policy brought on exchange.key for insert with check (kernel.actor_kind() in ('officer', 'business'));
create policy revoked on exchange.key for update using (kernel.actor_kind() in ('officer', 'business'));
create policy offered on exchange.service for insert with check (
  kernel.actor_kind() = 'officer' and system in (select id from exchange.system where agency = kernel.actor_agency()));
create policy mended on exchange.service for update using (
  kernel.actor_kind() = 'officer' and system in (select id from exchange.system where agency = kernel.actor_agency()));
create policy party on exchange.agreement for select using (true);
create policy proposed on exchange.agreement for insert with check (kernel.actor_kind() in ('officer', 'business') and state = 'proposed');
create policy signed on exchange.agreement for update using (
  kernel.actor_kind() = 'officer' and (consumer in (select id from exchange.system where agency = kernel.actor_agency())
    or provider in (select id from exchange.system where agency = kernel.actor_agency())));
create policy numbered on exchange.agreement_serial using (kernel.actor_kind() in ('officer', 'business'));
create policy party on exchange.message for select using (
  kernel.actor_oversight()
  or (kernel.actor_kind() = 'officer' and agreement in (
    select a.id from exchange.agreement a join exchange.system s on s.id in (a.consumer, a.provider)
    where s.agency = kernel.actor_agency())));

-- The owner's own reads and writes, for the function below.
create policy owner on exchange.system for select to current_user using (true);
create policy owner on exchange.key for select to current_user using (true);
create policy owner on exchange.seen to current_user using (true) with check (true);
create policy owner on exchange.message for select to current_user using (true);

-- Whose key this is: the one question that is asked before anybody is known.
create function exchange.key_holder(of_key text)
returns table (id uuid, instance text, member_class text, member text, system text, agency text, state text, algorithm text,
               public text)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.instance, s.member_class, s.member, s.system, s.agency, s.state, k.algorithm, k.public
  from exchange.key k join exchange.system s on s.id = k.system
  where k.id = of_key and k.revoked_at is null and s.state in ('active', 'asked');
$$;

-- May this message of that system in? By one statement, outside any transaction: the id is taken, so that the same message
-- does not come in twice, and the agreement is found. Losing a taken id in a crash costs nothing, because what was answered
-- stands in the log; so its commit is not waited for.
create function exchange.admit(of_system uuid, asked text[], message text, at timestamptz, today date)
returns table (replayed boolean, service uuid, kind text, register text, address text, endpoints jsonb, about jsonb, timeout_ms integer,
               provider uuid, agreement uuid, fields text[], allowed jsonb, purpose text, visible text, daily integer)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  fresh boolean;
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into exchange.seen values (of_system, message, at) on conflict do nothing;
  fresh := found and not exists (
    select from exchange.message m where m.consumer_system = of_system and m.message_id = message);
  return query
    select not fresh, v.id, v.kind, v.register, v.address, v.endpoints, v.about, v.timeout_ms, p.id, a.id, a.fields, a.endpoints,
           a.purpose, a.visible, a.daily
    from exchange.system p
    join exchange.service v on v.system = p.id and v.code = asked[5] and v.state = 'offered'
    left join exchange.agreement a on a.consumer = of_system and a.service = v.id and a.state = 'active'
      and today between a.starts_on and a.expires_on
    where p.instance = asked[1] and p.member_class = asked[2] and p.member = asked[3] and p.system = asked[4]
      and p.state = 'active'
    order by a.id desc limit 1;
  if not found then
    return query select not fresh, null::uuid, null::text, null::text, null::text, null::jsonb, null::jsonb, null::integer, null::uuid,
      null::uuid, null::text[], null::jsonb, null::text, null::text, null::integer;
  end if;
end $$;

-- How many messages an agreement has let through since then.
create function exchange.used_since(of_agreement uuid, since timestamptz) returns integer
language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::integer from exchange.message
  where agreement = of_agreement and role = 'provider' and request_in >= since;
$$;

create function exchange.append_only() returns text[] language sql immutable return array['message'];

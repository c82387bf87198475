-- Exchange with other governments: whose directory is believed, what they sent, and what waits to be sent to them.

-- Keys by which this house as a whole signs: its directory, and what its gateway carries to another government.
create table exchange.house_key (
  id         text        primary key,
  public     text        not null,
  wrapped    bytea       not null,
  made_at    timestamptz not null,
  retired_at timestamptz
);

-- Each directory that was given out, as it was signed. The sequence only rises, so that an old one is known as old.
create table exchange.directory_issue (
  sequence        bigint      primary key,
  content         text        not null,
  -- Of what it says apart from its number and times: another one is issued when this changes.
  substance       text        not null,
  signature_input text        not null,
  signature       text        not null,
  issued_at       timestamptz not null,
  expires_at      timestamptz not null
);

-- Another government, known by the fingerprint of its key that a person compared by another way.
create table exchange.peer (
  instance     text        primary key check (instance ~ '^[A-Za-z0-9._-]{1,60}$'),
  address      text        not null,
  fingerprint  text        not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  state        text        not null check (state in ('asked', 'active', 'suspended', 'refused', 'ended')),
  asked_by     uuid,
  asked_at     timestamptz not null,
  decided_by   uuid,
  decided_at   timestamptz,
  reason       text,
  -- Its key, once a directory signed by the one of that fingerprint has come; and the last good copy.
  key_id       text,
  public       text,
  sequence     bigint      not null default 0,
  content      text,
  signature_input text,
  signature    text,
  issued_at    timestamptz,
  expires_at   timestamptz,
  pulled_at    timestamptz,
  -- The check that failed at the last try; null when it went well.
  fault        text,
  fault_at     timestamptz,
  -- A key that the old one did not vouch for: a person must compare and take it.
  offered_fingerprint text check (offered_fingerprint ~ '^[0-9a-f]{64}$'),
  -- The last letter that was taken from it.
  received     bigint      not null default 0
);

-- What this house tells another: in order, each once, kept until it is taken.
create table exchange.letter_serial (peer text primary key, last bigint not null);
create table exchange.letter (
  peer       text        not null,
  sequence   bigint      not null,
  kind       text        not null check (kind in ('proposal', 'answer', 'end')),
  agreement  uuid        not null,
  body       text        not null,
  made_at    timestamptz not null,
  settled_at timestamptz,
  refused    boolean     not null default false,
  tries      integer     not null default 0,
  fault      text,
  primary key (peer, sequence)
);
create index letter_waiting on exchange.letter (peer, sequence) where settled_at is null;

-- Letters that came, by the hash of what they said: another one under the same number is refused.
create table exchange.letter_taken (
  peer      text        not null,
  sequence  bigint      not null,
  kind      text        not null,
  hash      text        not null,
  fault     text,
  taken_at  timestamptz not null,
  primary key (peer, sequence)
);

-- A service of another government is known by what its directory says of it, and reached through its gateway.
alter table exchange.service drop constraint service_kind_check;
alter table exchange.service add constraint service_kind_check check (kind in ('register', 'http', 'events', 'remote'));

do $$
declare t text;
begin
  foreach t in array array['house_key', 'directory_issue', 'peer', 'letter_serial', 'letter', 'letter_taken'] loop
    execute format('alter table exchange.%I enable row level security', t);
    execute format('alter table exchange.%I force row level security', t);
    execute format('create policy house on exchange.%I using (kernel.actor_kind() = ''system'')', t);
  end loop;
end $$;
create policy seen on exchange.peer for select using (kernel.actor_kind() = 'officer');
create policy asked on exchange.peer for insert with check (kernel.actor_kind() = 'officer' and state = 'asked');
create policy decided on exchange.peer for update using (kernel.actor_kind() = 'officer');
create policy numbered on exchange.letter_serial using (kernel.actor_kind() = 'officer');
create policy seen on exchange.letter for select using (kernel.actor_kind() = 'officer');
create policy posted on exchange.letter for insert with check (kernel.actor_kind() = 'officer' and settled_at is null);
create policy own_key on exchange.house_key for insert with check (kernel.actor_kind() = 'officer');
create policy replaced on exchange.house_key for update using (kernel.actor_kind() = 'officer');
create policy counted on exchange.house_key for select using (kernel.actor_kind() = 'officer');
create policy owner on exchange.peer for select to current_user using (true);

-- What the gateway must know of another government before anybody is known.
create function exchange.peer_named(of_instance text)
returns table (instance text, address text, state text, key_id text, public text, sequence bigint, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select p.instance, p.address, p.state, p.key_id, p.public, p.sequence, p.expires_at
  from exchange.peer p where p.instance = of_instance;
$$;

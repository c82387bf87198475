-- A human's account: one per person in the population register. The name is a copied label.
create table identity.account (
  id            uuid        primary key,
  person        uuid        not null unique,
  name          text        not null,
  email         bytea       not null,
  email_index   bytea       not null unique,
  nik_index     bytea       not null unique,
  locale        text        not null default 'id',
  password_hash text        not null,
  totp_secret   bytea,
  -- The last code's time step: a code opens once.
  totp_step     bigint      not null default 0,
  state         text        not null default 'active' check (state in ('active', 'closed')),
  created_at    timestamptz not null
);
create table identity.recovery_code (
  hash    bytea       primary key,
  account uuid        not null references identity.account (id),
  used_at timestamptz
);
create index recovery_code_of on identity.recovery_code (account);
create table identity.passkey (
  id         text        primary key,
  account    uuid        not null references identity.account (id),
  public_key bytea       not null,
  counter    bigint      not null,
  transports text[]      not null default '{}',
  label      text        not null,
  created_at timestamptz not null,
  used_at    timestamptz
);
create index passkey_of on identity.passkey (account);

-- Something begun that must be finished soon: a sign-in that waits for its second factor, an
-- e-mail address to confirm, a passkey's challenge. Only the hash of its word is kept.
create table identity.pending (
  hash       bytea       primary key,
  kind       text        not null check (kind in ('second-factor', 'sign-up', 'passkey-register', 'passkey-sign-in', 'totp', 'reset')),
  account    uuid,
  sealed     bytea,
  subject    uuid        not null,
  tries      integer     not null default 0,
  expires_at timestamptz not null
);
create index pending_by_age on identity.pending (expires_at);

create table identity.session (
  hash          bytea       primary key,
  id            uuid        not null unique,
  account       uuid        not null references identity.account (id),
  hat           text        not null check (hat in ('citizen', 'business', 'officer')),
  mandate       uuid,
  officer       uuid,
  assurance     integer     not null check (assurance in (1, 2)),
  stepped_up_at timestamptz,
  device        text        not null,
  kind          text        not null check (kind in ('session', 'token')),
  created_at    timestamptz not null,
  seen_at       timestamptz not null,
  expires_at    timestamptz not null,
  revoked_at    timestamptz
);
create index session_of on identity.session (account, id);
-- Browsers that this account has used before: a new one is told to its owner.
create table identity.device (
  account uuid  not null references identity.account (id),
  hash    bytea not null,
  seen_at timestamptz not null,
  primary key (account, hash)
);

-- Who may act for a business, for what, until when.
create table identity.mandate (
  id            uuid        primary key,
  business      uuid        not null,
  business_name text        not null,
  person        uuid        not null,
  person_name   text        not null,
  role          text        not null check (role in ('owner', 'director', 'staff')),
  scopes        text[]      not null,
  until         date,
  granted_by    uuid        not null,
  granted_at    timestamptz not null,
  accepted_at   timestamptz,
  revoked_at    timestamptz
);
create index mandate_of_person on identity.mandate (person);
create index mandate_of_business on identity.mandate (business);
create unique index one_mandate on identity.mandate (business, person) where revoked_at is null;

create table identity.officer (
  id           uuid        primary key,
  account      uuid        not null references identity.account (id),
  name         text        not null,
  agency       text        not null,
  office       text        not null,
  state        text        not null check (state in ('active', 'suspended')),
  appointed_by uuid        not null,
  appointed_at timestamptz not null,
  unique (account, agency, office)
);
create index officer_of_office on identity.officer (agency, office);
-- A duty takes effect when it is approved: duties that grant power by another than who proposed it.
create table identity.officer_role (
  id           uuid        primary key,
  officer      uuid        not null references identity.officer (id),
  role         text        not null,
  proposed_by  uuid        not null,
  proposed_at  timestamptz not null,
  approved_by  uuid,
  approved_at  timestamptz,
  withdrawn_at timestamptz
);
create unique index one_role on identity.officer_role (officer, role) where withdrawn_at is null;
create table identity.proofing (
  id         uuid        primary key,
  code       text        not null unique,
  sealed     bytea       not null,
  state      text        not null check (state in ('waiting', 'done', 'refused')),
  created_at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz
);

do $$
declare t text;
begin
  foreach t in array array['account', 'recovery_code', 'passkey', 'pending', 'session', 'device', 'mandate', 'officer', 'officer_role', 'proofing'] loop
    execute format('alter table identity.%I enable row level security', t);
    execute format('alter table identity.%I force row level security', t);
    execute format('create policy house on identity.%I using (kernel.actor_kind() = ''system'')', t);
  end loop;
  foreach t in array array['recovery_code', 'passkey', 'session', 'device'] loop
    execute format('create policy own on identity.%I using (account = kernel.actor_account())', t);
  end loop;
end $$;
create policy own on identity.account using (id = kernel.actor_account());
create policy own on identity.mandate using (
  person = kernel.actor_person() or business = kernel.actor_business());
-- Officers know their colleagues; administrators' pages list all officers.
create policy colleagues on identity.officer using (kernel.actor_kind() = 'officer');
create policy colleagues on identity.officer_role using (kernel.actor_kind() = 'officer');
create policy own_office on identity.officer for select using (account = kernel.actor_account());

-- The hot path of every request: who holds this session, in one statement, past row security
-- (it runs before anybody is known). Returns no row for what is unknown, old or revoked.
create function identity.recognise(token_hash bytea, token_kind text, at timestamptz)
returns table (
  session uuid, account uuid, person uuid, name text, hat text, assurance integer, stepped_up_at timestamptz, seen_at timestamptz,
  mandate uuid, business uuid, business_name text, scopes text[], officer uuid, agency text, office text, roles text[])
language plpgsql security definer set search_path = identity, pg_temp as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('pendopo.kind', true), '');
begin
  perform set_config('pendopo.kind', 'system', true);
  return query select s.id, a.id, a.person, a.name, s.hat, s.assurance, s.stepped_up_at, s.seen_at,
    m.id, m.business, m.business_name, m.scopes, o.id, o.agency, o.office,
    (select array_agg(r.role) from officer_role r where r.officer = o.id and r.approved_at is not null and r.withdrawn_at is null)
  from session s
  join account a on a.id = s.account and a.state = 'active'
  left join mandate m on m.id = s.mandate and m.person = a.person and m.revoked_at is null and m.accepted_at is not null
    and (m.until is null or m.until >= at::date)
  left join officer o on o.id = s.officer and o.account = a.id and o.state = 'active'
  where s.hash = token_hash and s.kind = token_kind and s.revoked_at is null and s.expires_at > at
    and (s.hat <> 'business' or m.id is not null) and (s.hat <> 'officer' or o.id is not null);
  -- Whoever called is themselves again.
  perform set_config('pendopo.kind', before, true);
end $$;

create function identity.seen(token_hash bytea, at timestamptz) returns void
language plpgsql security definer set search_path = identity, pg_temp as $$
declare before text := coalesce(current_setting('pendopo.kind', true), '');
begin
  perform set_config('pendopo.kind', 'system', true);
  update session set seen_at = at where hash = token_hash and seen_at < at;
  perform set_config('pendopo.kind', before, true);
end $$;

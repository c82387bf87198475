-- Systems of agencies: those that sign their users in here ("people"), and those that act for themselves ("machine").
create table signon.client (
  id           text        primary key,
  kind         text        not null check (kind in ('people', 'machine')),
  state        text        not null check (state in ('requested', 'active', 'refused', 'suspended')),
  agency       text        not null,
  name         text        not null,
  -- What tells the people of one relying party apart from those of another: no two share a subject.
  sector       text        not null,
  redirects    text[]      not null default '{}',
  farewells    text[]      not null default '{}',
  -- Public keys, or where they are found.
  keys         jsonb,
  keys_at      text,
  claims       text[]      not null default '{}',
  acts_for     text        not null default 'self' check (acts_for in ('self', 'either')),
  lasting      boolean     not null default false,
  purpose      text        not null,
  basis        text        not null,
  -- For machines: to whom its tokens may be shown, for what, and which member's system it is.
  audiences    text[]      not null default '{}',
  scopes       text[]      not null default '{}',
  member       text,
  system       text,
  requested_by uuid,
  requested_at timestamptz not null,
  decided_by   uuid,
  decided_at   timestamptz,
  why          text,
  check ((keys is null) <> (keys_at is null))
);
create index client_of_agency on signon.client (agency, id);
create unique index one_machine on signon.client (member, system) where kind = 'machine' and state <> 'refused';

-- What a person lets a relying party know of them, and until when. Refresh tokens live by it: withdrawn, they are dead.
create table signon.consent (
  id           uuid        primary key,
  person       uuid        not null,
  business     uuid,
  client       text        not null references signon.client (id),
  claims       text[]      not null,
  declined     text[]      not null,
  given_at     timestamptz not null,
  used_at      timestamptz not null,
  until        timestamptz not null,
  withdrawn_at timestamptz
);
create unique index one_consent on signon.consent (person, client, business) nulls not distinct where withdrawn_at is null;

-- An account of another provider that stands for the password here. The subject is kept as a keyed hash.
create table signon.link (
  id         uuid        primary key,
  upstream   text        not null,
  subject    bytea       not null,
  account    uuid        not null,
  person     uuid        not null,
  linked_at  timestamptz not null,
  ended_at   timestamptz
);
create unique index one_link on signon.link (upstream, subject) where ended_at is null;
create index link_of on signon.link (account);

-- Signing keys, wrapped by the master key. The newest signs; one before it still proves what it signed.
create table signon.key (
  kid     text        primary key,
  wrapped bytea       not null,
  made_at timestamptz not null
);

-- What the protocol must remember: sessions, codes, tokens. Of what opens something only a hash is kept.
create table signon.artefact (
  model       text        not null,
  id          bytea       not null,
  payload     jsonb       not null,
  grant_id    uuid,
  uid         bytea,
  expires_at  timestamptz not null,
  consumed_at timestamptz,
  primary key (model, id)
);
create index artefact_by_age on signon.artefact (expires_at);
create index artefact_of_grant on signon.artefact (grant_id) where grant_id is not null;
create index artefact_by_uid on signon.artefact (uid) where uid is not null;
-- Proofs that were shown once and may not be shown again.
create table signon.shown (
  id         bytea       primary key,
  expires_at timestamptz not null
);
create index shown_by_age on signon.shown (expires_at);

do $$
declare t text;
begin
  foreach t in array array['client', 'consent', 'link', 'key', 'artefact', 'shown'] loop
    execute format('alter table signon.%I enable row level security', t);
    execute format('alter table signon.%I force row level security', t);
    execute format('create policy house on signon.%I using (kernel.actor_kind() = ''system'')', t);
    -- The functions below run as the owner, before anybody is known.
    execute format('create policy functions on signon.%I to current_user using (true)', t);
  end loop;
end $$;
create policy own on signon.consent using (person = kernel.actor_person());
create policy own on signon.link using (account = kernel.actor_account());
-- Which systems there are, for whom and why, is public.
create policy seen on signon.client for select using (true);
create policy officers on signon.client using (kernel.actor_kind() = 'officer');

create function signon.put(m text, i bytea, p jsonb, g uuid, u bytea, e timestamptz) returns void
language plpgsql security definer set search_path = signon, pg_temp as $$
begin
  insert into artefact (model, id, payload, grant_id, uid, expires_at) values (m, i, p, g, u, e)
  on conflict (model, id) do update set payload = p, grant_id = g, uid = u, expires_at = e;
end $$;
create function signon.look(m text, i bytea) returns table (payload jsonb, consumed_at timestamptz)
language plpgsql stable security definer set search_path = signon, pg_temp as $$
begin
  return query select a.payload, a.consumed_at from artefact a where a.model = m and a.id = i;
end $$;
create function signon.look_by_uid(u bytea) returns table (payload jsonb, consumed_at timestamptz)
language plpgsql stable security definer set search_path = signon, pg_temp as $$
begin
  return query select a.payload, a.consumed_at from artefact a where a.uid = u and a.model = 'Session';
end $$;
-- True for the one who used it first: of two who show one code at once, the other gets false.
create function signon.consume(m text, i bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = signon, pg_temp as $$
begin
  update artefact set consumed_at = at where model = m and id = i and consumed_at is null;
  return found;
end $$;
create function signon.drop(m text, i bytea) returns void
language plpgsql security definer set search_path = signon, pg_temp as $$
begin
  delete from artefact where model = m and id = i;
end $$;
create function signon.drop_by_uid(u bytea) returns void
language plpgsql security definer set search_path = signon, pg_temp as $$
begin
  delete from artefact where uid = u;
end $$;
create function signon.drop_grant(m text, g uuid) returns void
language plpgsql security definer set search_path = signon, pg_temp as $$
begin
  delete from artefact where grant_id = g and model = m;
end $$;
-- Which of these proofs are shown for the first time.
create function signon.first_shown(ids bytea[], ends timestamptz[]) returns setof bytea
language plpgsql security definer set search_path = signon, pg_temp as $$
begin
  return query insert into shown (id, expires_at) select * from unnest(ids, ends) order by 1
  on conflict do nothing returning shown.id;
end $$;
create function signon.clients_of(ids text[]) returns setof signon.client
language plpgsql stable security definer set search_path = signon, pg_temp as $$
begin
  return query select * from client where id = any(ids) and state = 'active';
end $$;
create function signon.consent_of(i uuid) returns setof signon.consent
language plpgsql stable security definer set search_path = signon, pg_temp as $$
begin
  return query select c.* from consent c join client on client.id = c.client and client.state = 'active'
    where c.id = i and c.withdrawn_at is null;
end $$;

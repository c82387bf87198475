-- A right that lasts: what a case ended in, and what became of it since.
create table permits.permit (
  id              uuid        primary key,
  number          text        not null unique,
  service         text        not null,
  version         integer     not null,
  title           jsonb       not null,
  case_id         uuid        not null,
  document        uuid        not null unique,
  person          uuid        not null,
  business        uuid,
  hat             text        not null check (hat in ('citizen', 'business')),
  holder          text        not null,
  agency          text        not null,
  office          text        not null,
  object_title    jsonb       not null,
  object          text        not null,
  conditions      jsonb       not null,
  valid_from      date        not null,
  valid_until     date        not null,
  -- The days between which its renewal may be asked for; null when the service knows no renewal.
  renew_from      date,
  renew_until     date,
  offered_at      timestamptz,
  -- Until when it is suspended, if it is.
  suspended_until date,
  state           text        not null check (state in ('active', 'suspended', 'renewed', 'amended', 'transferred', 'revoked', 'expired')),
  replaces        uuid        unique references permits.permit (id),
  issued_at       timestamptz not null,
  -- What everybody may read; null when the service keeps its permits to itself.
  public_holder   text,
  public_rows     jsonb,
  search          tsvector    generated always as (
    to_tsvector('simple', translate(number, '/-.', '   ') || ' ' || number || ' ' || coalesce(public_holder, '') || ' ' || coalesce(title ->> 'id', ''))) stored,
  check (valid_until >= valid_from),
  check ((state = 'suspended') = (suspended_until is not null)),
  check ((public_holder is null) = (public_rows is null))
);
create index permit_of_person on permits.permit (person, id);
create index permit_of_business on permits.permit (business, id) where business is not null;
create index permit_of_agency on permits.permit (agency, id);
create index permit_of_case on permits.permit (case_id);
create index permit_in_public on permits.permit (id) where public_holder is not null;
create index permit_words on permits.permit using gin (search) where public_holder is not null;
create index permit_ends on permits.permit (valid_until, id) where state in ('active', 'suspended');
create index permit_resumes on permits.permit (suspended_until, id) where state = 'suspended';
create index permit_to_offer on permits.permit (renew_from, id) where state = 'active' and offered_at is null and renew_from is not null;

-- What was done with it: append only, each with who did it and because of which law.
create table permits.act (
  id      uuid        primary key,
  permit  uuid        not null references permits.permit (id),
  at      timestamptz not null,
  kind    text        not null check (kind in ('issued', 'offered', 'suspended', 'lifted', 'revoked', 'reinstated', 'expired', 'renewed', 'amended', 'transferred')),
  -- The reason as the service's list says it, and what the officer added.
  reason  jsonb,
  message text,
  law     text,
  until   date,
  -- Whoever decided: null when the house or the law did.
  officer uuid,
  officer_name text,
  agency  text,
  office  text,
  -- The permit that took its place, or the act that this one undoes.
  other   uuid
);
create index act_of_permit on permits.act (permit, id);
create unique index undone_once on permits.act (other) where kind = 'reinstated';

-- A holder offers the permit to somebody else: whoever holds the code may agree.
create table permits.offer (
  id         uuid        primary key,
  permit     uuid        not null references permits.permit (id),
  -- SHA-256 of the code; the code itself is shown once, to the holder.
  hash       bytea       not null unique,
  made_at    timestamptz not null,
  ends_at    timestamptz not null,
  agreed_at  timestamptz,
  agreed_by  uuid,
  closed_at  timestamptz
);
create unique index one_open_offer on permits.offer (permit) where closed_at is null;

do $$
declare t text;
begin
  foreach t in array array['permit', 'act', 'offer'] loop
    execute format('alter table permits.%I enable row level security', t);
    execute format('alter table permits.%I force row level security', t);
  end loop;
  foreach t in array array['act', 'offer'] loop
    execute format($p$create policy seen on permits.%I using (
      kernel.actor_kind() = 'system' or (select true from permits.permit p where p.id = permit))$p$, t);
  end loop;
end $$;
create policy seen on permits.permit using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person() and hat = 'citizen'
  when 'business' then business = kernel.actor_business()
  when 'officer' then agency = kernel.actor_agency()
  else false end);
-- The owner's own reads pass without a filter, so that the register's search below can use its index; the application
-- never works as the owner.
create policy searched on permits.permit for select to current_user using (true);
create policy audited on permits.permit for select using (kernel.actor_oversight());

-- The public register's search. Text search under row security skips its index, so the function applies the one rule
-- that matters here by itself: only what a service makes public.
create function permits.in_public(words text, after uuid, most integer)
returns table (id uuid, number text, title jsonb, public_holder text, state text, valid_until date)
language sql stable security definer set search_path = permits, pg_temp as $$
  select p.id, p.number, p.title, p.public_holder, p.state, p.valid_until from permits.permit p
  where p.public_holder is not null and (words is null or p.search @@ to_tsquery('simple', words)) and (after is null or p.id < after)
  order by p.id desc limit most
$$;

create function permits.append_only() returns text[] language sql immutable return array['act'];

-- More that is begun and finished by a code: the way back into an account, another address, a passkey as second factor.
alter table identity.pending drop constraint pending_kind_check, add constraint pending_kind_check check (kind in (
  'second-factor', 'sign-up', 'restore', 'reset', 'email', 'totp', 'passkey-register', 'passkey-sign-in', 'passkey-step-up'));
-- Tries are counted by patience, for all processes together.
alter table identity.pending drop column tries;
create index pending_of on identity.pending (account);

-- A mandate ends with its last day where the government is, not with the day of the database's clock.
drop function identity.recognise(bytea, text, timestamptz);
create function identity.recognise(token_hash bytea, token_kind text, at timestamptz, today date)
returns table (
  session uuid, account uuid, person uuid, name text, hat text, assurance integer, stepped_up_at timestamptz, seen_at timestamptz,
  mandate uuid, business uuid, business_name text, scopes text[], officer uuid, agency text, office text, roles text[])
language plpgsql stable security definer set search_path = identity, pg_temp as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('pendopo.kind', true), ''); said text;
begin
  -- An assignment, because a statement of its own would be planned and run for it.
  said := set_config('pendopo.kind', 'system', true);
  return query select s.id, a.id, a.person, a.name, s.hat, s.assurance, s.stepped_up_at, s.seen_at,
    m.id, m.business, m.business_name, m.scopes, o.id, o.agency, o.office,
    (select array_agg(r.role) from officer_role r where r.officer = o.id and r.approved_at is not null and r.withdrawn_at is null)
  from session s
  join account a on a.id = s.account and a.state = 'active'
  left join mandate m on m.id = s.mandate and m.person = a.person and m.revoked_at is null and m.accepted_at is not null
    and (m.until is null or m.until >= today)
  left join officer o on o.id = s.officer and o.account = a.id and o.state = 'active'
  where s.hash = token_hash and s.kind = token_kind and s.revoked_at is null and s.expires_at > at
    and (s.hat <> 'business' or m.id is not null) and (s.hat <> 'officer' or o.id is not null);
  -- Whoever called is themselves again.
  said := set_config('pendopo.kind', before, true);
end $$;

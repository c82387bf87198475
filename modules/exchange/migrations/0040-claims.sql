-- Which of these messages come in for the first time, each answered in its place. Many that come in the same moment are taken
-- by one statement. Losing a taken id in a crash costs nothing, because what was answered stands in the log; so its commit is
-- not waited for.
create function exchange.claim(systems uuid[], messages text[], moments timestamptz[]) returns boolean[]
language plpgsql security definer set search_path = pg_catalog as $$
declare
  fresh boolean[];
begin
  perform set_config('synchronous_commit', 'off', true);
  with asked as (
    select a.*, row_number() over (partition by a.system, a.message order by a.place) = 1 as first
    from unnest(systems, messages, moments) with ordinality as a(system, message, at, place)),
  -- In one order for all processes, so that none waits for another in a ring.
  taken as (
    insert into exchange.seen select a.system, a.message, a.at from asked a where a.first order by a.system, a.message
    on conflict do nothing returning seen.system, seen.message)
  select array_agg(a.first and t.message is not null and not exists (
      select from exchange.message m where m.consumer_system = a.system and m.message_id = a.message)
    order by a.place) into fresh
  from asked a left join taken t on t.system = a.system and t.message = a.message;
  return fresh;
end $$;

-- By what agreement a system may ask this service, and what the service is.
create function exchange.opening(of_system uuid, asked text[], today date)
returns table (service uuid, kind text, register text, address text, endpoints jsonb, about jsonb, timeout_ms integer,
               provider uuid, agreement uuid, fields text[], allowed jsonb, purpose text, visible text, daily integer)
language sql stable security definer set search_path = pg_catalog as $$
  select v.id, v.kind, v.register, v.address, v.endpoints, v.about, v.timeout_ms, p.id, a.id, a.fields, a.endpoints,
         a.purpose, a.visible, a.daily
  from exchange.system p
  join exchange.service v on v.system = p.id and v.code = asked[5] and v.state = 'offered'
  left join exchange.agreement a on a.consumer = of_system and a.service = v.id and a.state = 'active'
    and today between a.starts_on and a.expires_on
  where p.instance = asked[1] and p.member_class = asked[2] and p.member = asked[3] and p.system = asked[4]
    and p.state = 'active'
  order by a.id desc limit 1;
$$;

drop function exchange.admit(uuid, text[], text, timestamptz, date);
drop function exchange.fresh(uuid, text, timestamptz);

-- How long the exchange keeps what it wrote. Of a message first the words that were signed go (an address in them can name somebody),
-- and their hash stays: the same that stands in the public log. Later the line goes, and the log's proof stays.
alter table exchange.message add column proof text;

create table exchange.swept (kind text primary key, until timestamptz not null);
alter table exchange.swept enable row level security;
alter table exchange.swept force row level security;
create policy house on exchange.swept using (kernel.actor_kind() = 'system');
create policy owner on exchange.swept to current_user using (true) with check (true);
create policy shortened on exchange.message for update to current_user using (true) with check (true);
create policy forgotten on exchange.message for delete to current_user using (true);

-- A person sees what waits about them (a copy of all that is held).
create policy own on exchange.event for select using (kernel.actor_kind() = 'citizen' and subject = kernel.actor_person()::text);

-- The application's login can only add to the log of messages. These two take away what is old, and nothing younger than thirty
-- days, whatever they are told.
create function exchange.shorten_messages(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  since timestamptz := coalesce((select s.until from exchange.swept s where s.kind = 'texts'), '-infinity');
  done integer;
  reached timestamptz;
begin
  with old as (
    select m.id from exchange.message m
    where m.request_in >= since and m.request_in < least(before, now() - interval '30 days') and m.proof is null
    order by m.request_in limit most for update skip locked),
  gone as (
    update exchange.message m set
      proof = encode(sha256(convert_to(coalesce(m.request_base, ''), 'UTF8') || '\x00'::bytea
        || convert_to(coalesce(m.request_signature, ''), 'UTF8') || '\x00'::bytea
        || convert_to(coalesce(m.response_base, ''), 'UTF8') || '\x00'::bytea
        || convert_to(coalesce(m.response_signature, ''), 'UTF8')), 'hex'),
      request_base = null, response_base = null, issue = null, user_id = null, represented = null
    from old where m.id = old.id returning m.request_in)
  select count(*)::integer, max(gone.request_in) into done, reached from gone;
  if reached is not null then
    insert into exchange.swept as s values ('texts', reached) on conflict (kind) do update set until = greatest(s.until, reached);
  end if;
  return done;
end $$;

create function exchange.forget_messages(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  done integer;
begin
  with old as (
    select m.id from exchange.message m where m.request_in < least(before, now() - interval '30 days')
    order by m.request_in limit most for update skip locked)
  delete from exchange.message m using old where m.id = old.id;
  get diagnostics done = row_count;
  return done;
end $$;

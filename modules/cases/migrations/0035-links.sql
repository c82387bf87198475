-- Cases that belong together. `a` says what it is to `b`: an objection to it, a renewal of it, split off from it.
create table cases.link (
  id      uuid        primary key,
  a       uuid        not null references cases.case (id),
  b       uuid        not null references cases.case (id),
  kind    text        not null check (kind in ('same-matter', 'objection-to', 'renewal-of', 'split-from', 'merged-into')),
  made_at timestamptz not null,
  made_by text        not null,
  check (a <> b),
  unique (a, b, kind)
);
create index link_to on cases.link (b);

-- Two cases that look alike, found when the later one came in; and what a person said of it, once and for all.
create table cases.likeness (
  case_id    uuid        not null references cases.case (id),
  other      uuid        not null references cases.case (id),
  -- 1 is the same applicant; less is how alike name and place are.
  likeness   real        not null,
  found_at   timestamptz not null,
  verdict    text        check (verdict in ('same', 'different')),
  verdict_by text,
  verdict_at timestamptz,
  primary key (case_id, other)
);
create index likeness_to on cases.likeness (other);

do $$
declare t text; c text;
begin
  foreach t in array array['link', 'likeness'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format($p$create policy written on cases.%I for insert with check (kernel.actor_kind() in ('system', 'officer'))$p$, t);
    foreach c in array array['select', 'update', 'delete'] loop
      execute format($p$create policy seen_for_%s on cases.%I for %s using (kernel.actor_kind() = 'system' or (
        kernel.actor_kind() = 'officer' and (select true from cases.case c where c.id = %s)))$p$, c, t, c,
        case t when 'link' then 'a' else 'case_id' end);
    end loop;
  end loop;
  create policy seen_from_the_other_side on cases.link for select using (
    kernel.actor_kind() = 'officer' and (select true from cases.case c where c.id = b));
  create policy seen_from_the_other_side on cases.likeness for select using (
    kernel.actor_kind() = 'officer' and (select true from cases.case c where c.id = other));
end $$;

-- What likeness is looked for in: name and place in small letters, written in the background and read by the function
-- below alone. Row security is not forced on its owner, because it would keep the trigram index from being used.
create table cases.likely (
  case_id      uuid        primary key references cases.case (id),
  service      text        not null,
  submitted_at timestamptz not null,
  words        text        not null
);
create index likely_words on cases.likely using gin (words public.gin_trgm_ops);
alter table cases.likely enable row level security;
create policy house on cases.likely using (kernel.actor_kind() = 'system');

create function cases.alike(asked uuid, since timestamptz, threshold real, most integer)
returns table (other uuid, likeness real)
language plpgsql stable security definer
set search_path = pg_catalog, public as $$
declare
  own cases.likely;
begin
  if coalesce(kernel.actor_kind(), '') <> 'system' then return; end if;
  perform set_config('pg_trgm.similarity_threshold', threshold::text, true);
  select * into own from cases.likely l where l.case_id = asked;
  return query select l.case_id, similarity(l.words, own.words) from cases.likely l
    where l.words % own.words and l.service = own.service and l.case_id <> asked and l.submitted_at >= since
    order by 2 desc, 1 limit most;
end $$;

-- An application that turned out to be the same as another: closed, and the other goes on.
alter table cases.case drop constraint case_status_check;
alter table cases.case drop constraint case_check;
alter table cases.case add constraint case_status_check check (
  status in ('in-progress', 'waiting', 'approved', 'issued', 'granted', 'refused', 'lapsed', 'withdrawn', 'merged')) not valid;
alter table cases.case add constraint case_closed_check check (
  (status in ('issued', 'granted', 'refused', 'lapsed', 'withdrawn', 'merged')) = (closed_at is not null)) not valid;

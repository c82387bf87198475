-- The words that names are made of, each once, with how it sounds: "Soejono" and "Sujono" sound alike. A few tens of
-- thousands for a whole nation, so that what is nearly alike is found among words and not among people.
create table registry.name_word (
  word  text not null primary key check (length(word) between 1 and 60),
  key   text not null,
  -- By which rules the key was made; others make it anew.
  rules text not null
);
create index name_word_by_key on registry.name_word (key);
create index name_word_near on registry.name_word using gin (key public.gin_trgm_ops);

alter table registry.name_word enable row level security;
alter table registry.name_word force row level security;
create policy house on registry.name_word using (kernel.actor_kind() in ('system', 'officer'));

-- People whose name has, for each of the asked words, one of several words; the nearest to what was asked first. Row
-- security would keep the trigram index from being used, so the same filter stands here. `asked` is [["sri"], ["suyono",
-- "soejono"]]: letters and digits, nothing else.
create function registry.people_named(asked jsonb, words text, born date, place text, most integer)
returns table (id uuid, name text, birth_date date, village text)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  each_word jsonb;
  one       text;
  narrow    text := 'true';
  ways      text;
begin
  if coalesce(kernel.actor_kind(), '') not in ('system', 'officer') then return; end if;
  for each_word in select jsonb_array_elements(asked) loop
    ways := 'false';
    for one in select jsonb_array_elements_text(each_word) loop
      -- One or two letters stand for a word of their own: as a part they are in every second name.
      ways := ways || case when length(one) <= 2 then format(' or p.name ~* %L', '\m' || one || '\M')
                           else format(' or p.name ilike %L', '%' || one || '%') end;
    end loop;
    narrow := narrow || format(' and (%s)', ways);
  end loop;
  if born is not null then narrow := narrow || format(' and p.birth_date = %L', born); end if;
  if place is not null then
    narrow := narrow || format(' and (p.village = %L or starts_with(p.village, %L))', place, place || '.');
  end if;
  -- Planned anew for each search: which index serves best hangs on what was given.
  return query execute format('select f.* from (
    select p.id, p.name, p.birth_date, p.village from registry.person p where %s limit 100 * $2) f
    order by similarity(f.name, $1) desc, f.id limit $2', narrow) using words, most;
end $$;

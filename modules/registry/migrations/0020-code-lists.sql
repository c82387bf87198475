-- Code lists that answers are chosen from: the government's files, loaded so that any of them can be searched. They are
-- public reference data; nothing of a person stands here.

create table registry.code_list (
  list       text        primary key,
  -- Of the files it was made from: another one loads the list anew.
  hash       text        not null,
  entries    integer     not null,
  loaded_at  timestamptz not null
);

-- No foreign key to its list: both are written by one command, and a check for each of 80,000 rows took half its time.
create table registry.code_entry (
  list  text     not null,
  code  text     not null check (length(code) between 1 and 60),
  -- As people read it, with the places that it lies in.
  text  text     not null check (length(text) between 1 and 300),
  -- What comes first of several that fit: 0 the government's own, 1 the others.
  place smallint not null check (place in (0, 1)),
  -- Its own name, and what else it may be found by (the places it lies in, the nearest first): small letters, compared
  -- byte by byte so that an index finds what begins so.
  key   text     collate "C" not null,
  near  text     collate "C" not null,
  primary key (list, code)
);
create index code_entry_begins on registry.code_entry (list, place, key);
create index code_entry_near on registry.code_entry (list, near);
-- Of the own names only: over all words it takes four times as long to fill.
create index code_entry_letters on registry.code_entry using gin (key public.gin_trgm_ops);

-- What begins so comes first and costs least; then names that hold one of the words, all words being there; then what
-- lies in a place that begins so; then what is nearly alike. Planned anew for each search, because a common word is
-- found soonest by reading on and a rare one by an index.
create function registry.search_codes(of_list text, asked text, inside text, most integer)
returns table (code text, text text)
language plpgsql stable set search_path = pg_catalog, public set pg_trgm.word_similarity_threshold = 0.55 as $$
declare
  narrow text := format('e.list = %L', of_list);
  plain  text := replace(replace(replace(asked, '\', '\\'), '%', '\%'), '_', '\_');
  begun  text := split_part(plain, ' ', 1);
  word   text;
  whole  text := '';
  anchor text := 'false';
  got    integer;
  more   integer;
begin
  if inside <> '' then narrow := narrow || format(' and starts_with(e.code, %L)', inside); end if;
  return query execute format(
    'select e.code, e.text from (
       (select * from registry.code_entry e where %1$s and e.place = 0 and e.key like %2$L order by e.key limit $1)
       union all
       (select * from registry.code_entry e where %1$s and e.place = 1 and e.key like %2$L order by e.key limit $1)
     ) e order by e.place, e.key, e.code limit $1', narrow, plain || '%') using most;
  get diagnostics got = row_count;
  if got >= most then return; end if;
  narrow := narrow || format(' and e.key not like %L', plain || '%');
  foreach word in array string_to_array(plain, ' ') loop
    whole := whole || format(' and (e.key like %1$L or e.near like %1$L)', '%' || word || '%');
    if length(word) > 2 then anchor := anchor || format(' or e.key like %L', '%' || word || '%'); end if;
  end loop;
  -- A short list is looked through whole, so that any word of it is found.
  if (select l.entries < 5000 from registry.code_list l where l.list = of_list) then anchor := 'true'; end if;
  if anchor <> 'false' then
    return query execute format(
      'select e.code, e.text from (
         (select * from registry.code_entry e where %1$s and e.place = 0 and (%2$s)%3$s limit 100)
         union all
         (select * from registry.code_entry e where %1$s and e.place = 1 and (%2$s)%3$s limit 100)
       ) e order by e.place, length(e.text), e.key, e.code limit $1', narrow, anchor, whole) using most - got;
    get diagnostics more = row_count;
    got := got + more;
    if got >= most then return; end if;
  end if;
  return query execute format(
    'select e.code, e.text from (
       select * from registry.code_entry e where %s and not (%s) and e.near like %L%s limit 100
     ) e order by e.place, e.near, e.key, e.code limit $1', narrow, anchor, begun || '%', whole) using most - got;
  get diagnostics more = row_count;
  if got + more > 0 or length(asked) < 4 then return; end if;
  return query execute format(
    'select e.code, e.text from (
       select e.*, word_similarity($2, e.key) as likeness from registry.code_entry e where %s and $2 <%% e.key limit 100
     ) e order by e.likeness desc, e.place, e.code limit $1', narrow) using most, asked;
end $$;

-- After a list was loaded: until the planner knows the table and the index has put its last entries in order, a search
-- reads the list whole. Only the owner may do both.
create function registry.know_codes() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform gin_clean_pending_list('registry.code_entry_letters');
  analyze registry.code_entry;
end $$;

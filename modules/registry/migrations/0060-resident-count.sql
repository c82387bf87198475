-- How many people live where, by sex and year of birth, and how many of them head a family: figures of the population
-- are added up from this, because counting a million people for each who asks takes seconds. What changes is added as rows
-- of its own, so that no two acts ever wait for one another here; `registry.gather-counts` puts them together.
create table registry.resident_count (
  village    text     not null,
  sex        text     not null,
  birth_year smallint not null,
  people     integer  not null,
  heads      integer  not null,
  gathered   boolean  not null default false
);
create index resident_count_fresh on registry.resident_count (gathered) where not gathered;

insert into registry.resident_count (village, sex, birth_year, people, heads, gathered)
select village, sex, extract(year from birth_date), count(*), count(*) filter (where family_role = 'head'), true
from registry.person where died_on is null and merged_into is null group by 1, 2, 3;

-- By statement, so that a batch of thousands costs a few rows for each village.
create function registry.count_residents() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    insert into registry.resident_count (village, sex, birth_year, people, heads)
    select village, sex, extract(year from birth_date), count(*), count(*) filter (where family_role = 'head')
    from after where died_on is null and merged_into is null group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into registry.resident_count (village, sex, birth_year, people, heads)
    select village, sex, extract(year from birth_date), -count(*), -count(*) filter (where family_role = 'head')
    from before where died_on is null and merged_into is null group by 1, 2, 3;
  else
    insert into registry.resident_count (village, sex, birth_year, people, heads)
    select village, sex, extract(year from birth_date), sum(n), coalesce(sum(n) filter (where family_role = 'head'), 0)
    from (select 1 as n, * from after union all select -1, * from before) changed where died_on is null and merged_into is null group by 1, 2, 3
    having sum(n) <> 0 or sum(n) filter (where family_role = 'head') <> 0;
  end if;
  return null;
end $$;
create trigger counted_in after insert on registry.person referencing new table as after
  for each statement execute function registry.count_residents();
create trigger counted_anew after update on registry.person referencing old table as before new table as after
  for each statement execute function registry.count_residents();
create trigger counted_out after delete on registry.person referencing old table as before
  for each statement execute function registry.count_residents();

-- A count of one tells of somebody.
alter table registry.resident_count enable row level security;
alter table registry.resident_count force row level security;
create policy seen on registry.resident_count for select using (kernel.actor_kind() = 'system');
create policy counted on registry.resident_count for insert with check (kernel.actor_kind() in ('system', 'officer'));
create policy gathered on registry.resident_count for delete using (kernel.actor_kind() = 'system');

-- Answers that fill in a person's next form: the last one to each question of the government's bank, sealed under the
-- person's own key, with the application that it was given in.
create table cases.kept_answer (
  person     uuid        not null,
  bank       text        not null,
  type       text        not null,
  sealed     bytea       not null,
  number     text        not null,
  case_id    uuid        not null,
  given_at   timestamptz not null,
  kept_until timestamptz not null,
  primary key (person, bank)
);
create index kept_answer_over on cases.kept_answer (kept_until);
-- Who wants nothing kept.
create table cases.keeps_nothing (
  person uuid        primary key,
  at     timestamptz not null
);
do $$
declare t text;
begin
  foreach t in array array['kept_answer', 'keeps_nothing'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format($p$create policy own on cases.%I using (kernel.actor_kind() = 'system'
      or (kernel.actor_kind() = 'citizen' and person = kernel.actor_person()))$p$, t);
  end loop;
end $$;

-- origins: by field, from which application and day an answer was taken over, while it stands as it was taken.
-- left_over: answers that found no place when the draft moved to a newer version, with their questions.
alter table cases.draft
  add column origins   jsonb not null default '{}',
  add column left_over jsonb not null default '[]';

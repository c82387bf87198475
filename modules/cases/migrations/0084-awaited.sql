-- What was promised at the hand-in and is still to be brought: a question of the form, and its last day. Once it is
-- there, or nobody needs it any more, it is over; after: the answer that it became.
create table cases.awaited (
  id         uuid        primary key,
  case_id    uuid        not null references cases.case (id),
  field      text        not null,
  last_day   date        not null,
  -- When the house next does something about it: reminds, or tells that the day is over.
  look_at    timestamptz,
  overdue_at timestamptz,
  over_at    timestamptz,
  after      jsonb
);
create unique index awaited_once on cases.awaited (case_id, field) where over_at is null;
create index awaited_of_case on cases.awaited (case_id);
create index awaited_due on cases.awaited (look_at) where look_at is not null;

do $$
declare c text;
begin
  alter table cases.awaited enable row level security;
  alter table cases.awaited force row level security;
  create policy written on cases.awaited for insert with check (
    kernel.actor_kind() in ('system', 'citizen', 'business', 'officer'));
  foreach c in array array['select', 'update'] loop
    execute format($p$create policy seen_for_%s on cases.awaited for %s using (
      kernel.actor_kind() = 'system' or (select true from cases.case c where c.id = case_id))$p$, c, c);
  end loop;
end $$;

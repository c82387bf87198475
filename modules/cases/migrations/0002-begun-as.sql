-- As whom something was begun. What a colleague did for a business stays the business's: when the mandate
-- ends, it is not theirs in private life, though they were the person who did it.
alter table cases.draft add column hat text not null default 'citizen' check (hat in ('citizen', 'business'));
alter table cases.case add column hat text not null default 'citizen' check (hat in ('citizen', 'business'));
alter table cases.file add column hat text not null default 'citizen' check (hat in ('citizen', 'business'));

do $$
declare t text;
begin
  foreach t in array array['draft', 'case', 'file'] loop
    execute format('drop policy own on cases.%I', t);
    execute format($p$create policy own on cases.%I using (
      ((select kernel.actor_kind()) = 'citizen' and person = (select kernel.actor_person()) and hat = 'citizen')
      or ((select kernel.actor_kind()) = 'business' and business = (select kernel.actor_business())))$p$, t);
  end loop;
end $$;

-- A code on its way to an address or number that was answered, to prove that it reaches the person.
create table cases.proof (
  draft      uuid        not null references cases.draft (id),
  field      text        not null,
  person     uuid        not null,
  business   uuid,
  hat        text        not null,
  -- Keyed hashes: of the answer that is to be proved, and of the code.
  value      bytea       not null,
  code       bytea,
  expires_at timestamptz not null,
  proved_at  timestamptz,
  primary key (draft, field)
);
alter table cases.proof enable row level security;
alter table cases.proof force row level security;
create policy own on cases.proof using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person() and hat = 'citizen'
  when 'business' then business = kernel.actor_business()
  when 'officer' then (select true from cases.assistance a where a.draft = proof.draft and a.state = 'open' limit 1)
  else false end);

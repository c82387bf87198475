-- A colleague named in a note: it stands in their queue until they say that they have seen it.
create table cases.mention (
  id      uuid        primary key,
  case_id uuid        not null references cases.case (id),
  act     uuid        not null references cases.act (id),
  officer uuid        not null,
  by_name text        not null,
  at      timestamptz not null,
  seen_at timestamptz
);
create index mention_queue on cases.mention (officer, at, id) where seen_at is null;

-- A question to another office of the government, or to a body outside it, and the answer.
create table cases.inquiry (
  id            uuid        primary key,
  case_id       uuid        not null references cases.case (id),
  -- The office that is asked; empty for a body outside, which is named in `outside`.
  agency        text,
  office        text,
  outside       text,
  question      text        not null,
  -- Whether the case waits for the answer. The legal clock goes on: only the applicant's turn stops it.
  holds         boolean     not null,
  due_at        timestamptz not null,
  asked_at      timestamptz not null,
  asked_by      uuid        not null,
  asked_by_name text        not null,
  asked_agency  text        not null,
  asked_office  text        not null,
  answer        text,
  answered_at   timestamptz,
  answered_by   text,
  withdrawn_at  timestamptz,
  check ((agency is null) = (office is null)),
  check ((agency is null) <> (outside is null)),
  check ((answer is null) = (answered_at is null)),
  check (answered_at is null or withdrawn_at is null)
);
create index inquiry_of_case on cases.inquiry (case_id);
create index inquiry_queue on cases.inquiry (agency, office, due_at, id) where answered_at is null and withdrawn_at is null;

-- What officers attach is theirs: 'all' is shown to the applicant too, 'office' only to officers.
alter table cases.file add column audience text not null default 'all' check (audience in ('all', 'office'));
alter table cases.file add column inquiry uuid;
drop policy seen on cases.file;
create policy seen on cases.file using (case kernel.actor_kind()
  when 'system' then true
  when 'citizen' then person = kernel.actor_person() and hat = 'citizen' and audience = 'all'
  when 'business' then business = kernel.actor_business() and audience = 'all'
  when 'officer' then (select true from cases.case c where c.id = draft)
  else false end);

do $$
declare t text; c text;
begin
  foreach t in array array['mention', 'inquiry'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format($p$create policy written on cases.%I for insert with check (kernel.actor_kind() in ('system', 'officer'))$p$, t);
    foreach c in array array['select', 'update'] loop
      execute format($p$create policy seen_for_%s on cases.%I for %s using (kernel.actor_kind() = 'system' or (
        kernel.actor_kind() = 'officer' and (select true from cases.case c where c.id = case_id)))$p$, c, t, c);
    end loop;
  end loop;
end $$;

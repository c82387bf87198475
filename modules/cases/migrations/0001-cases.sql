-- What somebody is filling in: saved page by page, kept for thirty days, on the service's version it began with.
create table cases.draft (
  id         uuid        primary key,
  service    text        not null,
  version    integer     not null,
  person     uuid        not null,
  business   uuid,
  -- As whom it was begun. What a colleague does for a business stays the business's: when the mandate ends, it is
  -- not theirs in private life, though they were the person who did it. So too with cases and files.
  hat        text        not null check (hat in ('citizen', 'business')),
  -- What the registers said of applicant and business when it was last looked up; never typed.
  facts      jsonb       not null,
  answers    jsonb       not null,
  state      text        not null default 'open' check (state in ('open', 'handed-in', 'dropped')),
  created_at timestamptz not null,
  saved_at   timestamptz not null
);
create index draft_of_person on cases.draft (person, id) where state = 'open';

create sequence cases.case_number;

-- One row per application. Few legal states; where it stands in its process is `process`, the
-- engine's own small state. What was answered on the day it was handed in stays in `answers`.
create table cases.case (
  id             uuid        primary key,
  number         text        not null unique,
  service        text        not null,
  version        integer     not null,
  title          jsonb       not null,
  person         uuid        not null,
  business       uuid,
  hat            text        not null check (hat in ('citizen', 'business')),
  label          text        not null,
  agency         text        not null,
  agencies       text[]      not null,
  facts          jsonb       not null,
  answers        jsonb       not null,
  decisions      jsonb       not null,
  process        jsonb       not null,
  status         text        not null check (status in ('in-progress', 'waiting', 'approved', 'issued', 'refused', 'lapsed', 'withdrawn')),
  rev            integer     not null default 1,
  bill           uuid,
  document       uuid,
  -- The head's consent to sign exactly this content.
  consent        jsonb,
  submitted_at   timestamptz not null,
  due_at         timestamptz not null,
  paused_at      timestamptz,
  decided_at     timestamptz,
  closed_at      timestamptz,
  check ((status in ('issued', 'refused', 'lapsed', 'withdrawn')) = (closed_at is not null))
);
create index case_of_person on cases.case (person, id);
create index case_decided on cases.case (decided_at) where decided_at is not null;
create index case_of_business on cases.case (business, id) where business is not null;

-- Work for an office. It carries what a queue shows, so that a queue is one index and one table.
create table cases.task (
  id          uuid        primary key,
  case_id     uuid        not null references cases.case (id),
  token       integer     not null,
  step        text        not null,
  title       jsonb       not null,
  role        text        not null,
  agency      text        not null,
  office      text        not null,
  assurance   integer     not null,
  outcomes    text[]      not null,
  service     text        not null,
  label       text        not null,
  number      text        not null,
  assignee    uuid,
  assignee_name text,
  opened_at   timestamptz not null,
  due_at      timestamptz not null,
  closed_at   timestamptz,
  closed_by   uuid,
  outcome     text,
  note        text
);
create index queue on cases.task (agency, office, role, due_at, id) where closed_at is null;
create index own_queue on cases.task (assignee, due_at, id) where closed_at is null and assignee is not null;
create index task_of_case on cases.task (case_id);

-- What happened, for people: append only.
create table cases.act (
  id       uuid        primary key,
  case_id  uuid        not null references cases.case (id),
  at       timestamptz not null,
  kind     text        not null,
  -- Who, as a person may be told: the office, and the officer's name for colleagues.
  hat      text        not null,
  agency   text,
  office   text,
  officer  text,
  -- 'all' is shown to the applicant too; 'office' only to officers.
  audience text        not null check (audience in ('all', 'office')),
  body     jsonb       not null default '{}'
);
create index act_of_case on cases.act (case_id, id);

create table cases.correction (
  id          uuid        primary key,
  case_id     uuid        not null references cases.case (id),
  field       text        not null,
  message     text        not null,
  asked_at    timestamptz not null,
  before      jsonb,
  after       jsonb,
  answered_at timestamptz
);
create unique index one_open_correction on cases.correction (case_id) where answered_at is null;
create index correction_of_case on cases.correction (case_id);

create table cases.file (
  id       uuid        primary key,
  draft    uuid        not null,
  person   uuid        not null,
  business uuid,
  hat      text        not null check (hat in ('citizen', 'business')),
  store    text        not null,
  name     text        not null,
  type     text        not null,
  bytes    integer     not null,
  sha256   text        not null,
  at       timestamptz not null
);
create index file_of_draft on cases.file (draft);

-- One index serves all timers of all cases, however many wait.
create table cases.timer (
  case_id uuid        not null references cases.case (id),
  token   integer     not null,
  target  text        not null,
  due_at  timestamptz not null,
  primary key (case_id, token, target)
);
create index timer_due on cases.timer (due_at);

do $$
declare t text; c text;
begin
  foreach t in array array['draft', 'case', 'task', 'act', 'correction', 'file', 'timer'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
  end loop;
  -- A person in private life sees what they began as such; who acts for a business, what is the business's; an
  -- office, what its agency works on. One question for each row, because every act pays for what a policy asks.
  foreach t in array array['draft', 'case', 'file'] loop
    execute format($p$create policy seen on cases.%I using (case kernel.actor_kind()
      when 'system' then true
      when 'citizen' then person = kernel.actor_person() and hat = 'citizen'
      when 'business' then business = kernel.actor_business()
      when 'officer' then %s
      else false end)$p$, t, case t
        when 'case' then 'kernel.actor_agency() = any (agencies)'
        when 'file' then '(select true from cases.case c where c.id = draft)'
        else 'false' end);
  end loop;
  -- What belongs to a case is seen by who sees the case. It is written by one statement with the case, in which the
  -- case cannot be seen yet: there the hat alone is asked, and the command has judged before. One value is asked
  -- for, not whether there are any: that question may be planned as a list of all cases.
  foreach t in array array['task', 'act', 'correction', 'timer'] loop
    execute format($p$create policy written on cases.%I for insert with check (
      kernel.actor_kind() in ('system', 'citizen', 'business', 'officer'))$p$, t);
    foreach c in array array['select', 'update', 'delete'] loop
      execute format($p$create policy seen_for_%s on cases.%I for %s using (
        kernel.actor_kind() = 'system' or %s (select true from cases.case c where c.id = case_id))$p$, c, t, c,
        -- A queue lists hundreds of the agency's own.
        case t when 'task' then '(kernel.actor_kind() = ''officer'' and agency = kernel.actor_agency()) or' else '' end);
    end loop;
  end loop;
end $$;
create policy audited on cases.case for select using (kernel.actor_oversight());

create function cases.append_only() returns text[] language sql immutable return array['act'];

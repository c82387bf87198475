-- Questions by which somebody is asked again for what is known or asked elsewhere. No answer stands here, only how many gave one.
create table onedata.asked (
  id         uuid        primary key,
  -- The service's code and the question's id.
  place      text        not null,
  field      text        not null,
  title      jsonb       not null,
  label      jsonb       not null,
  agency     text        not null,
  fact       text        not null,
  fact_name  jsonb       not null,
  -- By which sign it was known for that fact.
  sign       text        not null check (sign in ('bank', 'list', 'words', 'field', 'label')),
  -- From whom it could be read; null when no register keeps it.
  register   text,
  owner_field text,
  keeper     text,
  -- How many people answered it within a year.
  people     integer     not null,
  state      text        not null default 'open' check (state in ('open', 'accepted', 'to-remove')),
  reason     text        check (length(reason) <= 1000),
  decided_by uuid,
  decided_at timestamptz,
  found_at   timestamptz not null,
  -- Since when it is asked no more.
  gone_at    timestamptz,
  unique (place, field)
);
create index asked_of on onedata.asked (fact) where gone_at is null;

-- What the end of a case wrote into registers, one row for each change: done, waiting for its day, or not taken by the
-- register and so for its keeper to look at. No personal data stands here.
create table cases.effect (
  id          uuid        primary key,
  case_id     uuid        not null,
  -- Copied from the case, which the keeper of the register may have nothing to do with.
  case_number text        not null,
  title       jsonb       not null,
  -- Its place in effects.yaml, and in a list its place there: "0", "2.1".
  place       text        not null,
  register    text        not null,
  -- The agency that keeps the register.
  keeper      text        not null,
  state       text        not null check (state in ('waiting', 'held', 'done', 'settled')),
  -- The day from which it is so, when that lies ahead.
  waits_for   date,
  -- Why the register did not take it: the key of a sentence.
  why         text,
  -- The record's number, as far as it has one that is nobody's secret.
  number      text,
  record      uuid,
  tries       integer     not null default 1,
  at          timestamptz not null,
  -- By hand: who of the keeper's settled it, and how.
  settled_by  text,
  note        text        check (length(note) between 3 and 500),
  unique (case_id, place)
);
create index effect_held on cases.effect (keeper, id) where state = 'held';

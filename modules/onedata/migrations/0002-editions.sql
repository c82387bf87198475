-- Every edition of a code list that was in force here, so that what a new one added, dropped or renamed can be told.
create table onedata.edition (
  list      text        not null,
  number    integer     not null check (number >= 1),
  hash      text        not null,
  -- The day that the list is of, as its file says.
  edition   date        not null,
  source    text        not null,
  entries   integer     not null,
  -- Lines "code<tab>text", compressed.
  content   bytea       not null,
  kept_at   timestamptz not null,
  primary key (list, number),
  unique (list, hash)
);

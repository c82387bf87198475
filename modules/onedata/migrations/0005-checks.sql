-- APIs that agencies registered to be held to the technical standards.
create table onedata.address (
  id        uuid        primary key,
  agency    text        not null,
  title     text        not null check (length(title) between 3 and 120),
  url       text        not null check (length(url) <= 500),
  openapi   text        not null check (length(openapi) <= 500),
  added_at  timestamptz not null,
  unique (agency, url)
);

-- Each time that a file or an API was looked at. What was looked at is not kept: only what was found, and where.
create table onedata.check_run (
  id        uuid        primary key,
  agency    text        not null,
  address   uuid        references onedata.address (id),
  -- For a file: how its bytes hash, so that its owner knows which it was.
  hash      text,
  badge     text        not null check (badge in ('good', 'fair', 'poor')),
  results   jsonb       not null check (pg_column_size(results) < 262144),
  at        timestamptz not null,
  check ((address is null) = (hash is not null))
);
create index check_run_of on onedata.check_run (agency, id desc);
create index check_run_at on onedata.check_run (address, id desc) where address is not null;
create or replace function onedata.append_only() returns text[] language sql immutable
  return array['step', 'delivery', 'version', 'edition', 'measurement', 'field_measurement', 'check_run'];

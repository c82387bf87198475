-- Every version of every service, as it was published. A version never changes: what is in
-- progress stays on the one that it began with.
create table catalogue.service_version (
  code         text        not null,
  version      integer     not null,
  hash         text        not null,
  -- json, not jsonb: decisions are worked out in the order of the file, and jsonb sorts its keys.
  definition   json        not null,
  published_at timestamptz not null,
  primary key (code, version)
);

create function catalogue.append_only() returns text[] language sql immutable return array['service_version'];

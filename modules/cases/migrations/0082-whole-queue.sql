-- The same act on a whole queue: whether more was in it than is done at once, and why the work stopped by itself (the
-- code was given too long ago).
alter table cases.bulk add column stopped_for text check (stopped_for in ('code'));
create index bulk_ready on cases.bulk_item (bulk, n) where state = 'ready';

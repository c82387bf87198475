-- Several answers may be returned together, each with its own remark; one of a kind at a time.
drop index cases.one_open_correction;
create unique index one_open_correction on cases.correction (case_id, field) where answered_at is null;
-- Which return it belongs to; from the second on it says why there is another. An answer that was called up or fell
-- away because another was mended is kept here too, so that the officer sees it.
alter table cases.correction add column round integer not null default 1;
alter table cases.correction add column reason text;
alter table cases.correction add column follows boolean not null default false;

-- How many working days the law's clocks give this case: what was so when each began stays so. Null for cases from the time
-- when a version said one number for all.
alter table cases.case add column promised_days int check (promised_days >= 0);
alter table cases.deemed_clock add column working_days int check (working_days > 0);

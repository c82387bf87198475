-- Why the clock stands though the applicant has nothing to do: the reason in both languages, and the law. Null when it stands
-- for the applicant, whose queue is then without these cases.
alter table cases.case add column paused_why jsonb check (paused_why is null or paused_at is not null);
drop index cases.waiting_queue;
create index waiting_queue on cases.case (agency, paused_at, id)
  where paused_at is not null and paused_why is null and closed_at is null;

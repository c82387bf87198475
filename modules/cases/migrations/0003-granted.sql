-- Some services end without a paper: the application is granted, and that is all.
alter table cases.case drop constraint case_status_check, drop constraint case_check;
alter table cases.case
  add constraint case_status_check check
    (status in ('in-progress', 'waiting', 'approved', 'issued', 'granted', 'refused', 'lapsed', 'withdrawn')),
  add constraint case_check check
    ((status in ('issued', 'granted', 'refused', 'lapsed', 'withdrawn')) = (closed_at is not null));

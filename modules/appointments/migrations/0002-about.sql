-- What a visit is for, when something that was applied for asked for it: it is given back when that comes to nothing.
alter table appointments.ticket add column about uuid;
create index ticket_about on appointments.ticket (about) where about is not null and closed_at is null;

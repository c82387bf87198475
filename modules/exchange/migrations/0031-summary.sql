-- What a service is for, as people read it in the directory.
alter table exchange.service add column summary text not null default '' check (length(summary) <= 500);

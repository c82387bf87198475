-- Why it is sent, when that rests on a person's consent: a copy that still waits is dropped once the consent is gone.
alter table messages.message add column purpose text;

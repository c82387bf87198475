-- "Who changed my data": the acts that touched a person. Acts about nobody stay out of it.
create index journal_acts_about on kernel.journal using gin (about) where kind = 'act' and about <> '{}';

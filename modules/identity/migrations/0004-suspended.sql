-- One of two accounts of a person whose records were merged: it opens nothing while the other one does.
alter table identity.account drop constraint account_state_check;
alter table identity.account add constraint account_state_check check (state in ('active', 'closed', 'suspended'));

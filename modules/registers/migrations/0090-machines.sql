-- A system of another agency reads by an agreement: which record and which fields, the policy table says.
create policy agreed on registers.record for select using (kernel.actor_kind() = 'machine');

-- A system of another agency reads by an agreement: whom and which fields, the policy table says.
create policy agreed on registry.person for select using (kernel.actor_kind() = 'machine');
create policy agreed on registry.business for select using (kernel.actor_kind() = 'machine');
create policy agreed on registry.business_role for select using (kernel.actor_kind() = 'machine');

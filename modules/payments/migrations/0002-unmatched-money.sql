-- Money that fits no order, or came in another currency, is kept too: it stands in the books and waits for the
-- treasury's finance officer.
set local pendopo.kind = 'system';
alter table payments.event drop constraint event_verdict_check;
alter table payments.event add check
  (verdict in ('paid', 'wrong-amount', 'wrong-currency', 'late', 'twice', 'cancelled', 'unknown-order'));
alter table payments.event add currency text;
update payments.event e set currency = b.currency
  from payments.intent i join payments.bill b on b.id = i.bill where i.reference = e.reference;
alter table payments.event alter currency set not null;

alter table payments.exception alter bill drop not null, add currency text, add agency text, add reference text;
update payments.exception x set currency = b.currency, agency = b.agency, reference = e.reference
  from payments.bill b, payments.event e where b.id = x.bill and e.id = x.event;
alter table payments.exception alter currency set not null, alter agency set not null, alter reference set not null;
alter table payments.exception add check ((settled_at is null) = (settled_by is null));
alter table payments.entry alter bill drop not null;

-- A booking is even in each of its currencies: rupiah never pay for dollars.
create or replace function payments.even() returns trigger language plpgsql as $$
begin
  if exists (select from payments.entry where booking = new.booking group by currency having sum(amount_minor) <> 0) then
    raise exception 'booking % does not sum to zero', new.booking;
  end if;
  return null;
end $$;

-- One order that waits for each bill and gateway: two who press at once scan the same code.
create unique index one_waiting_order on payments.intent (bill, gateway) where state = 'waiting';

-- The payer sees that money came which did not fit; the auditor sees all of it.
drop policy office on payments.exception;
create policy office on payments.exception using
  (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency());
create policy of_bill on payments.exception for select using
  (kernel.actor_kind() in ('citizen', 'business') and (select true from payments.bill b where b.id = bill));
create policy audited on payments.exception for select using (kernel.actor_oversight());
create policy audited on payments.bill for select using (kernel.actor_oversight());

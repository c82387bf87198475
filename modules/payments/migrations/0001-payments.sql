-- What somebody owes, for what, until when. Numbers run without gaps within a year.
create table payments.bill (
  id          uuid        primary key,
  number      text        not null unique,
  subject     text        not null,
  person      uuid        not null,
  business    uuid,
  title       jsonb       not null,
  lines       jsonb       not null,
  currency    text        not null,
  total_minor bigint      not null check (total_minor > 0),
  agency      text        not null,
  law         text        not null,
  state       text        not null check (state in ('open', 'paid', 'expired', 'cancelled')),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  paid_at     timestamptz,
  check ((state = 'paid') = (paid_at is not null))
);
create index bill_of_person on payments.bill (person, id);
create index bill_of_business on payments.bill (business, id) where business is not null;
create index bill_of_subject on payments.bill (subject);
create table payments.series (
  kind  text    not null,
  year  integer not null,
  last  integer not null,
  primary key (kind, year)
);

-- One try to pay a bill, at one gateway.
create table payments.intent (
  id           uuid        primary key,
  bill         uuid        not null references payments.bill (id),
  gateway      text        not null,
  reference    text        not null unique,
  amount_minor bigint      not null,
  payload      text        not null,
  state        text        not null check (state in ('waiting', 'paid', 'failed')),
  created_at   timestamptz not null,
  looked_at    timestamptz
);
create index intent_of_bill on payments.intent (bill);
create index intent_waiting on payments.intent (created_at) where state = 'waiting';

-- Every word of a gateway that money came, kept as it came. The event's own id makes a second telling harmless.
create table payments.event (
  id           uuid        primary key,
  gateway      text        not null,
  event        text        not null,
  reference    text        not null,
  amount_minor bigint      not null,
  happened_at  timestamptz not null,
  received_at  timestamptz not null,
  verdict      text        not null check (verdict in ('paid', 'wrong-amount', 'late', 'twice', 'cancelled')),
  unique (gateway, event)
);
create table payments.receipt (
  id           uuid        primary key,
  number       text        not null unique,
  bill         uuid        not null unique references payments.bill (id),
  amount_minor bigint      not null,
  currency     text        not null,
  paid_at      timestamptz not null
);

-- The ledger: each booking's entries sum to zero, and nothing is ever changed.
create table payments.entry (
  id           uuid        primary key,
  booking      uuid        not null,
  account      text        not null check (account in ('receivable', 'cash', 'revenue', 'to-refund')),
  amount_minor bigint      not null check (amount_minor <> 0),
  currency     text        not null,
  bill         uuid        not null references payments.bill (id),
  agency       text        not null,
  at           timestamptz not null
);
create index entry_of_booking on payments.entry (booking);
create index entry_of_bill on payments.entry (bill);
-- At commit, whatever was booked in it is even: the database itself keeps the books.
create function payments.even() returns trigger language plpgsql as $$
begin
  if (select sum(amount_minor) from payments.entry where booking = new.booking) <> 0 then
    raise exception 'booking % does not sum to zero', new.booking;
  end if;
  return null;
end $$;
create constraint trigger even after insert on payments.entry deferrable initially deferred for each row execute function payments.even();

-- Money that came and could not be taken for its bill: a finance officer settles each.
create table payments.exception (
  id           uuid        primary key,
  event        uuid        not null unique references payments.event (id),
  bill         uuid        not null references payments.bill (id),
  kind         text        not null,
  amount_minor bigint      not null,
  opened_at    timestamptz not null,
  settled_at   timestamptz,
  settled_by   uuid,
  note         text
);

do $$
declare t text;
begin
  foreach t in array array['bill', 'intent', 'event', 'receipt', 'entry', 'exception'] loop
    execute format('alter table payments.%I enable row level security', t);
    execute format('alter table payments.%I force row level security', t);
    execute format('create policy house on payments.%I using (kernel.actor_kind() = ''system'')', t);
  end loop;
end $$;
create policy own on payments.bill using (
  (kernel.actor_kind() = 'citizen' and person = kernel.actor_person() and business is null)
  or (kernel.actor_kind() = 'business' and business = kernel.actor_business()));
create policy office on payments.bill for select using (kernel.actor_kind() = 'officer' and agency = kernel.actor_agency());
create policy of_bill on payments.intent using ((select true from payments.bill b where b.id = bill));
create policy of_bill on payments.receipt for select using ((select true from payments.bill b where b.id = bill));
create policy office on payments.exception using (kernel.actor_kind() = 'officer' and (select true from payments.bill b where b.id = bill));

create function payments.append_only() returns text[] language sql immutable return array['event', 'entry', 'receipt'];

import { z } from "zod";
import { type CommandContext, command, query } from "../../../kernel/index.ts";
import { recordHolders } from "../../registers/index.ts";
import { exchangeOf } from "../settings.ts";
import type { ServiceRow } from "../tables.ts";
import { openedTo, toldFields } from "./opened.ts";
import type { EventRow, SubscriptionRow } from "./tables.ts";

const batch = 200;

/** Whether something happened that has not been handed to its subscribers yet. */
export const unspread = query({
  name: "exchange.unspread-events",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }) {
    const [row] = await tx.query<{ any: boolean }>(
      "select exists (select from exchange.event where not spread) as any",
    );
    return row!.any;
  },
});

/** Works out for whom events are, in the order in which they happened. One at a time in the whole house. */
export const spreadEvents = command({
  name: "exchange.spread-events",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context) {
    const { tx } = context;
    const [lock] = await tx.query<{ got: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('exchange.spread', 0)) as got",
    );
    const events = lock?.got
      ? await tx.query<EventRow>("select * from exchange.event where not spread order by n limit $1", [batch])
      : [];
    let count = 0;
    for (const service of new Set(events.map((event) => event.service)))
      count += await spread(
        context,
        service,
        events.filter((event) => event.service === service),
      );
    await tx.query("update exchange.event set spread = true where id = any($1)", [events.map(({ id }) => id)]);
    return { result: events.length, subject: events[0]?.id ?? context.newId(), note: { events: events.length, count } };
  },
});

async function spread(context: CommandContext, id: string, events: readonly EventRow[]): Promise<number> {
  const { tx } = context;
  const [service] = await tx.query<ServiceRow>("select * from exchange.service where id = $1", [id]);
  const subscriptions = await tx.query<SubscriptionRow>(
    "select * from exchange.subscription where service = $1 and state <> 'ended' order by id",
    [id],
  );
  const people = subscriptions.length > 0 ? await peopleIn(context, service!, events) : new Map();
  let count = 0;
  for (const one of subscriptions) {
    const opened = await openedTo(context, one.consumer, id);
    if (!opened) continue;
    const mayHear = opened.all ? null : await followed(context, opened.agreement, [...new Set(people.values())]);
    const meant = events.filter((event) => {
      const person = people.get(event.subject);
      if (one.made_at > event.at || (person && mayHear && !mayHear.has(person))) return false;
      // A change of what is not agreed is not told at all: that something changed says something too.
      return event.kind !== "changed" || toldFields(event.fields, opened.fields).length > 0;
    });
    await waitInLine(context, one, meant);
    count += meant.length;
  }
  return count;
}

/** Whom the records are about, where they are about people. */
async function peopleIn(
  { askAsRoom }: CommandContext,
  { register }: ServiceRow,
  events: readonly EventRow[],
): Promise<Map<string, string>> {
  const subjects = [...new Set(events.map(({ subject }) => subject))];
  if (register === null || register === "businesses") return new Map();
  if (register === "population") return new Map(subjects.map((subject) => [subject, subject]));
  const holders = await askAsRoom(recordHolders, { records: subjects });
  return new Map(holders.flatMap(({ id, person }) => (person ? [[id, person]] : [])));
}

/** Those whom this agreement has asked about through the gateway lately, by the receipts that they see themselves. */
async function followed({ world, tx, now }: CommandContext, agreement: string, people: string[]): Promise<Set<string>> {
  const { followDays } = exchangeOf(world.government).events;
  const rows = await tx.query<{ person: string }>(
    `select p.person from unnest($1::uuid[]) as p(person) where exists (
       select from kernel.journal where kind = 'read' and about @> array[p.person] and subject = $2
         and via = 'exchange' and at >= $3)`,
    [people, agreement, new Date(now.getTime() - followDays * 86_400_000)],
  );
  return new Set(rows.map(({ person }) => person));
}

async function waitInLine({ tx, now }: CommandContext, one: SubscriptionRow, events: readonly EventRow[]) {
  if (events.length === 0) return;
  await tx.query(
    `insert into exchange.delivery (event, subscription, n, subject, state, next_at, expires_at)
     select e.id, $2, e.n, e.subject, 'waiting', $3, $4 from exchange.event e where e.id = any($1)
     on conflict do nothing`,
    [events.map(({ id }) => id), one.id, now, new Date(now.getTime() + one.ttl_seconds * 1000)],
  );
}

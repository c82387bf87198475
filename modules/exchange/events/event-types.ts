import { z } from "zod";
import {
  type Actor,
  command,
  query,
  refuse,
  refuseFields,
  relation,
  type Tx,
  type World,
} from "../../../kernel/index.ts";
import { isReserved, partShape } from "../identifier.ts";
import { systemById } from "../stored.ts";
import type { ServiceRow, SystemRow } from "../tables.ts";
import { eventPlace } from "./content.ts";
import { eventEndpoints } from "./opened.ts";
import { fieldsOf, fitsSchema, isSchema } from "./schema.ts";
import type { EventRow } from "./tables.ts";

const itself = <Thing extends { provider: SystemRow }>() =>
  relation<Thing>("the system itself", (actor: Actor, { provider }) => actor.machine?.id === provider.id);
export const eventCode = z.string().regex(partShape, "exchange.fault.code");
interface Offered {
  provider: SystemRow;
  service: ServiceRow;
}
interface Published extends Offered {
  event: EventRow;
}

/** A service that tells of events: a register, or a kind of event that a system publishes. */
export async function eventService(tx: Tx, system: string, code: string): Promise<Offered | null> {
  const provider = await systemById(tx, system);
  const [service] = await tx.query<ServiceRow>(
    "select * from exchange.service where system = $1 and code = $2 and kind in ('register', 'events') and state = 'offered'",
    [system, code],
  );
  return provider && service ? { provider, service } : null;
}

/** A system says which kind of event it will publish, and how one looks. It is then a service that others can agree on. */
export const createEventType = command({
  name: "exchange.create-event-type",
  internal: true,
  input: z
    .object({
      system: z.uuid(),
      eventType: eventCode.refine((one) => !isReserved(one), "exchange.fault.taken"),
      schema: z.record(z.string(), z.unknown()),
    })
    .strict(),
  load: async ({ tx }, { system }) => {
    const provider = await systemById(tx, system);
    return provider && { provider };
  },
  allow: [{ hat: "machine", relation: itself<{ provider: SystemRow }>() }],
  async carryOut({ tx, now, newId }, { system, eventType, schema }) {
    if (!isSchema(schema)) refuseFields([{ path: "schema", messageKey: "exchange.fault.schema" }]);
    const fields = fieldsOf(schema);
    const [row] = await tx.query<{ id: string }>(
      `insert into exchange.service (id, system, code, title, kind, endpoints, fields, schema, about, state, changed_at)
       values ($1, $2, $3, $4, 'events', $5, $6, $7, $8, 'offered', $9)
       on conflict (system, code) do update set endpoints = $5, fields = $6, schema = $7, about = $8, state = 'offered', changed_at = $9
       where exchange.service.kind = 'events' and exchange.service.state = 'withdrawn' returning id`,
      [
        newId(),
        system,
        eventType,
        JSON.stringify({ id: eventType, en: eventType }),
        JSON.stringify([{ method: "GET", path: eventEndpoints.followed }]),
        fields,
        JSON.stringify(schema),
        fields.includes("nik") ? JSON.stringify({ in: "body", name: "nik" }) : null,
        now,
      ],
    );
    if (!row) refuse("conflict", "exchange.refusal.event-type-there");
    return { result: { id: row.id }, facts: [{ name: "exchange.service-offered", subject: row.id }] };
  },
});

export const withdrawEventType = command({
  name: "exchange.withdraw-event-type",
  internal: true,
  input: z.object({ system: z.uuid(), eventType: eventCode }).strict(),
  load: ({ tx }, { system, eventType }) => eventService(tx, system, eventType),
  allow: [{ hat: "machine", relation: itself<Offered>() }],
  async carryOut({ tx, now }, _input, { service }) {
    if (service.kind !== "events") refuse("not-found", "kernel.refusal.not-found");
    await tx.query("update exchange.service set state = 'withdrawn', changed_at = $2 where id = $1", [service.id, now]);
    return { result: null, facts: [{ name: "exchange.service-withdrawn", subject: service.id }] };
  },
});

/** Takes an event in; it is handed to its subscribers afterwards. What it says is sealed until nobody waits for it any more. */
export const publishEvent = command({
  name: "exchange.publish-event",
  internal: true,
  input: z.object({ system: z.uuid(), eventType: eventCode, event: z.record(z.string(), z.unknown()) }).strict(),
  load: ({ tx }, { system, eventType }) => eventService(tx, system, eventType),
  allow: [{ hat: "machine", relation: itself<Offered>() }],
  async carryOut({ world, tx, now, newId }, { event }, { service }) {
    if (service.kind !== "events") refuse("not-found", "kernel.refusal.not-found");
    const fault = fitsSchema(service.schema!, event);
    if (fault) refuseFields([{ path: fault, messageKey: "exchange.fault.event" }]);
    const id = newId();
    const sealed = await world.secrets.seal(tx, id, eventPlace, JSON.stringify(event));
    await tx.query(
      `insert into exchange.event (id, service, kind, subject, sealed, at) values ($1, $2, 'published', $3, $4, $5)`,
      [id, service.id, subjectOf(world, event) ?? id, sealed, now],
    );
    return { result: { id }, subject: id };
  },
});

/** What belongs together keeps its order: events that name the same thing by `subject` or `id`. Hidden, as it may be a person's number. */
function subjectOf({ secrets }: World, { subject, id }: Record<string, unknown>): string | null {
  const named = subject ?? id;
  return typeof named === "string" || typeof named === "number"
    ? secrets.blindIndex("exchange.event.subject", String(named)).toString("hex")
    : null;
}

async function publishedEvent(tx: Tx, system: string, eventType: string, id: string): Promise<Published | null> {
  const found = await eventService(tx, system, eventType);
  const [event] = await tx.query<EventRow>("select * from exchange.event where id = $1 and service = $2", [
    id,
    found?.service.id ?? null,
  ]);
  return found && event && event.kind === "published" ? { ...found, event } : null;
}

const ofEvent = z.object({ system: z.uuid(), eventType: eventCode, event: z.uuid() }).strict();

/** No more of it is delivered. Who has it, has it. */
export const stopEvent = command({
  name: "exchange.stop-event",
  internal: true,
  input: ofEvent,
  load: ({ tx }, { system, eventType, event }) => publishedEvent(tx, system, eventType, event),
  allow: [{ hat: "machine", relation: itself<Published>() }],
  async carryOut({ tx, now }, { event }) {
    await tx.query("update exchange.event set stopped = true where id = $1", [event]);
    await tx.query(
      `update exchange.delivery set state = 'dropped', fault = 'stopped', done_at = $2
       where event = $1 and state in ('waiting', 'dead')`,
      [event, now],
    );
    return { result: null, subject: event };
  },
});

/** What was published, for who published it. */
export const eventStatus = query({
  name: "exchange.event-status",
  internal: true,
  input: ofEvent,
  load: ({ tx }, { system, eventType, event }) => publishedEvent(tx, system, eventType, event),
  allow: [{ hat: "machine", relation: itself<Published>() }],
  answer: async (_context, _input, { event }) => ({ id: event.id, n: event.n, stopped: event.stopped }),
});

/** Kinds of events that a system tells of. Anybody may know. */
export const eventTypes = query({
  name: "exchange.event-types",
  input: z.object({ system: z.uuid() }).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ tx }, { system }): Promise<Pick<ServiceRow, "code" | "kind" | "fields" | "schema">[]> =>
    tx.query(
      `select code, kind, fields, schema from exchange.service
       where system = $1 and kind in ('register', 'events') and state = 'offered' order by code limit 1000`,
      [system],
    ),
});

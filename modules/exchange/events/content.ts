import { createHash } from "node:crypto";
import { z } from "zod";
import { query, Sitting, type World } from "../../../kernel/index.ts";
import { agreedRecord } from "../../registers/index.ts";
import { lookups } from "../../registry/index.ts";
import { systemOf, writeServiceId, writeSystemId } from "../identifier.ts";
import { relayed } from "../queries/relayed.ts";
import { systemById } from "../stored.ts";
import type { ServiceRow, SystemRow } from "../tables.ts";
import { type Opened, openedTo, readerOf, toldFields } from "./opened.ts";
import type { EventRow, SubscriptionRow } from "./tables.ts";

export const eventPlace = "exchange.event.sealed";

/** A delivery with all that it takes to carry it out. */
export interface Parcel {
  event: EventRow;
  subscription: SubscriptionRow;
  consumer: SystemRow;
  provider: SystemRow;
  service: ServiceRow;
  /** Null: the agreement has ended, and nothing leaves. */
  opened: Opened | null;
  address: string | null;
  /** What a system published, opened. */
  published: Record<string, unknown> | null;
}

/** What is on its way, for the house that carries it. What a register says is asked by the subscriber's own right, later. */
export const parcelOf = query({
  name: "exchange.parcel",
  internal: true,
  input: z.object({ event: z.uuid(), subscription: z.uuid() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx, now }, asked): Promise<Parcel | null> {
    const [subscription] = await tx.query<SubscriptionRow>("select * from exchange.subscription where id = $1", [
      asked.subscription,
    ]);
    const [event] = await tx.query<EventRow>("select * from exchange.event where id = $1", [asked.event]);
    if (!subscription || !event || event.stopped || subscription.state === "ended") return null;
    const consumer = (await systemById(tx, subscription.consumer))!;
    const provider = (await systemById(tx, subscription.provider))!;
    const [service] = await tx.query<ServiceRow>("select * from exchange.service where id = $1", [event.service]);
    const [callback] = await tx.query<{ address: string }>("select address from exchange.callback where system = $1", [
      consumer.id,
    ]);
    const opened = await openedTo({ world, tx, now }, consumer.id, event.service);
    const text = event.sealed && opened ? await world.secrets.open(tx, event.id, eventPlace, event.sealed) : null;
    return {
      event,
      subscription,
      consumer,
      provider,
      service: service!,
      opened,
      address: callback?.address ?? null,
      published: text ? JSON.parse(text) : null,
    };
  },
});

/**
 * What a subscriber is told: read now, by its own right, so that the receipt names the fields that leave, a correction that
 * came meanwhile is in it, and an agreement that ended opens nothing. Waits until the receipt is durable.
 */
export async function contentOf(world: World, parcel: Parcel & { opened: Opened }): Promise<Record<string, unknown>> {
  const { event, service, consumer, opened } = parcel;
  const fields = event.kind === "published" ? opened.fields : toldFields(event.fields, opened.fields);
  const sitting = new Sitting(world, readerOf(consumer, service, opened, fields), { via: "exchange-event" });
  try {
    return event.kind === "published"
      ? await published(sitting, parcel, fields)
      : { register: service.register, change: event.kind, fields, ...(await record(sitting, service, event.subject)) };
  } finally {
    await sitting.end();
  }
}

async function record(
  sitting: Sitting,
  { register }: ServiceRow,
  subject: string,
): Promise<{ key: Record<string, unknown>; record: unknown }> {
  const none = { key: {}, record: null };
  if (register === "population") {
    const found = await sitting.ask(lookups.agreedPerson, { person: subject });
    if (!found) return none;
    const { nik, ...shown } = found;
    return { key: { nik }, record: shown };
  }
  if (register === "businesses") {
    const found = await sitting.ask(lookups.agreedBusiness, { business: subject });
    if (!found) return none;
    const { nib, ...shown } = found;
    return { key: { nib }, record: shown };
  }
  const found = await sitting.ask(agreedRecord, { register: register!, record: subject });
  if (!found) return none;
  const { number, whose, ...shown } = found;
  return { key: number === null ? { ...whose } : { number }, record: shown };
}

/** Only agreed fields leave; of whom it speaks, by the NIK in it, sees it among who read their data. */
async function published(
  sitting: Sitting,
  { published, service, provider }: Parcel,
  fields: readonly string[],
): Promise<Record<string, unknown>> {
  const whole = published ?? {};
  const nik = service.about ? whole[service.about.name] : null;
  if (typeof nik === "string")
    await sitting.ask(relayed, { nik, service: writeServiceId({ ...systemOf(provider), service: service.code }) });
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)));
}

/** CloudEvents 1.0 in JSON. Its subject tells a receiver what belongs together, and nobody else whom it is about. */
export function cloudEvent({ event, provider, service, subscription }: Parcel, data: Record<string, unknown>): Buffer {
  const source = `/${writeSystemId(systemOf(provider))}/${service.code}`;
  return Buffer.from(
    JSON.stringify({
      specversion: "1.0",
      id: event.id,
      source,
      type: event.kind === "published" ? service.code : `pendopo.register.${event.kind}`,
      subject: createHash("sha256").update(`${subscription.id} ${event.subject}`).digest("base64url").slice(0, 22),
      time: event.at.toISOString(),
      sequence: String(event.n).padStart(20, "0"),
      datacontenttype: "application/json",
      data,
    }),
  );
}

import { type Actor, act, ask, stranger } from "../../../kernel/index.ts";
import { GatewayFault } from "../gateway/fault.ts";
import type { OwnCall } from "../gateway/own.ts";
import { bodyOf, byGateway, empty, type Handles, ownServices, problem, systemItself } from "../gateway/own-answers.ts";
import { json, type Provided } from "../gateway/provide.ts";
import { readSystemId, type SystemId } from "../identifier.ts";
import { contentOf, type Parcel, parcelOf } from "./content.ts";
import { createEventType, eventStatus, eventTypes, publishEvent, stopEvent, withdrawEventType } from "./event-types.ts";
import type { Opened } from "./opened.ts";
import { confirmEvent, nextEvent } from "./pull.ts";
import {
  changeSubscription,
  deadLetters,
  replayDeliveries,
  type ShownSubscription,
  steerSubscription,
  subscribe,
  subscriptions,
} from "./subscriptions.ts";

/** The name in the body, where there is one, is the name in the address. */
function named(asked: OwnCall, body: Record<string, unknown>): string {
  const [name] = asked.parts;
  if (body.eventType !== name)
    throw new GatewayFault("Client.InvalidRequest", "eventType in the body must be that of the address");
  return name!;
}

const publicId = ({ instance, memberClass, member, system }: SystemId) => ({
  instanceId: instance,
  memberClass,
  memberCode: member,
  applicationCode: system,
});

const item = (one: ShownSubscription) => ({
  id: one.id,
  subscriberId: publicId(readSystemId(one.consumer_id)!),
  eventType: one.event_type,
  delivery: one.delivery.toUpperCase(),
  options: { TTL: one.ttl_seconds, FIFO: one.fifo },
});

function wish(body: Record<string, unknown>) {
  const options = (body.options ?? {}) as { TTL?: number; FIFO?: boolean };
  const given = body.delivery as string | undefined;
  return {
    ...(given !== undefined && { delivery: given.toLowerCase() as "push" }),
    ...(options.FIFO !== undefined && { fifo: options.FIFO }),
    ...(options.TTL !== undefined && { ttl: options.TTL }),
  };
}

const mineIn = (asked: OwnCall) => ask(asked.world, systemItself(asked), subscriptions, { provider: asked.provider });
async function mine(asked: OwnCall): Promise<ShownSubscription | undefined> {
  return (await mineIn(asked)).find(({ event_type }) => event_type === asked.parts[0]);
}

const handles: Handles = [
  [
    "POST",
    "api",
    "/v1/eventType",
    async (asked, actor) => {
      const { eventType, schema } = bodyOf(asked);
      const made = {
        system: asked.provider,
        eventType: eventType as string,
        schema: schema as Record<string, unknown>,
      };
      await act(asked.world, actor, createEventType, made, byGateway);
      return empty(200);
    },
  ],
  [
    "GET",
    "api",
    "/v1/eventType",
    async ({ world, provider }, actor) => {
      const all = await ask(world, actor, eventTypes, { system: provider });
      return all.length > 0
        ? json(
            200,
            all.map(({ code }) => code),
          )
        : empty(204);
    },
  ],
  [
    "GET",
    "api",
    "/v1/eventType/*",
    async ({ world, provider, parts }, actor) => {
      const found = (await ask(world, actor, eventTypes, { system: provider })).find(({ code }) => code === parts[0]);
      return found
        ? json(200, { eventType: found.code, schema: found.schema ?? changeSchema(found.fields) })
        : empty(204);
    },
  ],
  [
    "DELETE",
    "api",
    "/v1/eventType/*",
    async ({ world, provider, parts }, actor) => {
      await act(world, actor, withdrawEventType, { system: provider, eventType: parts[0]! }, byGateway);
      return empty(204);
    },
  ],
  [
    "POST",
    "pub",
    "/v1/*",
    async (asked, actor) => {
      const body = bodyOf(asked);
      const eventType = named(asked, body);
      const event = body.event as Record<string, unknown>;
      const { id } = await act(
        asked.world,
        actor,
        publishEvent,
        { system: asked.provider, eventType, event },
        byGateway,
      );
      return json(201, { id });
    },
  ],
  [
    "GET",
    "pub",
    "/v1/*/*",
    async ({ world, provider, parts, call }, actor) => {
      const [eventType, event] = parts as [string, string];
      const { id, n } = await ask(world, actor, eventStatus, { system: provider, eventType, event });
      return json(200, { id, sequence: Number(n), publisherId: publicId(call.service), eventType });
    },
  ],
  [
    "DELETE",
    "pub",
    "/v1/*/*",
    async ({ world, provider, parts }, actor) => {
      const [eventType, event] = parts as [string, string];
      await act(world, actor, stopEvent, { system: provider, eventType, event }, byGateway);
      return empty(204);
    },
  ],
  [
    "GET",
    "api",
    "/v1/subs",
    async (asked) => {
      const all = await mineIn(asked);
      return all.length > 0 ? json(200, all.map(item)) : problem(404, "You have no subscription here");
    },
  ],
  [
    "POST",
    "api",
    "/v1/subs/*",
    async (asked, actor) => {
      const body = bodyOf(asked);
      const eventType = named(asked, body);
      const { world, provider, sender } = asked;
      await act(world, actor, subscribe, { consumer: sender.id, provider, eventType, ...wish(body) }, byGateway);
      return empty(200);
    },
  ],
  [
    "GET",
    "api",
    "/v1/subs/*",
    async (asked) => {
      const one = await mine(asked);
      return one ? json(200, item(one)) : problem(404, "You have no such subscription");
    },
  ],
  [
    "PATCH",
    "api",
    "/v1/subs/*",
    async (asked, actor) => {
      const body = bodyOf(asked);
      named(asked, body);
      const one = await mine(asked);
      if (!one) return problem(404, "You have no such subscription");
      await act(asked.world, actor, changeSubscription, { id: one.id, ...wish(body) }, byGateway);
      return empty(201);
    },
  ],
  [
    "DELETE",
    "api",
    "/v1/subs/*",
    async (asked, actor) => {
      const one = await mine(asked);
      if (!one) return problem(404, "You have no such subscription");
      await act(asked.world, actor, steerSubscription, { id: one.id, to: "ended" }, byGateway);
      return empty(204);
    },
  ],
  [
    "GET",
    "api",
    "/v1/subs/*/dead",
    async (asked, actor) => {
      const one = await mine(asked);
      if (!one) return problem(404, "You have no such subscription");
      const { letters } = await ask(asked.world, actor, deadLetters, { id: one.id });
      return json(
        200,
        letters.map(({ event, at, tries, fault }) => ({ id: event, at, tries, fault })),
      );
    },
  ],
  [
    "POST",
    "api",
    "/v1/subs/*/dead",
    async (asked, actor) => {
      const one = await mine(asked);
      if (!one) return problem(404, "You have no such subscription");
      // One event, or all that were put aside; sent again when nothing else is said.
      const { id: event, what } = bodyOf(asked) as { id?: string; what?: "again" };
      const moved = { id: one.id, ...(event && { event }), ...(what && { what }) };
      return json(200, await act(asked.world, actor, replayDeliveries, moved, byGateway));
    },
  ],
  ["GET", "pull", "/v1/*", pull],
  [
    "DELETE",
    "pull",
    "/v1/*/*",
    async (asked, actor) => {
      const one = await mine(asked);
      if (!one) return problem(404, "You have no such subscription");
      const { taken } = await act(asked.world, actor, confirmEvent, { id: one.id, event: asked.parts[1]! }, byGateway);
      return taken ? empty(204) : problem(404, "No such event waits for you");
    },
  ],
];

/** The next event that was not acknowledged, read now by the agreement: each time it is fetched its person sees it. */
async function pull(asked: OwnCall, actor: Actor): Promise<Provided> {
  const { world, call } = asked;
  const one = await mine(asked);
  if (one?.delivery !== "pull") return problem(one ? 409 : 404, "You have no such subscription to pull from");
  const event = await ask(world, actor, nextEvent, { id: one.id });
  const parcel =
    event &&
    (await ask(world, { ...stranger, hat: "system", system: "exchange", assurance: 3 }, parcelOf, {
      event,
      subscription: one.id,
    }));
  if (!parcel) return problem(404, "No event is available");
  if (!parcel.opened) return problem(404, "No agreement in force opens these events");
  return json(200, {
    id: parcel.event.id,
    sequence: Number(parcel.event.n),
    publisherId: publicId(call.service),
    eventType: one.event_type,
    event: await contentOf(world, parcel as Parcel & { opened: Opened }),
  });
}

/** How a change of a register is told. */
const changeSchema = (fields: readonly string[]) => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["register", "change", "fields", "key", "record"],
  properties: {
    register: { type: "string" },
    change: { enum: ["made", "changed", "ended"] },
    fields: { type: "array", items: { enum: fields } },
    key: { type: "object" },
    record: { type: ["object", "null"] },
  },
});

/** GovStack's publish and subscribe, over the same commands as the pages; and what was put aside, which it does not know. */
export const eventServices = ownServices(handles);

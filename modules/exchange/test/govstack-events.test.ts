import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { parse } from "yaml";
import { addFormats } from "../../../test/formats.ts";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { deliverDue, spreadAll } from "../events/courier.ts";
import { setCallback } from "../events/subscriptions.ts";
import { agencies } from "./agencies.ts";
import { receiver } from "./receiver.ts";

interface Spec {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, { content?: unknown }> }>>;
  components: { schemas: Record<string, object> };
}
const spec = parse(readFileSync(new URL("govstack-pubsub.yaml", import.meta.url), "utf8")) as Spec;
const ajv = new Ajv.default({ strict: false });
addFormats(ajv);
ajv.addSchema({ $id: "spec", components: spec.components }, "spec");
const operations = new Map(
  Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method !== "parameters")
      .map(
        ([method, operation]) => [operation.operationId, { method: method.toUpperCase(), path, operation }] as const,
      ),
  ),
);

const birth = {
  type: "object",
  properties: {
    id: { type: "integer" },
    gender: { enum: ["M", "F"] },
    place: { type: "string" },
    mother: { type: "string" },
  },
  required: ["id", "gender", "place"],
};

test("GovStack's publish and subscribe: all fourteen operations, as its own file describes them", async (t) => {
  const there = await receiver(t);
  const s = await agencies(t, { env: { EXCHANGE_HOSTS: "127.0.0.1" } });
  const web = await s.web();
  const room = await s.system("kelahiran", s.provider);
  const police = await s.system("polisi");
  const called = new Set<string>();
  /** Calls an operation as the file names it, and holds its answer against the file. */
  const call = async (
    operationId: string,
    by: typeof room,
    status: number,
    more: { body?: object; in?: object } = {},
  ) => {
    const { method, path, operation } = operations.get(operationId)!;
    called.add(operationId);
    const parts = {
      instanceId: "TIRTA",
      memberClass: "GOV",
      memberCode: "disdukcapil",
      applicationCode: "kelahiran",
      eventType: "newBirth",
      ...more.in,
    } as Record<string, string>;
    const address = path.replace(/\{(\w+)\}/g, (_all, name: string) => parts[name]!);
    const answer = await web.inject(
      s.signed(by.key, {
        method,
        path: address,
        headers: { "x-govstack-client": by.key.id.replace(/#.*/, "") },
        ...(more.body && { body: JSON.stringify(more.body) }),
      }),
    );
    assert.equal(answer.statusCode, status, `${operationId}: ${answer.body}`);
    const said = operation.responses[String(status)];
    assert.ok(said, `${operationId} answers ${status}, which the file does not know`);
    const schema = (said.content as { "application/json": { schema: object } } | undefined)?.["application/json"]
      .schema;
    if (schema) {
      const refs = JSON.parse(JSON.stringify(schema).replaceAll("#/components", "spec#/components")) as object;
      assert.ok(ajv.validate(refs, answer.json()), `${operationId}: ${ajv.errorsText()} ${answer.body}`);
    }
    if (status === 204) assert.equal(answer.body, "");
    return answer;
  };
  const subscription = { eventType: "newBirth" };

  await call("getEventTypeList", police, 204);
  await call("createEventType", room, 200, { body: { eventType: "newBirth", schema: birth } });
  await call("createEventType", room, 409, { body: { eventType: "newBirth", schema: birth } });
  await call("createEventType", room, 400, { body: { eventType: "other", schema: { type: "object", pattern: 1 } } });
  assert.deepEqual((await call("getEventTypeList", police, 200)).json(), ["newBirth"]);
  assert.deepEqual((await call("getEventType", police, 200)).json(), { eventType: "newBirth", schema: birth });
  await call("getEventType", police, 204, { in: { eventType: "none" } });

  // Nobody hears without an agreement, nor publishes in another's name.
  await call("addSub", police, 500, { body: subscription });
  await call("publishEvent", police, 404, { body: { eventType: "newBirth", event: {} } });
  const [service] = await s.asOwner<{ id: string }>("select id from exchange.service where code = 'newBirth'");
  const { id: agreement } = await s.act(
    s.consumer,
    proposeAgreement,
    await s.terms(police.id, "population", { service: service!.id, fields: ["id", "place"] }),
  );
  await s.act(s.provider, answerAgreement, { id: agreement, verdict: "active" });
  await call("listSub", police, 404);
  await call("getSub", police, 404);
  await call("addSub", police, 409, { body: subscription });
  await s.act(s.consumer, setCallback, { system: police.id, address: there.address });
  await call("addSub", police, 400, { body: { ...subscription, delivery: "PIGEON" } });
  await call("addSub", police, 200, { body: { ...subscription, options: { TTL: 7200, FIFO: true } } });
  await call("addSub", police, 409, { body: subscription });
  assert.equal((await call("listSub", police, 200)).json().length, 1);
  assert.deepEqual((await call("getSub", police, 200)).json().options, { TTL: 7200, FIFO: true });

  const publish = async (id: number, gender = "F", status = 201) =>
    (
      await call("publishEvent", room, status, {
        body: { eventType: "newBirth", event: { id, gender, place: "Puskesmas", mother: "Sri" } },
      })
    ).json().id as string;
  const first = await publish(1);
  await publish(2, "X", 400);
  await call("publishEvent", room, 404, { body: { eventType: "none", event: {} }, in: { eventType: "none" } });
  await call("getStatus", room, 200, { in: { eventId: first } });
  await call("getStatus", police, 404, { in: { eventId: first } });
  await spreadAll(s.world);
  await deliverDue(s.world);
  assert.deepEqual(
    there.taken.map(({ event }) => [event.id, event.type, event.data]),
    [[first, "newBirth", { id: 1, place: "Puskesmas" }]],
  );

  await call("patchSub", police, 201, { body: { ...subscription, delivery: "PULL" } });
  const second = await publish(3);
  const stopped = await publish(4);
  await call("deleteEvent", room, 204, { in: { eventId: stopped } });
  await call("pullEvent", police, 404);
  await spreadAll(s.world);
  for (const _again of [1, 2]) assert.equal((await call("pullEvent", police, 200)).json().id, second);
  await call("confirmEvent", police, 204, { in: { eventId: second } });
  await call("confirmEvent", police, 404, { in: { eventId: first.replace(/^./, "f") } });
  await call("pullEvent", police, 404);
  await call("deleteSub", police, 204);
  await call("deleteSub", police, 404);
  await call("patchSub", police, 404, { body: subscription });
  await call("deleteEventType", police, 404);
  await call("deleteEventType", room, 204);
  assert.deepEqual([...called].sort(), [...operations.keys()].sort());
  assert.equal(called.size, 14);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { addFormats } from "../../../test/formats.ts";
import { openapiOf } from "../api/openapi.ts";
import { operations } from "../api/operations.ts";
import { registersOf } from "../definition/read.ts";
import type { Field } from "../definition/schema.ts";
import { registerByCode } from "../queries/records.ts";
import { keeperDoor } from "./door.ts";
import { land, registers } from "./house.ts";

const judge = (schemas: object) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: "doc", components: { schemas } });
  return (shape: string, value: unknown) => {
    const fits = ajv.compile({ $ref: `doc#/components/schemas/${shape}` });
    assert.ok(fits(value), `${shape}: ${JSON.stringify(fits.errors)} ${JSON.stringify(value)}`);
  };
};

/** Something that such a field can hold. */
function some(field: Field): unknown {
  switch (field.type) {
    case "text":
      return "Contoh";
    case "number":
    case "money":
      return field.min ?? field.max ?? 1;
    case "date":
      return "2026-05-01";
    case "yes-no":
      return true;
    case "choice":
      return field.options![0]!.value;
    case "code":
      return { code: "1", text: "Satu" };
    case "list":
      return ["satu", "dua"];
    case "address":
      return { street: "Jalan 1", rt: "001", rw: "001", village: "99.01.01.1001" };
    case "link":
      return "99.01.01.1001";
  }
}

const parcels = land.replaceAll("keeper: pupr", "keeper: disdukcapil");

test("each published register has its own typed paths: every answer is what its OpenAPI document says, for every operation", async (t) => {
  const s = await keeperDoor(t);
  await s.publish("parcels", parcels);
  const listed = await s.call("GET", "/api/registers");
  const own = listed.body.registers.filter(({ keeper }: { keeper: string }) => keeper === "disdukcapil");
  assert.deepEqual(
    own.map(({ code }: { code: string }) => code),
    ["addresses", "biodata", "identity-cards", "parcels"],
  );
  const nik = await s.nikOf("narti");
  let asked = 0;
  for (const { code, openapi } of own) {
    const { body: document } = await s.call("GET", openapi);
    assert.equal(document.openapi, "3.1.0");
    assert.equal(Object.keys(document.paths).length, operations.length);
    const fits = judge(document.components.schemas);
    const definition = (await s.ask(s.keeper, registerByCode, { code }))!;
    const at = async (operation: string, payload: Record<string, unknown>) => {
      const { requestBody, responses } = document.paths[`/api/registers/${code}/${operation}`].post;
      const shapeOf = (content: { content: { "application/json": { schema: { $ref: string } } } }) =>
        content.content["application/json"].schema.$ref.split("/").at(-1)!;
      fits(shapeOf(requestBody), payload);
      const answer = await s.call("POST", `/api/registers/${code}/${operation}`, payload);
      assert.equal(answer.status, 200, `${code} ${operation}: ${JSON.stringify(answer.body)}`);
      fits(shapeOf(responses["200"]), answer.body);
      asked += 1;
      return answer.body;
    };
    const fields = Object.fromEntries(
      Object.entries(definition.fields).flatMap(([name, field]) =>
        field.owner || field.link?.to === "person" ? [] : [[name, some(field)]],
      ),
    );
    const about = definition.holder === "none" ? {} : { about: nik };
    const made = await at("create", { ...about, fields, reason: "Uji coba" });
    const { number } = made;
    assert.deepEqual(await at("exists", { number }), { exists: true });
    assert.equal((await at("read", { number })).id, made.id);
    assert.ok((await at("search", { reason: "report" })).rows.length >= 1);
    const [name, first] = Object.entries(fields).find(([field]) => definition.fields[field]!.type === "text")!;
    await at("update", { number, version: 1, fields: { [name]: first }, reason: "Uji lagi" });
    await at("update", { number, correction: true, authority: "Surat 1/2026", fields: {}, reason: "Keliru" });
    assert.equal((await at("update-or-create", { ...about, fields, reason: "Sekali lagi" })).id, made.id);
    assert.equal((await at("history", { id: made.id })).versions.length, 4);
    assert.equal((await at("history", { id: made.id, day: "2099-01-01" })).versions.length, 1);
  }
  assert.equal(asked, 9 * own.length);
});

test("the documents of all example registers can be read by a validator", async (t) => {
  const s = await registers(t);
  for (const register of registersOf(s.world.government)) {
    const { components } = openapiOf(s.world, register) as { components: { schemas: Record<string, object> } };
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    ajv.addSchema({ $id: "doc", components });
    for (const shape of Object.keys(components.schemas)) ajv.compile({ $ref: `doc#/components/schemas/${shape}` });
  }
});

test("a refusal is a problem document: nobody signed in, another's register, a bad value, one key sent twice", async (t) => {
  const nobody = await keeperDoor(t, null);
  const refusedAs = (
    answer: { status: number; type: string; body: { code: string } },
    status: number,
    code: string,
  ) => {
    assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body));
    assert.match(answer.type, /^application\/problem\+json/);
  };
  // Without a token a call is taken for a browser's that comes from elsewhere.
  refusedAs(await nobody.call("POST", "/api/registers/biodata/read", { number: "1" }), 403, "not-allowed");
  const s = await keeperDoor(t);
  const at = (path: string, payload: object, headers = {}) =>
    s.call("POST", `/api/registers/${path}`, payload, headers);
  refusedAs(await at("vendors/search", { reason: "report" }), 404, "not-found");
  refusedAs(await at("biodata/read", { number: "nothing" }), 404, "not-found");
  refusedAs(await at("biodata/read", {}), 422, "invalid");
  refusedAs(await at("nothing/read", { number: "x" }), 404, "not-found");
  const about = await s.nikOf("narti");
  const bad = await at("biodata/create", { about, fields: { education: 7 }, reason: "Uji coba" });
  refusedAs(bad, 422, "invalid");
  assert.equal((bad.body as unknown as { errors: { pointer: string }[] }).errors[0]!.pointer, "/sets/education");
  const once = { "idempotency-key": "abc" };
  const first = await at("biodata/create", { about, fields: { education: "S1" }, reason: "Uji coba" }, once);
  const again = await at("biodata/create", { about, fields: { education: "S1" }, reason: "Uji coba" }, once);
  assert.deepEqual(again.body, first.body);
  refusedAs(await at("biodata/create", { about, fields: {}, reason: "Uji coba" }), 409, "conflict");
});

test("every read through the API leaves its receipt for the person, whichever path it took", async (t) => {
  const s = await keeperDoor(t);
  const about = await s.nikOf("narti");
  const at = (operation: string, payload: object) => s.call("POST", `/api/registers/biodata/${operation}`, payload);
  const { body } = await at("create", { about, fields: { education: "S1" }, reason: "Uji coba" });
  const reads = async () => {
    const rows = await s.asOwner<{ name: string }>(
      `select name from kernel.journal where kind = 'read' and about @> array[$1::uuid] and name like 'registers.%' order by id`,
      [s.id("narti")],
    );
    return rows.map(({ name }) => name);
  };
  const before = (await reads()).length;
  await at("read", { id: body.id });
  await at("exists", { id: body.id });
  await at("search", { reason: "report" });
  await at("history", { id: body.id });
  assert.deepEqual((await reads()).slice(before), [
    "registers.read",
    "registers.exists",
    "registers.search",
    "registers.read",
    "registers.record",
  ]);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import { addFormats } from "../../../test/formats.ts";
import { issueToken } from "../../identity/index.ts";
import { keeperDoor } from "./door.ts";
import { land } from "./house.ts";

interface OpenApi {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
  components: object;
}
const fileAt = (name: string): OpenApi =>
  JSON.parse(readFileSync(new URL(`./govstack/${name}.json`, import.meta.url), "utf8"));
const files = { data: fileAt("data-api"), database: fileAt("database-api") };

/** Whether an answer is what the building block's own file says of this operation. */
function fits(file: keyof typeof files, path: string, method: string, status: number, body: unknown): void {
  const { responses } = files[file].paths[path]![method]!;
  const said = responses[String(status)];
  assert.ok(said, `${method} ${path} says nothing of ${status}`);
  const schema = said.content?.["application/json"]?.schema;
  if (!schema || JSON.stringify(schema).includes("DatabasesSchema")) return;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: "file", ...files[file] });
  const whole = JSON.parse(JSON.stringify(schema).replaceAll("#/components", "file#/components"));
  const check = ajv.compile(whole);
  assert.ok(check(body), `${method} ${path}: ${JSON.stringify(check.errors)}`);
}

const base = "/api/govstack/digital-registries";
const parcels = land.replaceAll("keeper: pupr", "keeper: disdukcapil");

test("the GovStack face answers as its own file says, in both spellings, over the same commands", async (t) => {
  const s = await keeperDoor(t);
  await s.publish("parcels", parcels);
  const at = async (
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    pattern: string,
    payload?: object,
    status = 200,
  ) => {
    const answer = await s.call(method, `${base}/data/parcels/1.0${path}`, payload);
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    fits("data", `/data/{registryName}/{versionNumber}${pattern}`, method.toLowerCase(), status, answer.body);
    return answer.body;
  };
  const query = (content: object) => ({ query: { content } });
  const write = (content: object) => ({ write: { content } });
  const { content } = await at("POST", "/create", "/create", write({ parcel: "T-1", area: 120 }));
  assert.deepEqual([content.parcel, content.area], ["T-1", 120]);
  assert.equal((await at("POST", "/exists", "/exists", query({ parcel: "T-1" }))).answer.status, true);
  assert.equal((await at("POST", "/exists", "/exists", query({ parcel: "T-9" }))).answer.status, false);
  await at("POST", "/read", "/read", query({ parcel: "T-9" }), 404);
  await at("PUT", "/update", "/update", { ...query({ parcel: "T-1" }), ...write({ area: 130 }) });
  for (const path of ["/updateEntries", "/update-entries"])
    await at("PUT", path, "/updateEntries", { ...query({ parcel: "T-1" }), ...write({ area: path.length }) });
  for (const [i, path] of ["/updateOrCreate", "/update-or-create"].entries())
    await at("POST", path, "/updateOrCreate", { ...query({ parcel: `N-${i}` }), ...write({ parcel: `N-${i}` }) });
  assert.equal((await at("POST", "/read", "/read", query({ parcel: "T-1" }))).content.area, 15);
  assert.equal((await at("GET", "?search=T-1", "")).count, 1);
  assert.equal((await at("GET", "?query.parcel=N-1", "")).results[0].parcel, "N-1");
  const value = "/{uuid}/readValue/{field}.{ext}";
  for (const path of [`/${content.id}/readValue/area.json`, `/${content.id}/read-value/area.json`])
    assert.deepEqual(await at("GET", path, value), { value: 15 });
  await at("DELETE", `/${content.id}/delete`, "/{id}/delete", undefined, 204);
  assert.equal((await at("POST", "/exists", "/exists", query({ parcel: "T-1" }))).answer.status, false);
  const many = await s.call("POST", `${base}/data/parcels/createEntries`, { write: [write({ parcel: "M-1" }).write] });
  assert.deepEqual([many.status, many.body.receive[0].content.parcel], [201, "M-1"]);
  const later = await s.call("POST", `${base}/data/parcels/2.0/exists`, query({ parcel: "M-1" }));
  assert.equal(later.status, 404, "a version that is not published");
});

test("the GovStack face opens to nobody what the register's policy closes, and its readers see their list", async (t) => {
  const s = await keeperDoor(t);
  const query = { query: { content: { number: s.id("narti") } } };
  const foreign = await s.call("POST", `${base}/data/vendors/1.0/read`, query);
  assert.deepEqual([foreign.status, foreign.body.code], [404, "not-found"]);
  const { content } = (
    await s.call("POST", `${base}/data/biodata/1.0/create`, {
      write: { content: { about: await s.nikOf("narti"), education: "S1" } },
    })
  ).body;
  assert.equal(content.education, "S1");
  const narti = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 });
  for (const path of ["mypersonalDataUsage", "myPersonalDataUsage", "MyPersonalDataUsage/1.0"]) {
    const usage = await s.call("GET", `${base}/data/${path}?userId=me&databaseId=biodata`, undefined, {
      authorization: `Bearer ${narti}`,
    });
    assert.equal(usage.status, 200, JSON.stringify(usage.body));
    fits("data", "/data/mypersonalDataUsage", "get", 200, usage.body);
    assert.equal(usage.body[0].readerInstitutionId, "disdukcapil");
  }
});

test("the GovStack database API tells of every register; a schema that is sent becomes a draft, and publishes nothing", async (t) => {
  const s = await keeperDoor(t, "steward");
  const one = await s.call("GET", `${base}/database/biodata`);
  fits("database", "/database/{id}", "get", 200, one.body);
  const all = await s.call("GET", `${base}/databases`);
  assert.ok(all.body.some(({ code }: { code: string }) => code === "biodata"));
  const schema = {
    type: "object",
    description: "Boats",
    properties: {
      ID: { type: "string", primaryKey: true, description: "Hull" },
      "Built on": { type: "string", format: "date" },
    },
  };
  const modified = await s.call("POST", `${base}/database/modify`, { code: "boats", schema });
  assert.equal(modified.status, 200, JSON.stringify(modified.body));
  fits("database", "/database/modify", "post", 200, modified.body);
  // The law is still to be said.
  assert.ok(modified.body.faults.some((fault: string) => fault.includes("law")));
  assert.equal((await s.call("GET", `${base}/database/boats`)).status, 404);
  const dropped = await s.call("DELETE", `${base}/database/${modified.body.draft}`);
  fits("database", "/database/{id}", "delete", 200, dropped.body);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { issueToken } from "../../identity/index.ts";
import { personById } from "../../registry/index.ts";

// The judge: the protocol's own description, as Estonia publishes it (MIT).
const spec = parse(
  readFileSync(new URL("data-tracker/dumonitor-openapi.yaml", import.meta.url), "utf8").replaceAll(
    /^\s*example:.*$/gm,
    "",
  ),
);
const judge = new Ajv({
  strict: false,
  formats: { "date-time": (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text), int32: true },
});
judge.addSchema({ $id: "tracker", components: spec.components });
const judged = (name: string, body: string): never => {
  const fits = judge.compile({ $ref: `tracker#/components/schemas/${name}` });
  const read = JSON.parse(body);
  assert.ok(fits(read), JSON.stringify(fits.errors));
  return read as never;
};

interface Usages {
  totalUsages: number;
  usages: { logtime: string; action: string; receiverCode: string; receiverName: string; receiverSystem: string }[];
}

async function tracked(t: TestContext) {
  const s = await scene(t);
  const web = await s.web();
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 90 });
  const nik = (await s.ask(s.owner, personById, { id: s.id("narti") })).nik!;
  const get = (path: string, headers: Record<string, string> = {}) =>
    web.inject({ url: path, headers: { authorization: `Bearer ${token}`, "x-road-userid": `ID${nik}`, ...headers } });
  return { ...s, web, get, nik, find: (more = "") => get(`/v2/findUsage?userCode=ID${nik}${more}`) };
}

test("so many reads by scripts, so many usages, judged by the protocol's own schema; what the law withholds is absent", async (t) => {
  const s = await tracked(t);
  const before = (judged("FindUsageResponse", (await s.find()).body) as Usages).totalUsages;
  const desk = actors.officer(s.id("wulan"), "dpmptsp", "loket", ["front-desk"]);
  for (let i = 0; i < 12; i += 1) {
    s.clock.forward(1000);
    await s.ask(desk, personById, { id: s.id("narti"), reason: "letter" });
  }
  for (const visible of ["oversight", "2027-01-01"])
    await s.asOwner(
      `insert into kernel.journal (id, at, kind, name, hat, agency, office, via, purpose, about, fields, body, salt)
       values (gen_random_uuid(), now(), 'read', 'registry.person', 'machine', 'satpolpp', 'sidik', 'x-road', 'service',
         array[$1::uuid], '{name}', jsonb_build_object('visible', $2::text), '\\x00')`,
      [s.id("narti"), visible],
    );
  const all = judged("FindUsageResponse", (await s.find()).body) as Usages;
  assert.equal(all.totalUsages, before + 12);
  assert.equal(all.usages.length, before + 12);
  assert.deepEqual([all.usages[0]!.receiverCode, all.usages[0]!.receiverSystem], ["dpmptsp", "loket"]);
  assert.match(all.usages[0]!.action, /kependudukan/i);
  const part = judged("FindUsageResponse", (await s.find("&offset=2&limit=3")).body) as Usages;
  assert.deepEqual([part.totalUsages, part.usages], [all.totalUsages, all.usages.slice(2, 5)]);
  const late = judged("FindUsageResponse", (await s.find(`&periodStart=${all.usages[3]!.logtime}`)).body) as Usages;
  assert.equal(late.totalUsages, 4);
  // The day has come: the line may be seen now.
  s.clock.forward(40 * 86_400_000);
  assert.equal((judged("FindUsageResponse", (await s.find()).body) as Usages).totalUsages, before + 13);
});

test("only one's own number is answered; a missing or foreign one, a stranger and an officer are turned away", async (t) => {
  const s = await tracked(t);
  const officer = await issueToken(s.world, "bayu@tirta.example", { hat: "officer", days: 1 });
  for (const [path, headers, status] of [
    ["/v2/findUsage", {}, 400],
    [`/v2/findUsage?userCode=${s.nik}`, { "x-road-userid": "" }, 400],
    [`/v2/findUsage?userCode=${s.nik}&limit=1001`, {}, 400],
    [`/v2/findUsage?userCode=${s.nik}&periodStart=yesterday`, {}, 400],
    ["/v2/findUsage?userCode=ID9901021901910001", {}, 404],
    [`/v2/findUsage?userCode=${s.nik}`, { "x-road-userid": "ID9901021901910001" }, 404],
    [`/v2/findUsage?userCode=${s.nik}`, { authorization: `Bearer ${"x".repeat(43)}` }, 303],
    [`/v2/findUsage?userCode=${s.nik}`, { authorization: `Bearer ${officer}` }, 403],
    ["/v2/usagePeriod", { authorization: `Bearer ${officer}` }, 403],
  ] as const) {
    const answer = await s.get(path, headers);
    assert.equal(answer.statusCode, status, `${path} ${JSON.stringify(headers)}: ${answer.body.slice(0, 200)}`);
    assert.ok(!answer.body.includes("usages"));
  }
});

test("since when lines are kept, and whether the service lives", async (t) => {
  const s = await tracked(t);
  judged("UsagePeriodResponse", (await s.get("/v2/usagePeriod")).body);
  const alive = judged("HeartbeatResponse", (await s.web.inject({ url: "/v2/heartbeat" })).body) as { status: string };
  assert.equal(alive.status, "OK");
});

test("who acts for a business asks by the business's number, and by no other", async (t) => {
  const s = await tracked(t);
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "business", days: 1 }).catch(() => null);
  if (token === null) return t.skip("no token of a business is made");
  const headers = { authorization: `Bearer ${token}` };
  assert.equal((await s.get(`/v2/findUsage?userCode=${s.business.nib}`, headers)).statusCode, 200);
  assert.equal((await s.get(`/v2/findUsage?userCode=${s.nik}`, headers)).statusCode, 404);
});

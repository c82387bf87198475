import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, roles } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { powerful } from "../commands/officers.ts";
import { oneDoor, type Visitor } from "./door.ts";

const the = oneDoor();
const trusted = async (key: "administrator" | "approver"): Promise<Visitor> => {
  const visitor = await the.d.signIn(key, the.d.visitor());
  await the.d.stepUp(visitor, key);
  return visitor;
};
const appoint = (who: Visitor, key: string, duties: string[], office = "dpmptsp/loket") =>
  who.post("/admin/petugas", { appoint: "yes", nik: the.d.person(key).nik, office, roles: duties });
interface Duty {
  id: string;
  role: string;
  approved_at: Date | null;
  officer: string;
}
const dutiesOf = (key: string) =>
  the.d.asOwner<Duty>(
    `select r.id, r.role, r.approved_at, r.officer from identity.officer_role r
     join identity.officer o on o.id = r.officer join identity.account a on a.id = o.account
     where a.person = $1 and r.withdrawn_at is null order by r.role`,
    [the.d.id(key)],
  );

test("the administrator makes a citizen an officer, with the code given again; plain duties hold at once", async () => {
  const { d } = the;
  const dimas = await d.signIn("administrator", d.visitor());
  assert.match(String((await appoint(dimas, "joko", ["front-desk"])).headers.location), /^\/masuk\/lagi/);
  await d.stepUp(dimas, "administrator");
  assert.equal((await appoint(dimas, "joko", ["front-desk"])).statusCode, 303);
  const joko = await d.signIn("citizen", d.visitor());
  await d.wear(joko, "officer");
  assert.equal((await joko.get("/petugas/pembuktian")).statusCode, 200);
  for (const [key, office, duty, says] of [
    ["sekar", "dpmptsp/loket", "reviewer", /belum punya akun/],
    ["joko", "dpmptsp/tidak-ada", "reviewer", /Kantor itu tidak ada/],
  ] as const) {
    const answer = await appoint(dimas, key, [duty], office);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, says);
  }
  assert.match((await appoint(dimas, "joko", [])).body, /Pilih paling sedikit satu tugas/);
});

test("a duty that grants power waits for a second person: not who proposed it, not who gets it, not without duty or code", async () => {
  const { d } = the;
  const dimas = await trusted("administrator");
  assert.equal((await appoint(dimas, "kartini", ["administrator"], "setda/kepegawaian")).statusCode, 303);
  assert.equal((await appoint(dimas, "bayu", ["head", "finance"], "dpmptsp/pimpinan")).statusCode, 303);
  const [finance, head] = (await dutiesOf("bayu")).filter((duty) => duty.approved_at === null);
  assert.deepEqual([finance!.role, head!.role], ["finance", "head"]);

  assert.equal((await dimas.post("/admin/petugas", { approve: head!.id })).statusCode, 404, "who proposed it");
  const own = (await dutiesOf("kartini")).find((duty) => duty.role === "administrator")!;
  const kartini = await d.signIn("approver", d.visitor());
  const page = (await kartini.get("/admin/petugas")).body;
  assert.match(page, /menunggu orang kedua/);
  assert.match(String((await kartini.post("/admin/petugas", { approve: head!.id })).headers.location), /lagi/);
  await d.stepUp(kartini, "approver");
  assert.equal((await kartini.post("/admin/petugas", { approve: own.id })).statusCode, 404, "who gets it");
  assert.ok(!page.includes(`name="approve" value="${own.id}"`), "nor is it offered");

  const reviewer = await d.signIn("reviewer", d.visitor());
  assert.equal((await reviewer.post("/admin/petugas", { approve: head!.id })).statusCode, 403, "no such duty");
  assert.equal((await kartini.post("/admin/petugas", { approve: head!.id })).statusCode, 303);
  assert.equal((await kartini.post("/admin/petugas", { approve: head!.id })).statusCode, 409, "settled once");
  const now = await dutiesOf("bayu");
  assert.ok(now.find((duty) => duty.id === head!.id)!.approved_at);
  assert.equal(now.find((duty) => duty.id === finance!.id)!.approved_at, null, "each duty for itself");
});

test("a duty that waits grants nothing yet", async () => {
  const { d } = the;
  const bayu = await d.signIn("reviewer", d.visitor(), "citizen");
  const duty = (await dutiesOf("bayu")).find(({ role }) => role === "finance")!;
  await bayu.post("/akun/bertindak", { choice: `officer:${duty.officer}` });
  assert.equal((await bayu.get("/petugas/keuangan")).statusCode, 403);
  const kartini = await trusted("approver");
  await kartini.post("/admin/petugas", { approve: duty.id });
  assert.equal((await bayu.get("/petugas/keuangan")).statusCode, 200, "from the next request on");
});

test("every duty that gives power over others, over money or over what is seen needs the second person; nobody gives it to themselves", async () => {
  assert.deepEqual([...powerful].sort(), ["administrator", "approver", "auditor", "finance", "head"]);
  assert.ok(powerful.length < roles.length);
  const dimas = await trusted("administrator");
  for (const duty of powerful)
    assert.equal((await appoint(dimas, "dimas", [duty], "diskominfo/aplikasi")).statusCode, 403, duty);
});

test("taking power away is one person's act and works from the next request on", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen", d.visitor());
  await d.wear(joko, "officer");
  assert.equal((await joko.get("/petugas/pembuktian")).statusCode, 200);
  const dimas = await trusted("administrator");
  const [duty] = await dutiesOf("joko");
  assert.equal((await dimas.post("/admin/petugas", { withdraw: duty!.id })).statusCode, 303);
  assert.equal((await joko.get("/petugas/pembuktian")).statusCode, 403);
  assert.equal((await dimas.post("/admin/petugas", { suspend: duty!.officer })).statusCode, 303);
  assert.equal((await joko.get("/petugas")).statusCode, 303, "a suspended officer's session is a stranger's");
  const again = await d.signIn("citizen", d.visitor());
  assert.doesNotMatch((await again.get("/akun/bertindak")).body, /value="officer:/);
  await dimas.post("/admin/petugas", { reinstate: duty!.officer });
  assert.match((await again.get("/akun/bertindak")).body, /value="officer:/);
  const [own] = await dutiesOf("dimas");
  assert.equal((await dimas.post("/admin/petugas", { suspend: own!.officer })).statusCode, 404, "not oneself");
});

test("who gave which duty to whom, and who agreed, stands in the journal", async () => {
  const { d } = the;
  const rows = await d.asOwner<{ name: string }>(
    "select distinct name from kernel.journal where name like 'identity.%role' or name = 'identity.appoint-officer' order by name",
  );
  assert.deepEqual(
    rows.map((row) => row.name),
    ["identity.appoint-officer", "identity.approve-role", "identity.withdraw-role"],
  );
});

test("only administrators, approvers and auditors see who holds which duty", async () => {
  const { d } = the;
  const { allOfficers } = await import("../queries/officers.ts");
  for (const role of roles) {
    const asked = d.ask(actors.officer(d.id("sugeng"), "dpmptsp", "loket", [role]), allOfficers, {});
    if (["administrator", "approver", "auditor"].includes(role)) assert.ok((await asked).rows.length > 5);
    else await assert.rejects(asked, Refusal);
  }
});

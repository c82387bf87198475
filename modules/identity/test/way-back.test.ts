import assert from "node:assert/strict";
import { test } from "node:test";
import { oneDoor } from "./door.ts";

const the = oneDoor();
const fresh = "gajah duduk di pematang";

test("a forgotten password: the mailed code and the second factor give a new one; the mailbox alone gives nothing", async () => {
  const { d } = the;
  const phone = await d.signIn("citizen");
  const visitor = d.visitor();
  const { identifier, password } = d.account("citizen");
  await visitor.post("/masuk/lupa", { identifier });
  await d.work();
  const code = (await d.mailed("forgotten"))!;
  const ask = (more: Record<string, string>) =>
    visitor.post("/masuk/lupa/kode", { code, factor: "", password: fresh, ...more });
  for (const [field, more] of [
    ["factor", {}],
    ["factor", { factor: "000000" }],
    ["code", { code: "AAAA-AAAA-AAAA", factor: d.code("citizen") }],
    ["password", { factor: d.code("citizen"), password: "pendek" }],
  ] as const) {
    const answer = await ask(more);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, new RegExp(`href="#${field}"`));
  }
  assert.ok(await phone.isKnown());
  const done = await ask({ factor: d.code("citizen") });
  assert.equal(done.headers.location, "/masuk?sandi=baru");
  assert.equal(await phone.isKnown(), false, "whoever knew the old one is out");
  assert.equal((await d.inbox("joko")).at(-1), "reset");
  assert.equal((await visitor.post("/masuk", { identifier, password })).statusCode, 422);
  assert.equal((await visitor.post("/masuk", { identifier, password: fresh })).statusCode, 303);
  assert.equal((await ask({ factor: d.code("citizen") })).statusCode, 422, "the code is used up");
});

test("a code for a new password is good for an hour", async () => {
  const { d } = the;
  const visitor = d.visitor();
  await visitor.post("/masuk/lupa", { identifier: d.account("reviewer").identifier });
  await d.work();
  const code = (await d.mailed("forgotten"))!;
  d.clock.forward(3_600_001);
  const form = { code, factor: d.code("reviewer"), password: fresh };
  assert.equal((await visitor.post("/masuk/lupa/kode", form)).statusCode, 422);
});

test("another address counts once its code comes back; the old one is told, and nobody learns which are taken", async () => {
  const { d } = the;
  const narti = await d.signIn("owner", d.visitor(), "citizen");
  assert.match(String((await narti.post("/akun/surel", { email: "baru@tirta.example" })).headers.location), /lagi/);
  await d.stepUp(narti, "owner");
  const free = await narti.post("/akun/surel", { email: "baru@tirta.example" });
  const code = (await d.mailed("new-address"))!;
  const taken = await narti.post("/akun/surel", { email: "Joko@tirta.example" });
  assert.deepEqual([free.statusCode, free.headers.location], [taken.statusCode, taken.headers.location]);
  const joko = await d.signIn("administrator", d.visitor(), "citizen");
  assert.equal((await joko.post("/akun/surel/kode", { code })).statusCode, 422, "the code is good for who asked");
  assert.equal((await narti.post("/akun/surel/kode", { code: "AAAA-AAAA-AAAA" })).statusCode, 422);
  assert.match((await narti.get("/akun")).body, /narti@tirta\.example/);
  assert.equal((await narti.post("/akun/surel/kode", { code })).statusCode, 303);
  assert.match((await narti.get("/akun")).body, /baru@tirta\.example/);
  const [told] = await d.asOwner<{ address: Buffer | null; state: string }>(
    `select d.address, d.state from messages.delivery d join messages.message m on m.id = d.message
     where m.kind = 'email' and m.person = $1`,
    [d.id("narti")],
  );
  assert.ok(told);
  const { password } = d.account("owner");
  assert.equal((await d.visitor().post("/masuk", { identifier: "baru@tirta.example", password })).statusCode, 303);
  assert.equal((await d.visitor().post("/masuk", { identifier: "narti@tirta.example", password })).statusCode, 422);
});

test("everything lost: proved at the counter, the account opens anew, all that opened it is gone, and duties wait for a second person", async () => {
  const { d } = the;
  const { name, nik, birthDate } = d.person("bambang");
  const head = await d.signIn("head");
  assert.equal((await head.get("/petugas")).statusCode, 200);
  const lost = d.visitor();
  const [year, month, day] = birthDate.split("-") as [string, string, string];
  const form = { nik, name, "birthDate.day": day, "birthDate.month": month, "birthDate.year": year };
  await lost.post("/daftar", { ...form, email: "bambang.baru@tirta.example" });
  const ticket = (await d.mailed("counter"))!;

  const wulan = await d.signIn("front-desk");
  const settled = await wulan.post("/petugas/pembuktian", { code: ticket, nik, verdict: "seen" });
  assert.equal(settled.statusCode, 303);
  assert.equal((await d.inbox("bambang")).at(-1), "counter-proof", "who still holds it hears of it at once");
  assert.equal((await head.get("/petugas")).statusCode, 200, "nothing has changed yet");

  const code = (await d.mailed("restore"))!;
  const done = await lost.post("/daftar/kode", { code, password: fresh });
  assert.equal(done.headers.location, "/akun/kunci");
  assert.equal((await head.get("/petugas")).statusCode, 303, "the old session is a stranger's");
  const { identifier, password } = d.account("head");
  assert.equal((await d.visitor().post("/masuk", { identifier, password })).statusCode, 422);
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec((await lost.get("/akun/kunci")).body)![1]!.replaceAll(" ", "");
  await lost.post("/akun/kunci", { code: d.code("head", secret) });
  assert.match((await lost.get("/akun")).body, /bambang\.baru@tirta\.example/);
  await d.wear(lost, "officer");
  const [duty] = await d.asOwner<{ id: string; approved_at: Date | null; proposed_by: string }>(
    `select r.id, r.approved_at, r.proposed_by from identity.officer_role r
     join identity.officer o on o.id = r.officer where o.account = $1 and r.role = 'head'`,
    [await d.idOf("bambang")],
  );
  assert.equal(duty!.approved_at, null);
  assert.equal(duty!.proposed_by, await d.idOf("wulan"), "the officer at the counter is no second person");
  const kartini = await d.signIn("approver");
  await d.stepUp(kartini, "approver");
  assert.equal((await kartini.post("/admin/petugas", { approve: duty!.id })).statusCode, 303);
});

test("an officer at the counter proves nobody by a wrong number, nobody twice, and never themselves", async () => {
  const { d } = the;
  const wulan = await d.signIn("front-desk");
  const apply = async (key: string, email: string) => {
    const { nik, name, birthDate } = d.person(key);
    const [year, month, day] = birthDate.split("-") as [string, string, string];
    const form = { nik, name, "birthDate.day": day, "birthDate.month": month, "birthDate.year": year, email };
    await d.visitor("198.51.100.9").post("/daftar", form);
    return (await d.mailed("counter"))!;
  };
  const own = await apply("wulan", "wulan.lain@tirta.example");
  const settle = (code: string, nik: string, verdict = "seen") =>
    wulan.post("/petugas/pembuktian", { code, nik, verdict });
  assert.equal((await settle(own, d.person("wulan").nik)).statusCode, 403);
  assert.equal((await settle(own, "9901010101010009")).statusCode, 404);
  assert.equal((await settle(own, "12")).statusCode, 422);
  assert.equal((await settle("AAAA-AAAA", d.person("sekar").nik)).statusCode, 404);
  assert.equal((await settle(own, "", "refused")).statusCode, 303);
  assert.equal((await settle(own, d.person("sekar").nik)).statusCode, 404, "settled is settled");
  const old = await apply("joko", "joko.lain@tirta.example");
  d.clock.forward(31 * 86_400_000);
  await d.signIn("front-desk", wulan);
  assert.equal(
    (await settle(old, d.person("joko").nik)).statusCode,
    404,
    "a ticket for the counter is good for thirty days",
  );
  const bayu = await d.signIn("reviewer");
  const form = { code: old, nik: d.person("joko").nik, verdict: "seen" };
  assert.equal((await bayu.post("/petugas/pembuktian", form)).statusCode, 403, "another duty than the counter's");
});

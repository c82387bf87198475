import assert from "node:assert/strict";
import { test } from "node:test";
import { generateSync } from "otplib";
import { judges, says } from "../../../test/judge.ts";
import { newTotpSecret, totpStep } from "../secret.ts";
import { oneDoor } from "./door.ts";

const the = oneDoor();

test("oathtool makes the codes that we take, and none that we don't", async (t) => {
  if (!judges(t, "oathtool")) return;
  for (const now of ["2026-11-24T03:00:00Z", "2026-12-31T23:59:59Z", "2040-02-29T12:00:29Z"]) {
    const secret = newTotpSecret();
    const at = new Date(now);
    const step = Math.floor(at.getTime() / 30_000);
    const args = ["--totp", "-b", secret, "--window", "7", "--now"];
    const three = new Date(at.getTime() - 120_000).toISOString().replace("T", " ").replace("Z", " UTC");
    const { code, text } = says("oathtool", [...args, three]);
    assert.equal(code, 0, text);
    const theirs = text.trim().split("\n");
    const taken = await Promise.all(theirs.map((digits) => totpStep(secret, digits, at)));
    assert.deepEqual(taken, [null, null, null, step - 1, step, step + 1, null, null], now);
  }
});

test("a code opens once: not a second session, not a step up, and none from before it", async () => {
  const { d } = the;
  const { identifier, password, totpSecret } = d.account("citizen");
  d.clock.forward(60_000);
  const step = Math.floor(d.clock.now().getTime() / 30_000);
  const code = generateSync({ secret: totpSecret, epoch: step * 30 });
  const earlier = generateSync({ secret: totpSecret, epoch: (step - 1) * 30 });
  const visitor = d.visitor();
  await visitor.post("/masuk", { identifier, password });
  assert.equal((await visitor.post("/masuk/kode", { code })).statusCode, 303);
  assert.equal((await visitor.post("/masuk/lagi", { code })).statusCode, 422);
  const thief = d.visitor();
  await thief.post("/masuk", { identifier, password });
  for (const digits of [code, earlier]) {
    const answer = await thief.post("/masuk/kode", { code: digits });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /sudah dipakai/);
  }
  assert.equal(thief.session, undefined);
  d.clock.forward(30_000);
});

test("one code given twice at the same instant opens one session", async () => {
  const { d } = the;
  const { identifier, password } = d.account("reviewer");
  const both = [d.visitor(), d.visitor()];
  for (const one of both) await one.post("/masuk", { identifier, password });
  const code = d.code("reviewer");
  const answers = await Promise.all(both.map((one) => one.post("/masuk/kode", { code })));
  assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [303, 422]);
});

test("recovery codes open once each, are kept as hashes, and new ones end the old", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen");
  const before = await joko.post("/akun/kode-cadangan", {});
  assert.match(String(before.headers.location), /^\/masuk\/lagi/, "printing a way in asks for the code again");
  await d.stepUp(joko, "citizen");
  const print = async () => {
    const { body } = await joko.post("/akun/kode-cadangan", {});
    return [...body.matchAll(/<li>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})<\/li>/g)].map(([, code]) => code!);
  };
  const first = await print();
  assert.equal(new Set(first).size, 10);
  const kept = JSON.stringify(await d.asOwner("select encode(hash, 'escape') as hash from identity.recovery_code"));
  assert.ok(first.every((code) => !kept.includes(code)));

  const { identifier, password } = d.account("citizen");
  const tries = async (code: string) => {
    const visitor = d.visitor();
    await visitor.post("/masuk", { identifier, password });
    return (await visitor.post("/masuk/kode", { code })).statusCode;
  };
  assert.equal(await tries(first[0]!.toLowerCase().replaceAll("-", " ")), 303, "as people type them");
  assert.equal(await tries(first[0]!), 422);
  assert.match((await joko.get("/akun")).body, /Sisa 9 kode/);
  const second = await print();
  assert.equal(await tries(first[1]!), 422);
  assert.equal(await tries(second[1]!), 303);
  assert.ok((await d.inbox("joko")).includes("recovery-codes"), "the owner is told that a way in was made");
});

test("a lost phone: with a recovery code another authenticator app is set up, and the old one opens nothing", async () => {
  const { d } = the;
  const bayu = await d.signIn("reviewer", d.visitor(), "citizen");
  await d.stepUp(bayu, "reviewer");
  const begun = await bayu.post("/akun", { totp: "new" });
  assert.equal(begun.headers.location, "/akun/kunci");
  const { body } = await bayu.get("/akun/kunci");
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(body)![1]!.replaceAll(" ", "");
  assert.match(body, /<svg/, "a picture to scan");
  assert.equal((await bayu.post("/akun/kunci", { code: "000000" })).statusCode, 422);
  const held = d.code("reviewer");
  assert.equal((await bayu.post("/masuk/lagi", { code: held })).statusCode, 303, "the old app holds until then");
  const session = bayu.session;
  assert.equal((await bayu.post("/akun/kunci", { code: d.code("reviewer", secret) })).statusCode, 303);
  assert.equal(bayu.session, session);
  assert.equal((await bayu.post("/masuk/lagi", { code: d.code("reviewer") })).statusCode, 422);
  assert.equal((await bayu.post("/masuk/lagi", { code: d.code("reviewer", secret) })).statusCode, 303);
});

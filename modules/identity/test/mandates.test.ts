import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { acceptMandate, grantMandate, revokeMandate } from "../commands/mandates.ts";
import { oneDoor, type Visitor } from "./door.ts";

const the = oneDoor();
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const day = { "until.day": "31", "until.month": "12", "until.year": "2026" };

/** Narti at her business, with the code given again. */
async function atBusiness(): Promise<Visitor> {
  const { d } = the;
  const narti = await d.signIn("owner");
  await d.stepUp(narti, "owner");
  return narti;
}
const grant = (narti: Visitor, key: string, scopes: string[], more: Record<string, string> = {}) =>
  narti.post("/akun/mandat", { grant: "yes", nik: the.d.person(key).nik, role: "staff", scopes, ...more });
const offered = async (key: string): Promise<string> => {
  const rows = await the.d.asOwner<{ id: string }>(
    "select id from identity.mandate where person = $1 and revoked_at is null",
    [the.d.id(key)],
  );
  return rows[0]!.id;
};

test("a mandate asks for the code again, opens nothing before it is accepted, and then shows on every page for whom one acts", async () => {
  const { d } = the;
  const narti = await d.signIn("owner");
  const short = await grant(narti, "joko", ["apply"], day);
  assert.match(String(short.headers.location), /^\/masuk\/lagi/);
  await d.stepUp(narti, "owner");
  assert.equal((await grant(narti, "joko", ["apply"], day)).statusCode, 303);
  assert.match((await narti.get("/akun/mandat")).body, /Joko Prasetyo[\s\S]*menunggu diterima/);
  assert.ok((await d.inbox("joko")).includes("mandate"), "the one it is for is told");

  const joko = await d.signIn("citizen", d.visitor());
  const id = await offered("joko");
  assert.ok(!(await joko.get("/akun/bertindak")).body.includes(`business:${id}`));
  assert.equal((await joko.post("/akun/bertindak", { choice: `business:${id}` })).statusCode, 404);
  assert.match((await joko.get("/akun/mandat")).body, /mengajukan permohonan[\s\S]*31 Desember 2026/);
  assert.equal((await joko.post("/akun/mandat", { accept: id })).statusCode, 303);
  const session = joko.session;
  assert.equal((await joko.post("/akun/bertindak", { choice: `business:${id}` })).statusCode, 303);
  assert.notEqual(joko.session, session);
  for (const path of [
    "/",
    "/saya",
    "/layanan",
    "/layanan/izin-usaha-mikro",
    "/permohonan",
    "/tagihan",
    "/pesan",
    "/dokumen",
    "/akun",
    "/akun/mandat",
    "/akun/bertindak",
    "/cek",
    "/log",
    "/privasi",
  ])
    assert.match((await joko.get(path)).body, /Joko Prasetyo[^<]*Warung Bu Narti/, path);
  await d.wear(joko, "citizen");
  assert.doesNotMatch((await joko.get("/layanan")).body, /Warung Bu Narti/);
});

test("what the mandate is not for is refused: who may only pay does not apply, who may not manage grants and revokes nothing", async () => {
  const { d } = the;
  const [business] = await d.asOwner<{ business: string }>("select business from identity.mandate limit 1");
  const pays = actors.business(d.id("joko"), business!.business, ["pay"], { assurance: 3 });
  const applies = actors.business(d.id("joko"), business!.business, ["apply"], { assurance: 3 });
  await assert.rejects(d.submitted({ floorArea: "12", cooks: false }, pays), Refusal);
  const { row } = await d.look(await d.submitted({ floorArea: "12", cooks: false }, applies));
  const pay = async (key: string) => {
    const visitor = await d.signIn(key, d.visitor(), "business");
    await d.stepUp(visitor, key);
    return (await visitor.post(`/bayar/${row.bill}`, {})).statusCode;
  };
  assert.equal(await pay("citizen"), 404, "whose mandate is to apply");
  assert.equal(await pay("owner"), 303);
  const nik = d.person("bayu").nik;
  await assert.rejects(
    d.act(pays, grantMandate, { nik, role: "staff", scopes: ["pay"], until: null }),
    refused("not-found"),
  );
  await assert.rejects(d.act(pays, revokeMandate, { id: await offered("joko") }), refused("not-found"));
  const manages = actors.business(d.id("joko"), business!.business, ["manage"], { assurance: 3 });
  await assert.rejects(
    d.act(manages, grantMandate, { nik, role: "staff", scopes: ["pay"], until: null }),
    (error) => error instanceof Refusal && error.faults[0]?.messageKey === "identity.fault.scopes-own",
    "nobody hands on more than they hold",
  );
  const [owners] = await d.asOwner<{ id: string }>("select id from identity.mandate where role = 'owner'");
  const wide = actors.business(d.id("joko"), business!.business, ["apply", "pay", "manage"], { assurance: 3 });
  await assert.rejects(d.act(wide, revokeMandate, { id: owners!.id }), refused("not-found"), "not the owner's");
});

test("nobody but the one it is for accepts a mandate, and an unknown number is answered like a known one", async () => {
  const { d } = the;
  const narti = await atBusiness();
  const known = await grant(narti, "bayu", ["pay"]);
  const unknown = await narti.post("/akun/mandat", {
    grant: "yes",
    nik: "9901011212900007",
    role: "staff",
    scopes: "pay",
  });
  assert.deepEqual([known.statusCode, known.headers.location], [unknown.statusCode, unknown.headers.location]);
  const id = await offered("bayu");
  await assert.rejects(d.act(actors.citizen(d.id("joko")), acceptMandate, { id }), refused("not-found"));
  const nothing = await narti.post("/akun/mandat", { grant: "yes", nik: d.person("joko").nik, role: "staff" });
  assert.equal(nothing.statusCode, 422);
  assert.match(nothing.body, /href="#scopes"/);
  const past = { "until.day": "1", "until.month": "1", "until.year": "2026" };
  assert.match((await grant(narti, "sekar", ["pay"], past)).body, /Tanggal itu sudah lewat/);
});

test("a revoked mandate opens nothing from the next request on", async () => {
  const { d } = the;
  const joko = await d.signIn("citizen", d.visitor());
  await d.wear(joko, "business");
  assert.equal((await joko.get("/saya")).statusCode, 200);
  const narti = await d.signIn("owner", d.visitor());
  const id = await offered("joko");
  assert.equal((await narti.post("/akun/mandat", { revoke: id })).statusCode, 303);
  assert.equal((await joko.get("/saya")).statusCode, 303);
  assert.equal(await joko.isKnown(), false);
  await assert.rejects(d.act(actors.citizen(d.id("joko")), acceptMandate, { id }), refused("conflict"));
  const again = await d.signIn("citizen", d.visitor());
  assert.match((await again.get("/akun/mandat")).body, /dicabut/);
});

test("a mandate ends with its last day where the government is, and makes room for a new one", async () => {
  const { d } = the;
  const narti = await atBusiness();
  assert.equal((await grant(narti, "joko", ["apply", "pay"], day)).statusCode, 303);
  const joko = await d.signIn("citizen", d.visitor());
  await joko.post("/akun/mandat", { accept: await offered("joko") });
  // Midnight in Tirta is 17:00 in Greenwich.
  d.clock.set("2026-12-31T16:30:00Z");
  const late = await d.signIn("citizen", d.visitor());
  await d.wear(late, "business");
  assert.equal((await late.get("/saya")).statusCode, 200);
  d.clock.set("2026-12-31T17:00:01Z");
  assert.equal((await late.get("/saya")).statusCode, 303);
  const citizen = await d.signIn("citizen", d.visitor());
  assert.match((await citizen.get("/akun/mandat")).body, /berakhir/);
  assert.doesNotMatch((await citizen.get("/akun/bertindak")).body, /value="business:/);
  const anew = await atBusiness();
  assert.equal((await grant(anew, "joko", ["apply"])).statusCode, 303);
});

test("the owner that the register knows takes the business up; nobody else can", async () => {
  const { d } = the;
  const narti = await d.signIn("owner", d.visitor(), "citizen");
  const [mandate] = await d.asOwner<{ id: string; business: string }>(
    "select id, business from identity.mandate where role = 'owner' and person = $1",
    [d.id("narti")],
  );
  await narti.post("/akun/mandat", { revoke: mandate!.id });
  assert.doesNotMatch((await narti.get("/akun/bertindak")).body, /value="business:/);
  assert.match((await narti.get("/akun/mandat")).body, /Mulai mengurus usaha ini/);
  const joko = await d.signIn("citizen", d.visitor());
  assert.equal((await joko.post("/akun/mandat", { claim: mandate!.business })).statusCode, 404);
  assert.equal((await narti.post("/akun/mandat", { claim: mandate!.business })).statusCode, 303);
  assert.match((await narti.get("/akun/bertindak")).body, /value="business:/);
  assert.equal((await narti.post("/akun/mandat", { claim: mandate!.business })).statusCode, 409);
});

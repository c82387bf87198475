import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, type Role, roles } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { appointFirst } from "../commands/appoint-first.ts";
import { appointOfficer } from "../commands/officers.ts";
import { firstDutiesAdvice } from "../first-duties.ts";
import { oneDoor } from "./door.ts";

const the = oneDoor();
const house = actors.system("identity");
const first = (key: string, role: "administrator" | "approver", office = "aplikasi", agency = "diskominfo") =>
  the.d.act(house, appointFirst, { nik: the.d.person(key).nik, agency, office, role }, { via: "cli" });
const refusedWith = (key: string) => (error: unknown) =>
  error instanceof Refusal && (error.messageKey === key || error.faults.some((fault) => fault.messageKey === key));
const withdrawn = (role: Role) =>
  the.d.asOwner("update identity.officer_role set withdrawn_at = now() where role = $1 and withdrawn_at is null", [
    role,
  ]);
const advice = () => the.d.world.database.inTransaction(house, false, (tx) => firstDutiesAdvice.look(the.d.world, tx));

test("where somebody holds the duty, the machine gives it to nobody, and says at which office they sit", async () => {
  assert.equal((await advice()).ok, true);
  await assert.rejects(first("joko", "administrator"), (error: unknown) => {
    assert.ok(refusedWith("identity.refusal.first-administrator")(error));
    assert.deepEqual((error as Refusal).values, { office: "diskominfo/aplikasi" });
    return true;
  });
  await assert.rejects(first("joko", "approver"), refusedWith("identity.refusal.first-approver"));
});

test("nobody but the house itself does it: no officer, whatever their duties, and no program", async () => {
  const input = {
    nik: the.d.person("joko").nik,
    agency: "diskominfo",
    office: "aplikasi",
    role: "administrator",
  } as const;
  const all = actors.officer(the.d.id("dimas"), "diskominfo", "aplikasi", roles, { assurance: 3 });
  for (const actor of [all, actors.citizen(the.d.id("joko")), actors.stranger])
    await assert.rejects(the.d.act(actor, appointFirst, input), Refusal);
  assert.equal(appointFirst.internal, true);
});

test("where everybody lost it, it is given again: once, to a finished account, and never both duties to one person", async () => {
  const { d } = the;
  await withdrawn("administrator");
  assert.match((await advice()).detail, /nobody is administrator yet/);
  await assert.rejects(first("sekar", "administrator"), refusedWith("identity.fault.no-account"));
  await assert.rejects(
    d.act(house, appointFirst, {
      nik: "9901010101800001",
      agency: "diskominfo",
      office: "aplikasi",
      role: "administrator",
    }),
    refusedWith("identity.refusal.no-person"),
  );
  await assert.rejects(first("joko", "administrator", "taman"), refusedWith("identity.fault.office"));
  await assert.rejects(first("kartini", "administrator"), refusedWith("identity.refusal.first-two-people"));

  const [kept] = await d.asOwner<{ totp: Buffer }>(
    "select totp_secret as totp from identity.account where person = $1",
    [d.id("joko")],
  );
  await d.asOwner("update identity.account set totp_secret = null where person = $1", [d.id("joko")]);
  await assert.rejects(first("joko", "administrator"), refusedWith("identity.fault.no-second-factor"));
  await d.asOwner("update identity.account set totp_secret = $2 where person = $1", [d.id("joko"), kept!.totp]);

  const both = await Promise.allSettled([first("joko", "administrator"), first("bayu", "administrator")]);
  assert.equal(
    both.filter(({ status }) => status === "fulfilled").length,
    1,
    "two at the same instant: one is the first",
  );
  assert.equal((await advice()).ok, true);
});

test("the person is told in their inbox; the journal says that it came from the machine, without a name or number", async () => {
  const { d } = the;
  const inboxes = [...(await d.inbox("joko")), ...(await d.inbox("bayu"))];
  assert.equal(inboxes.filter((kind) => kind === "first-administrator").length, 1);
  const rows = await d.asOwner<{ via: string; about: string[]; all: string }>(
    "select via, about, j::text as all from kernel.journal j where name = 'identity.appoint-first'",
  );
  assert.deepEqual(
    rows.map(({ via, about }) => [via, about.length]),
    [["cli", 1]],
  );
  for (const key of ["joko", "bayu"])
    for (const secret of [d.person(key).nik, d.person(key).name]) assert.ok(!rows[0]!.all.includes(secret));
});

test("a duty that waited for a second person whom nobody could be takes effect, and a suspended office opens again", async () => {
  const { d } = the;
  const dimas = actors.officer(await d.idOf("dimas"), "diskominfo", "aplikasi", ["administrator"], { assurance: 3 });
  await d.act(dimas, appointOfficer, {
    nik: d.person("wulan").nik,
    agency: "dpmptsp",
    office: "loket",
    roles: ["approver"],
  });
  await withdrawn("administrator");
  await d.asOwner(
    "update identity.officer_role set withdrawn_at = now() where role = 'approver' and approved_at is not null",
  );
  await d.asOwner("update identity.officer set state = 'suspended' where account = $1", [await d.idOf("wulan")]);
  assert.match((await advice()).detail, /nobody is administrator, nobody approver yet/);
  await first("wulan", "approver", "loket", "dpmptsp");
  const wulan = await d.signIn("front-desk", d.visitor("203.0.113.9"));
  assert.equal((await wulan.get("/admin/petugas")).statusCode, 200);
});

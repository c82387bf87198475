import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { registerBusiness } from "../commands/register-business.ts";
import { isNib } from "../nib.ts";
import { businessById } from "../queries/business-by-id.ts";
import { businessesOfPerson } from "../queries/businesses-of-person.ts";
import { refused, town } from "./town.ts";

const stall = {
  name: "Kopi Sore Joko",
  kbli: ["56304", "56303"],
  address: { street: "Jalan Kenanga No. 21", rt: "5", rw: "002", village: "99.01.01.1002" },
  foundedOn: "2026-11-01",
};

test("a citizen enters their own business and has its number at once", async (t) => {
  const s = await town(t);
  const { id, nib } = await s.act(s.citizen("joko"), registerBusiness, stall);
  assert.ok(isNib(nib) && nib.startsWith("99015000"), nib);
  const business = await s.ask(s.citizen("joko"), businessById, { id });
  assert.deepEqual([business.name, business.kind, business.status], ["Kopi Sore Joko", "individual", "active"]);
  assert.deepEqual(
    business.kbli.map(({ code, risk }) => [code, risk]),
    [
      ["56304", "low"],
      ["56303", "medium-low"],
    ],
  );
  assert.deepEqual([business.address.rt, business.address.district], ["005", "Tirtasari"]);
  assert.deepEqual(business.owners, [
    { person: s.id("joko"), name: "Joko Prasetyo", role: "owner", since: "2026-11-01" },
  ]);
  const second = await s.act(s.citizen("joko"), registerBusiness, { ...stall, name: "Kopi Pagi Joko" });
  assert.notEqual(second.nib, nib);
  const all = await s.ask(s.citizen("joko"), businessesOfPerson, { person: s.id("joko") });
  assert.deepEqual(
    all.map((each) => each.id),
    [second.id, id],
  );
});

test("unknown activities, unknown villages and days to come are named one by one", async (t) => {
  const s = await town(t);
  const enter = (more: object) => s.act(s.citizen("joko"), registerBusiness, { ...stall, ...more });
  await assert.rejects(enter({ kbli: ["56304", "56304"] }), refused("invalid", "registry.fault.kbli"));
  await assert.rejects(enter({ kbli: ["00000"] }), refused("invalid", "registry.fault.kbli"));
  await assert.rejects(enter({ kbli: [] }), refused("invalid"));
  await assert.rejects(
    enter({ address: { ...stall.address, village: "99.01.01.9999" } }),
    refused("invalid", "registry.fault.village"),
  );
  await assert.rejects(enter({ address: { ...stall.address, rt: "lima" } }), refused("invalid", "registry.fault.rt"));
  await assert.rejects(enter({ foundedOn: "2026-11-25" }), refused("invalid", "registry.fault.future"));
  await assert.rejects(enter({ foundedOn: "2026-02-30" }), refused("invalid", "kernel.fault.format"));
  assert.equal((await s.ask(s.citizen("joko"), businessesOfPerson, { person: s.id("joko") })).length, 0);
});

test("twelve registrations at the same instant: ten are let in, the limit holds", async (t) => {
  const s = await town(t);
  const tries = await Promise.allSettled(
    Array.from({ length: 12 }, (_, i) => s.act(s.citizen("joko"), registerBusiness, { ...stall, name: `Warung ${i}` })),
  );
  assert.equal(tries.filter((each) => each.status === "fulfilled").length, 10);
  for (const each of tries)
    if (each.status === "rejected") assert.ok(refused("conflict", "registry.refusal.many-businesses")(each.reason));
});

test("only a citizen with a second factor registers, and only for themselves", async (t) => {
  const s = await town(t);
  await assert.rejects(
    s.act({ ...s.citizen("joko"), assurance: 1 }, registerBusiness, stall),
    refused("step-up-needed"),
  );
  await assert.rejects(s.act(actors.stranger, registerBusiness, stall), refused("sign-in-needed"));
  for (const actor of [
    s.frontDesk,
    s.keeper,
    actors.system("cases"),
    actors.business(s.id("joko"), s.person("narti").businesses![0]!.id),
  ])
    await assert.rejects(s.act(actor, registerBusiness, stall), refused("not-allowed"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { systemActor } from "../../../kernel/index.ts";
import { proposeSplit } from "../commands/propose-merge.ts";
import { composeNik } from "../nik.ts";
import { businessesOfPerson } from "../queries/businesses-of-person.ts";
import { personByNik } from "../queries/person-by-nik.ts";
import { proposalById, splitChoices } from "../queries/proposals.ts";
import { mergingTown } from "./merging.ts";
import { refused } from "./town.ts";

const nik = composeNik("99.01.01", "1980-08-05", "female", 777);
const part = {
  nik,
  name: "Nartini Suryani",
  birthDate: "1980-08-05",
  birthPlace: "Tirtasari",
  sex: "female",
  maritalStatus: "single",
  familyRole: "other",
  address: { street: "Jalan Melati No. 7", rt: "2", rw: "4", village: "99.01.01.1001" },
} as const;

test("a record that is two people is parted: the second gets a record with a number of its own, and what the keeper chose", async (t) => {
  const s = await mergingTown(t);
  const narti = s.id("narti");
  const was = await s.row(narti);
  const { offers } = await s.ask(s.keeper, splitChoices, { person: narti });
  const [shop] = offers.filter(({ follows }) => follows === "registry.business_role");
  assert.ok(shop, "her business is among what can be chosen");
  const { proposal } = await s.act(s.keeper, proposeSplit, {
    person: narti,
    version: 1,
    part,
    moves: { [shop.follows]: [shop.id] },
    reason: "Saudari kembar tercatat sebagai satu orang",
  });
  const [kept] = await s.asOwner<{ text: string }>("select to_jsonb(p)::text as text from registry.proposal p");
  assert.ok(!kept!.text.includes("Nartini") && !kept!.text.includes(nik), "what is proposed is sealed");
  assert.equal((await s.ask(s.second, proposalById, { id: proposal })).part?.name, "Nartini Suryani");
  assert.equal(await s.ask(systemActor("registry"), personByNik, { nik }), null);
  await s.decide(proposal);
  const fresh = (await s.ask(systemActor("registry"), personByNik, { nik }))!;
  assert.deepEqual(
    [fresh.name, fresh.maritalStatus, fresh.family, fresh.version],
    ["Nartini Suryani", "single", { id: was.family, role: "other" }, 1],
  );
  const { version, reason, recorded_at: _at, ...facts } = await s.row(narti);
  const { version: _v, reason: _r, recorded_at: _a, ...before } = was;
  assert.deepEqual([version, reason, facts], [2, "Saudari kembar tercatat sebagai satu orang", before]);
  const owners = async (person: string) =>
    (await s.ask(s.frontDesk, businessesOfPerson, { person, reason: "counter-visit" })).flatMap((one) =>
      one.owners.map(({ name }) => name),
    );
  assert.deepEqual([await owners(narti), await owners(fresh.id)], [[], ["Nartini Suryani"]]);
  const [fact] = await s.asOwner<{ body: object }>(
    "select f->'body' as body from kernel.journal, jsonb_array_elements(body->'facts') f where f->>'name' = 'registry.person-split'",
  );
  assert.deepEqual(fact!.body, { from: narti, into: fresh.id, kind: "split", proposal });
});

test("a number that somebody has, that does not fit, or of a day to come makes no second record", async (t) => {
  const s = await mergingTown(t);
  const split = (more: object) =>
    s.act(s.keeper, proposeSplit, {
      person: s.id("narti"),
      version: 1,
      part: { ...part, ...more },
      reason: "Saudari kembar tercatat sebagai satu orang",
    });
  await assert.rejects(split({ nik: s.person("narti").nik }), refused("invalid", "registry.fault.nik-taken"));
  await assert.rejects(split({ sex: "male" }), refused("invalid", "registry.fault.unlike-nik"));
  await assert.rejects(split({ birthDate: "2080-08-05" }), refused("invalid", "registry.fault.future"));
  const far = { ...part.address, village: "99.01.99.2001" };
  await assert.rejects(split({ address: far }), refused("invalid", "registry.fault.village"));
  const twice = await s.again("narti");
  const { proposal } = await split({});
  await assert.rejects(split({ name: "Lain" }), refused("conflict", "registry.refusal.proposed-already"));
  await s.decide(proposal);
  await assert.rejects(split({}), refused("conflict", "registry.refusal.mended-meanwhile"));
  await s.merged(s.id("narti"), twice.id);
  await assert.rejects(
    s.act(s.keeper, proposeSplit, { person: twice.id, version: 2, part, reason: "Saudari kembar" }),
    refused("conflict", "registry.refusal.merged"),
  );
});

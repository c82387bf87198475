import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { type Tallied, tallyEligible } from "../queries/tally-eligible.ts";
import { toldGroups } from "../tally/quiet.ts";

const day = "2026-11-24";
const version = (conditions: string[], more: object = {}) => ({
  conditions,
  forBusiness: false,
  decisions: {},
  fee: null,
  ...more,
});
const free = { hit: "first", title: "", law: "x" };

test("gains and losses are counted over everybody who lives, by district, age and sex", async (t) => {
  const s = await scene(t);
  const tally = (before: object | null, after: object) =>
    s.ask(actors.system("studio"), tallyEligible, { before, after, day } as never) as Promise<Tallied>;
  const [real] = await s.asOwner<{ all: number; grown: number; young: number }>(
    `select count(*)::int as all, (count(*) filter (where birth_date + interval '40 years' <= $1::date))::int as grown, (count(*) filter (where birth_date + interval '17 years' > $1::date))::int as young
     from registry.person where died_on is null`,
    [day],
  );
  const grown = 'applicant.birthDate + duration("P40Y") <= today';
  const opened = await tally(version([grown]), version(["is defined(applicant.nik)"]));
  assert.deepEqual(
    [opened.people, opened.before, opened.after, opened.gains, opened.loses],
    [real!.all, real!.grown, real!.all, real!.all - real!.grown, 0],
  );
  assert.ok(
    opened.ages.length > 0 && opened.ages.every(({ from, loses }) => from <= 25 && loses === 0),
    "only the younger gain",
  );
  const made = await tally(null, version([grown]));
  assert.deepEqual([made.before, made.gains], [0, real!.grown]);
  assert.ok(real!.young > 0 && real!.young < 10, "the example's few children would be known by name");
  const few = await tally(version([grown.replace("40", "17")]), version([]));
  assert.deepEqual([few.gains, few.before % 10, few.after % 10], [null, 0, 0]);
  const same = await tally(version([grown]), version([grown]));
  assert.deepEqual([same.gains, same.loses, same.districts, same.ages], [0, 0, [], []]);
});

test("a service for businesses counts who owns one, by its risk as an application would find it", async (t) => {
  const s = await scene(t);
  const tally = (before: object, after: object) =>
    s.ask(actors.system("studio"), tallyEligible, { before, after, day } as never) as Promise<Tallied>;
  const [owners] = await s.asOwner<{ n: number }>(
    `select count(distinct r.person)::int as n from registry.business_role r join registry.business b on b.id = r.business
     join registry.person p on p.id = r.person where b.status = 'active' and p.died_on is null`,
  );
  const own = { forBusiness: true };
  const all = await tally(version(["is defined(business.nib)"]), version(["is defined(business.nib)"], own));
  assert.equal(Math.round(owners!.n / 10) * 10, Math.round(all.after / 10) * 10);
  const risks = version(['business.risk in ("low", "medium-low", "medium-high", "high")'], own);
  assert.equal((await tally(risks, version([], own))).gains, 0, "each has a risk");
});

test("what the register does not tell is said and not guessed", async (t) => {
  const s = await scene(t);
  const ask = (after: object) => s.ask(actors.system("studio"), tallyEligible, { before: null, after, day } as never);
  assert.match(JSON.stringify(await ask(version(['applicant.address = "x"']))), /applicant\.address.* is no column/);
  assert.match(
    JSON.stringify(await ask(version(['starts with(applicant.nik, "99")']))),
    /applicant\.nik.* is no column/,
  );
  const table = (expression: string) => ({
    fee: {
      ...free,
      inputs: [{ expression, label: "" }],
      outputs: ["amount"],
      // biome-ignore lint/suspicious/noThenProperty: the word of a decision rule, never awaited
      periods: [{ from: "2026-01-01", rules: [{ when: ["-"], then: ["5000"] }] }],
    },
  });
  const fee = { decision: "fee", output: "amount" };
  const asked = (await ask(version([], { fee, decisions: table("floorArea") }))) as Tallied;
  assert.deepEqual(asked.fee, { reads: ["floorArea"] });
  const known = (await ask(version([], { fee, decisions: table("applicant.birthDate") }))) as Tallied;
  assert.deepEqual(known.fee, { before: 0, after: known.after * 5000, more: 0, less: 0 });
});

test("a number below ten leaves as none, and so does another when it would give that one away", () => {
  assert.deepEqual(toldGroups([40, 0, 3, 25]), [40, 0, null, null]);
  assert.deepEqual(toldGroups([40, 4, 3, 25]), [40, null, null, 25]);
  assert.deepEqual(toldGroups([40, 0, 25]), [40, 0, 25]);
  assert.deepEqual(toldGroups([3]), [null]);
});

test("nobody but the house itself counts", async (t) => {
  const s = await scene(t);
  await assert.rejects(s.ask(s.reviewer, tallyEligible, { before: null, after: version([]), day } as never));
});

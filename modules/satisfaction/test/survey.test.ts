import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { answer } from "../commands/answer.ts";
import { finishFollowUp, planFollowUp } from "../commands/follow-up.ts";
import { invite } from "../commands/invite.ts";
import { instrumentOn } from "../instrument.ts";
import { results } from "../queries/results.ts";
import { followUps, mySurveys, surveyOf } from "../queries/survey.ts";

const service = "izin-usaha-mikro";
type Scene = Awaited<ReturnType<typeof scene>>;
const codesOf = (s: Scene) => instrumentOn(s.world.government, "2026-11-24").elements.map(({ code }) => code);
const all = (s: Scene, score: number, more: Record<string, number | null> = {}) => ({
  ...Object.fromEntries(codesOf(s).map((code) => [code, score])),
  ...more,
});

/** A case that was paid and issued; whoever applied is then asked. */
async function closed(s: Scene): Promise<string> {
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(id);
  await s.work();
  return id;
}
/** Invitations beyond those of real cases: the sums do not care whose they were. */
async function invited(s: Scene, like: string, persons: readonly string[]): Promise<string[]> {
  const rows = await s.asOwner<{ case_id: string }>(
    `insert into satisfaction.invitation select gen_random_uuid(), cell, number, title, who::uuid, null, 'citizen', asked_at, until, false
     from satisfaction.invitation, unnest($2::text[]) as who where case_id = $1 returning case_id`,
    [like, persons],
  );
  await s.asOwner("update satisfaction.cell set asked = asked + $1", [persons.length]);
  return rows.map(({ case_id }) => case_id);
}

test("when a case is closed its applicant is asked once, by message and on their page, and the fact told twice asks no second time", async (t) => {
  const s = await scene(t);
  const id = await closed(s);
  const messages = () =>
    s.asOwner<{ link: string; person: string }>(
      "select link, person from messages.message where kind = 'satisfaction-survey'",
    );
  assert.deepEqual(await messages(), [{ link: `/survei/${id}`, person: s.id("narti") }]);
  await s.act(actors.system("satisfaction"), invite, { case: id });
  assert.equal((await messages()).length, 1);
  assert.deepEqual(
    (await s.ask(s.owner, mySurveys, {})).map((one) => one.case_id),
    [id],
  );
  assert.deepEqual(await s.asOwner("select asked, channel, period, office from satisfaction.cell"), [
    { asked: 1, channel: "web", period: "2026-Q4", office: "" },
  ]);
});

test("a refused applicant is asked too; one whose case goes on is not", async (t) => {
  const s = await scene(t);
  const refused = await s.submitted({ floorArea: "120" });
  const open = await s.submitted();
  await s.does(s.reviewer, refused, "forward");
  await s.does(s.head, refused, "refuse", { reason: "keselamatan", note: "Dapur tanpa ventilasi." });
  await s.work();
  assert.deepEqual(
    (await s.ask(s.owner, mySurveys, {})).map((one) => one.case_id),
    [refused],
  );
  assert.deepEqual(await s.act(actors.system("test"), invite, { case: open }), { asked: false });
});

test("only who was asked may answer, once, completely, and in time", async (t) => {
  const s = await scene(t);
  const id = await closed(s);
  const say = (who: Parameters<Scene["act"]>[0], scores: Record<string, number | null>) =>
    s.act(who, answer, { case: id, scores });
  for (const who of [s.joko, s.reviewer, actors.business(s.id("narti"), s.business.id)]) {
    await assert.rejects(say(who, all(s, 4)), /not-(found|allowed)/);
    await assert.rejects(s.ask(who, surveyOf, { case: id }), /not-(found|allowed)/);
  }
  await assert.rejects(say(s.owner, { time: 4 }), /invalid/);
  await assert.rejects(say(s.owner, all(s, 5)), /invalid/);
  await assert.rejects(say(s.owner, all(s, 4, { time: null })), /invalid/);
  assert.equal((await s.count("satisfaction.tally"))[0], 0, "nothing of what was refused is counted");
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => say(s.owner, all(s, 3, { competence: null }))),
  );
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  assert.deepEqual(await s.asOwner("select sum(n)::int as n from satisfaction.tally"), [{ n: 8 }]);
  const late = await closed(s);
  s.clock.set("2027-02-01T00:00:00Z");
  await assert.rejects(s.act(s.owner, answer, { case: late, scores: all(s, 4) }), /refusal.over/);
});

test("nowhere in the database does it stand who said what: not in a row, the journal, the outbox or a kept answer", async (t) => {
  const s = await scene(t);
  const id = await closed(s);
  const tables = await s.asOwner<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('kernel', 'satisfaction', 'graphile_worker', 'transparency')`,
  );
  const everything = async () =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async ({ name }) => [
          name,
          (await s.asOwner<{ r: string }>(`select x::text as r from ${name} x`)).map(({ r }) => r),
        ]),
      ),
    ) as Record<string, string[]>;
  const tell = async (score: number, invitation: string) => {
    const before = await everything();
    await s.act(s.owner, answer, { case: invitation, scores: all(s, score) });
    const after = await everything();
    return Object.fromEntries(
      Object.entries(after).flatMap(([name, rows]) => {
        const added = rows.filter((row) => !before[name]!.includes(row));
        return added.length > 0 ? [[name, added]] : [];
      }),
    );
  };
  const [second] = await invited(s, id, [s.id("narti")]);
  const low = await tell(1, id);
  const high = await tell(4, second!);
  // What is written besides the sums is the same whatever was said: ids, hashes and times apart, of which only ids' places stay.
  const shape = (rows: Record<string, string[]>) =>
    Object.fromEntries(
      Object.entries(rows)
        .filter(([name]) => name !== "satisfaction.tally" && name !== "satisfaction.cell")
        .map(([name, all]) => [name, all.length]),
    );
  assert.deepEqual(shape(low), shape(high));
  assert.ok(!("kernel.idempotency" in low), "a kept answer would hold a fingerprint of what was said");
  for (const rows of [low["kernel.journal"], low["kernel.outbox"]].flat())
    assert.doesNotMatch(rows ?? "", /requirements|score/);
});

test("figures move in steps: four answers show nothing, the fifth shows all five, the next four show nothing more", async (t) => {
  const s = await scene(t);
  const id = await closed(s);
  const people = Array.from({ length: 9 }, () => s.world.newId());
  const cases = await invited(s, id, people);
  const seen: [shown: number, answered: number, index: string | null][] = [];
  for (const [i, one] of cases.entries()) {
    await s.act(actors.citizen(people[i]!), answer, { case: one, scores: all(s, i < 5 ? 4 : 1) });
    const { all: whole, services } = await s.ask(actors.stranger, results, {});
    assert.equal(services[0]!.index, whole.index);
    seen.push([whole.shown, whole.answered, whole.index]);
  }
  assert.deepEqual(seen[3], [0, 4, null]);
  assert.deepEqual(seen[4], [5, 5, "100.00"]);
  assert.deepEqual(seen[8], [5, 9, "100.00"], "four bad answers cannot be told apart yet");
  await s.act(s.owner, answer, { case: id, scores: all(s, 1) });
  const { all: whole } = await s.ask(actors.stranger, results, {});
  assert.deepEqual([whole.shown, whole.asked, whole.index, whole.grade], [10, 10, "62.50", "D"]);
  const app = await s.web();
  const csv = (await app.inject("/kepuasan/data.csv")).body.split("\r\n");
  assert.equal(csv[1], "all,,2026-Q4,permenpan-14-2017,,62.50,D,10,10,10");
  assert.ok(csv.includes("service,izin-usaha-mikro,2026-Q4,permenpan-14-2017,time,2.50,,10,10,10"));
  const json = JSON.parse((await app.inject("/kepuasan/data.json?periode=2026-Q4")).body) as { all: { index: string } };
  assert.equal(json.all.index, "62.50");
  assert.equal((await app.inject("/kepuasan?periode=x")).statusCode, 422);
});

test("the head of the service's agency says in public what is done and what came of it; nobody else does", async (t) => {
  const s = await scene(t);
  await closed(s);
  const plan = { service, period: "2026-Q4", element: "time", plan: "Menambah satu peninjau", due: "2026-12-31" };
  const foreign = actors.officer(s.world.newId(), "pupr", "loket", ["head"]);
  for (const who of [foreign, s.reviewer, s.owner])
    await assert.rejects(s.act(who, planFollowUp, plan), /not-(found|allowed)/);
  await assert.rejects(s.act(s.head, planFollowUp, { ...plan, plan: "x", due: "besok" }), /invalid/);
  const { followUp } = await s.act(s.head, planFollowUp, plan);
  await assert.rejects(
    s.act(foreign, finishFollowUp, { followUp, outcome: "Peninjau ditambah" }),
    /not-(found|allowed)/,
  );
  await s.act(s.head, finishFollowUp, { followUp, outcome: "Peninjau kedua bekerja sejak Desember" });
  const [row] = await s.ask(actors.stranger, followUps, { service });
  assert.deepEqual(
    [row!.agency, row!.element, row!.outcome?.id],
    ["dpmptsp", "time", "Peninjau kedua bekerja sejak Desember"],
  );
});

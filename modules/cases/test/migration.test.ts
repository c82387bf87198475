import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../../../kernel/index.ts";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { serviceByCode } from "../../catalogue/index.ts";
import { approveMigration } from "../commands/approve-migration.ts";
import { migrateCases } from "../commands/migrate-cases.ts";
import { planMigration } from "../commands/plan-migration.ts";
import { migrationById, migrationPreview, migrations } from "../queries/migrations.ts";
import { colleague } from "./colleague.ts";
import { republished } from "./republished.ts";
import { formOn, visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const officer = (s: Scene, role: "administrator" | "approver" | "reviewer", assurance: Actor["assurance"] = 3) =>
  actors.officer(s.world.newId(), "diskominfo", "layanan-digital", [role], { assurance });
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** The licence, version 2: the first review has another name, another title and another time limit. */
async function version2(s: Scene): Promise<void> {
  const old = (await s.ask(s.stranger, serviceByCode, { code: "izin-usaha-mikro", version: 1 }))!;
  const text = JSON.stringify(old.process!.steps).replaceAll('"review"', '"examine"');
  const steps = JSON.parse(text) as Record<string, { task?: object; timers?: object[] }>;
  steps.examine!.task = { ...steps.examine!.task, title: { id: "Telaah permohonan", en: "Examine the application" } };
  steps.examine!.timers = [{ workingDays: 5, to: "nudge", interrupt: false }];
  await republished(s, { steps });
}
const upgrade = { service: "izin-usaha-mikro", from: 1, to: 2, mapping: { review: "examine" } };

/** One case at the review, one at the opinions, one returned to its applicant, one approved and not yet paid. */
async function four(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const ids: Record<string, string> = {};
  for (const name of ["review", "opinions", "returned", "approved"]) {
    ids[name] = await s.submitted();
    await s.asOwner("update cases.draft set state = 'dropped' where state = 'open'");
  }
  await s.does(s.reviewer, ids.opinions!, "ask-opinions");
  await s.does(s.health, ids.opinions!, "agree");
  await s.does(s.reviewer, ids.returned!, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  await s.approved(ids.approved!);
  await version2(s);
  return { s, ids: ids as Record<"review" | "opinions" | "returned" | "approved", string> };
}

test("a dry run tells what would happen to each open case, writes nothing, and names nobody", async (t) => {
  const { s, ids } = await four(t);
  const before = await s.asOwner("select * from cases.case order by id");
  const told = await s.ask(officer(s, "administrator"), migrationPreview, { plan: upgrade, limit: 3 });
  assert.deepEqual(told.counts, { stays: 2, moves: 1, gains: 0, person: 1 });
  assert.deepEqual([told.counted, told.all, told.cases.length], [4, true, 3]);
  const rest = await s.ask(officer(s, "approver"), migrationPreview, { plan: upgrade, after: told.next! });
  assert.equal(rest.next, null);
  const all = new Map([...told.cases, ...rest.cases].map((one) => [one.id, one]));
  assert.equal(all.size, 4);
  assert.deepEqual(all.get(ids.review)!.moves, [{ from: "review", to: "examine" }]);
  assert.deepEqual(all.get(ids.approved)!.obstacles, [{ step: "", why: "consented" }]);
  assert.doesNotMatch(JSON.stringify([told, rest]), /Narti/);
  assert.deepEqual(await s.asOwner("select * from cases.case order by id"), before);
  const without = await s.ask(officer(s, "administrator"), migrationPreview, { plan: { ...upgrade, mapping: {} } });
  assert.deepEqual(without.counts, { stays: 2, moves: 0, gains: 0, person: 2 });
});

test("planned by one and approved by another, the open cases move in batches; what cannot stays on its version and is listed", async (t) => {
  const { s, ids } = await four(t);
  const planner = officer(s, "administrator");
  const { id } = await s.act(planner, planMigration, upgrade);
  const sameOne = { ...planner, officer: { ...planner.officer!, roles: ["approver" as const] } };
  await assert.rejects(s.act(sameOne, approveMigration, { migration: id }), Refusal, "four eyes");
  await assert.rejects(
    s.act(officer(s, "approver", 2), approveMigration, { migration: id }),
    refusal("step-up-needed"),
  );
  assert.deepEqual(await s.act(actors.system("cases"), migrateCases, { migration: id }), { more: false });
  await s.act(officer(s, "approver"), approveMigration, { migration: id });
  await s.work();

  const told = await s.ask(planner, migrationById, { id });
  assert.deepEqual([told.state, told.openCases, told.moved, told.kept], ["done", 4, 3, 1]);
  assert.deepEqual(
    told.cases.map((one) => [one.id, one.obstacles]),
    [[ids.approved, [{ step: "", why: "consented" }]]],
  );
  assert.equal((await s.ask(planner, migrations, {})).rows[0]!.id, id);
  const versions = Object.fromEntries(
    (await s.asOwner<{ id: string; version: number }>("select id, version from cases.case")).map((one) => [
      one.id,
      one.version,
    ]),
  );
  assert.deepEqual(
    [versions[ids.review], versions[ids.opinions], versions[ids.returned], versions[ids.approved]],
    [2, 2, 2, 1],
  );

  const { row, tasks, acts } = await s.look(ids.review);
  assert.deepEqual(
    tasks.map((one) => [one.step, one.title.id, one.closed_at]),
    [["examine", "Telaah permohonan", null]],
  );
  assert.equal(row.process.tokens[0]!.at, "examine");
  assert.ok(acts.some(({ kind, audience }) => kind === "migrated" && audience === "office"));
  const [timer] = await s.asOwner<{ target: string; due_at: Date }>(
    "select target, due_at from cases.timer where case_id = $1",
    [ids.review],
  );
  assert.deepEqual(timer, { target: "nudge", due_at: s.world.calendar.deadline(s.clock.now(), 5) });
  const facts = await s.asOwner<{ body: { facts: { name: string; subject: string }[] } }>(
    "select body from kernel.journal where name = 'cases.migrate-cases' and body -> 'facts' <> '[]'",
  );
  assert.equal(facts.flatMap(({ body }) => body.facts).filter(({ name }) => name === "cases.migrated").length, 3);
  await s.approved(ids.review);
  assert.equal((await s.look(ids.review)).row.status, "approved", "the moved case goes on to its end");
  await assert.rejects(s.act(officer(s, "approver"), approveMigration, { migration: id }), refusal("conflict"));
});

test("answers that are none to the new form, and a decision that would be another, leave a case to a person", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await republished(s, {
    more: (old) => ({
      decisions: JSON.parse(
        JSON.stringify(old.decisions).replaceAll('"> 50"', '"> 99"').replaceAll('"<= 100"', '"<= 70"'),
      ),
      form: JSON.parse(JSON.stringify(old.form).replace('"max":5000', '"max":30')),
    }),
  });
  const { cases } = await s.ask(officer(s, "administrator"), migrationPreview, {
    plan: { ...upgrade, mapping: {} },
  });
  assert.deepEqual(
    cases.map((one) => [one.id, one.obstacles.map(({ why }) => why)]),
    [[id, ["answers", "decision"]]],
  );
});

test("a plan names steps that there are, in two versions that there are; only an administrator plans", async (t) => {
  const s = await scene(t);
  await version2(s);
  const planner = officer(s, "administrator");
  const fault = async (input: object, path: string) => {
    const error = await s.act(planner, planMigration, { ...upgrade, ...input } as typeof upgrade).catch((e) => e);
    assert.ok(error instanceof Refusal, String(error));
    assert.ok(
      error.faults.some((one) => one.path === path),
      JSON.stringify(error.faults),
    );
  };
  await fault({ mapping: { rewiew: "examine" } }, "mapping.rewiew");
  await fault({ mapping: { review: "exam" } }, "mapping.review");
  await fault({ to: 1 }, "to");
  await assert.rejects(s.act(planner, planMigration, { ...upgrade, to: 9 }), refusal("not-found"));
  for (const role of ["approver", "reviewer"] as const)
    await assert.rejects(s.act(officer(s, role), planMigration, upgrade), refusal("not-allowed"));
  await assert.rejects(s.ask(officer(s, "reviewer"), migrationPreview, { plan: upgrade }), refusal("not-allowed"));
});

test("several versions are brought along by one plan; what becomes of them is told in groups", async (t) => {
  const { s, ids } = await four(t);
  const third = await s.submitted();
  await republished(s, { version: 3 });
  const plan = { ...upgrade, from: [1, 2], to: 3, mapping: { examine: "review" } };
  const planner = officer(s, "administrator");
  const told = await s.ask(planner, migrationPreview, { plan });
  assert.equal(told.counted, 5);
  assert.deepEqual(
    told.groups.map(({ n }) => n).reduce((all, n) => all + n, 0),
    5,
  );
  const stuck = await s.ask(planner, migrationPreview, { plan, fate: "person" });
  assert.deepEqual(
    stuck.cases.map(({ id }) => id),
    [ids.approved],
  );
  const { id } = await s.act(planner, planMigration, plan);
  await s.act(officer(s, "approver"), approveMigration, { migration: id });
  await s.work();
  const done = await s.ask(planner, migrationById, { id });
  assert.deepEqual([done.from, done.moved, done.kept], [[1, 2], 4, 1]);
  assert.equal((await s.look(third)).row.version, 3);
  await assert.rejects(s.act(planner, planMigration, { ...plan, from: [1, 3] }), refusal("invalid"));
});

test("without script: an administrator looks, says where a lost step goes, and plans; another lets it run and reads what stayed", async (t) => {
  const { s } = await four(t);
  const planner = await colleague(s, "joko", "diskominfo", "layanan-digital", ["administrator"]);
  const approver = await colleague(s, "wulan", "diskominfo", "layanan-digital", ["approver"]);
  const first = await visitor(s, s.id("joko"), planner.officer!.id);
  const second = await visitor(s, s.id("wulan"), approver.officer!.id, true);
  // Which versions are offered is asked again after a second.
  s.clock.forward(2000);
  const list = await first.get("/petugas/pemindahan");
  assert.match(list.body, /4 permohonan terbuka/);
  const address = "/petugas/pemindahan/rencana?layanan=izin-usaha-mikro";
  assert.ok(list.body.includes(address));
  const look = await first.get(address);
  assert.match(look.body, /name="langkah\.review"/, "it asks where the lost step goes");
  const mapped = `${address}&dari.1=ya&ke=2&langkah.review=examine`;
  const again = await first.get(mapped);
  assert.match(again.body, /menjadi “Telaah permohonan \(examine\)”/);
  assert.match(again.body, /kepala sudah menyetujui/);
  assert.doesNotMatch(again.body, /Narti/);
  assert.equal((await second.post(mapped, formOn(again.body))).statusCode, 403, "an approver plans nothing");
  const planned = await first.post(mapped, formOn(again.body));
  assert.equal(planned.statusCode, 303);
  const where = String(planned.headers.location);
  assert.match((await second.get(where)).body, /Setujui dan pindahkan 3/);
  assert.equal((await second.post(where, {})).statusCode, 303);
  await s.work();
  const done = await first.get(where);
  assert.match(done.body, /Rekan joko/);
  assert.match(done.body, /Rekan wulan/);
  assert.match(done.body, /kepala sudah menyetujui/);
});

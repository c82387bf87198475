import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { phonePhoto } from "../../../test/journeys/licence.ts";
import { scene } from "../../../test/scene.ts";
import { definitionOf } from "../case.ts";
import { assignTask } from "../commands/assign-task.ts";
import { fileInspection } from "../commands/file-inspection.ts";
import { inspectionOf } from "../inspection.ts";
import { caseById } from "../queries/case-by-id.ts";
import { fieldTask, fieldWork } from "../queries/field-work.ts";
import { colleague } from "./colleague.ts";
import { visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const findings = {
  exit: { value: "yes" },
  extinguisher: { value: "no", remark: "Kedaluwarsa 2024" },
  water: { value: "yes" },
  waste: { value: "na" },
};
async function asked(s: Scene) {
  const id = await s.submitted();
  await s.does(s.reviewer, id, "ask-opinions");
  const task = await s.task(id, "dinkes");
  await s.act(s.health, assignTask, { task, officer: s.health.officer!.id });
  return { id, task };
}

test("an inspector sees what they have taken, with the address, and each look leaves a receipt", async (t) => {
  const s = await scene(t);
  const { id, task } = await asked(s);
  const { rows } = await s.ask(s.health, fieldWork, {});
  assert.deepEqual(
    rows.map((row) => [row.id, row.case_id]),
    [[task, id]],
  );
  assert.match(rows[0]!.address, /Pasar Tirtasari/);
  assert.deepEqual((await s.ask(s.fire, fieldWork, {})).rows, []);
  await assert.rejects(s.ask(s.fire, fieldTask, { task }), refused("not-found"));
  const [receipt] = await s.asOwner<{ n: number }>(
    "select count(*)::int as n from kernel.journal where kind = 'read' and name = 'cases.field-work' and $1 = any (about)",
    [s.id("narti")],
  );
  assert.equal(receipt!.n, 1);
});

test("a report says all that must be said, of what was asked; sent twice it is there once, and another's id is refused", async (t) => {
  const s = await scene(t);
  const { id, task } = await asked(s);
  const report = { id: "5b0f6f4e-3f5a-4b3e-9a51-3a1c2f9b7d10", task, findings };
  for (const wrong of [
    {},
    { ...findings, exit: { value: "maybe" } },
    { ...findings, measured: { value: "luas" } },
    { ...findings, roof: { value: "yes" } },
  ])
    await assert.rejects(
      s.act(s.health, fileInspection, { ...report, findings: wrong }),
      refused("invalid"),
      JSON.stringify(wrong),
    );
  for (const place of [
    { lat: 91, lon: 0 },
    { lat: 0, lon: 181 },
  ])
    await assert.rejects(s.act(s.health, fileInspection, { ...report, place }), refused("invalid"));
  await s.act(s.health, fileInspection, report);
  assert.deepEqual(await s.act(s.health, fileInspection, report), { late: null });
  assert.equal((await s.look(id)).inspections.length, 1);
  const other = await colleague(s, "wulan", "dinkes", "kesehatan-lingkungan", ["opinion-giver"]);
  await assert.rejects(s.act(other, fileInspection, report), refused("conflict"));
  await assert.rejects(s.act(s.fire, fileInspection, { ...report, id: s.world.newId() }), refused("not-found"));
  assert.deepEqual((await s.ask(s.health, caseById, { id })).inspections[0]!.findings, findings);
  assert.deepEqual((await s.ask(s.owner, caseById, { id })).inspections, [], "among officers");
});

test("a report that comes when the task is over, somebody else's, or reported already is kept and says so", async (t) => {
  const s = await scene(t);
  const { id, task } = await asked(s);
  const other = await colleague(s, "wulan", "dinkes", "kesehatan-lingkungan", ["opinion-giver"]);
  const file = async (who: typeof other) =>
    (await s.act(who, fileInspection, { id: s.world.newId(), task, findings })).late;
  assert.equal(await file(other), "reassigned");
  assert.equal(await file(s.health), "second");
  await s.does(s.health, id, "agree");
  assert.equal(await file(s.health), "closed");
  assert.equal((await s.look(id)).inspections.length, 3);
});

test("the phone's clock tells when it was made, unless it is ahead of ours", async (t) => {
  const s = await scene(t);
  const { id, task } = await asked(s);
  const now = s.clock.now();
  const file = (ms: number) =>
    s.act(s.health, fileInspection, { id: s.world.newId(), task, findings, madeAt: new Date(now.getTime() + ms) });
  await file(-3 * 3_600_000);
  await file(86_400_000);
  assert.deepEqual(
    (await s.look(id)).inspections.map((one) => one.made_at.getTime() - now.getTime()),
    [-3 * 3_600_000, 0],
  );
});

test("where the service says that it must be looked at, the task is not finished without a report", async (t) => {
  const s = await scene(t);
  const { id, task } = await asked(s);
  const { row } = await s.look(id);
  const service = await definitionOf(
    { world: s.world, ask: (query, raw) => s.ask(s.health, query, raw) },
    row.service,
    row.version,
  );
  Object.assign(inspectionOf(service, "opinions")!, { required: true });
  await assert.rejects(s.does(s.health, id, "agree"), refused("conflict", "cases.refusal.not-inspected"));
  await s.act(s.health, fileInspection, { id: s.world.newId(), task, findings });
  await s.does(s.health, id, "agree");
});

test("without script the same form files the report with its photo; wrong, it comes again with what was written", async (t) => {
  const s = await scene(t);
  const { id, task } = await asked(s);
  const desk = await visitor(s, s.id("ratna"), s.health.officer!.id);
  const path = `/petugas/lapangan/${task}`;
  assert.match((await desk.get("/petugas/lapangan")).body, new RegExp(path));
  const wrong = await desk.post(path, { "item.exit": "yes", note: "Dapur rapi." });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Dapur rapi\./);
  const form = {
    ...Object.fromEntries(Object.entries(findings).map(([item, { value }]) => [`item.${item}`, value])),
    note: "Dapur rapi.",
    place: "-6.914744, 107.609810",
  };
  const sent = await desk.upload(path, form, { field: "photo.exit", name: "pintu.jpg", body: await phonePhoto() });
  assert.equal(sent.headers.location, "/petugas/lapangan?masuk=ya");
  const { inspections, attached } = await s.look(id);
  assert.deepEqual(inspections[0]!.place, { lat: -6.914744, lon: 107.60981 });
  assert.deepEqual(
    attached.map(({ name, inspection }) => [name, inspection]),
    [["exit.jpg", inspections[0]!.id]],
  );
  assert.match(
    (await desk.get(`/petugas/kasus/${id}`)).body,
    /Alat pemadam ada dan masih berlaku[\s\S]*Tidak[\s\S]*Dapur rapi/,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, type Role } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { declareAbsence, revokeAbsence } from "../commands/absence.ts";
import { assignTask } from "../commands/assign-task.ts";
import { completeTask } from "../commands/complete-task.ts";
import { absences } from "../queries/absences.ts";
import { queue } from "../queries/queue.ts";
import { colleague } from "./colleague.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const today = "2026-11-24";
const away = (s: Scene, deputy: string | null, more: object = {}) => ({
  officer: s.reviewer.officer!.id,
  deputy,
  duties: ["reviewer"] as Role[],
  from: today,
  until: today,
  ...more,
});

test("a deputy works on what the absent colleague has, in both names, on those days and no longer, and not after it is revoked", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const ids = [await s.submitted(), await s.submitted(), await s.submitted()];
  const tasks = await Promise.all(ids.map((id) => s.task(id, "dpmptsp")));
  for (const task of tasks) await s.act(s.reviewer, assignTask, { task, officer: s.reviewer.officer!.id });
  const tries = (task: string) => s.act(sari, completeTask, { task, outcome: "forward" });
  await assert.rejects(tries(tasks[0]!), refused("not-found"));
  const { id } = await s.act(s.reviewer, declareAbsence, away(s, sari.officer!.id, { until: "2026-11-25" }));
  assert.deepEqual((await s.ask(sari, queue, { whose: "mine" })).rows.length, 3, "it stands in the deputy's own queue");
  await tries(tasks[0]!);
  const act = (await s.look(ids[0]!)).acts.find(({ kind }) => kind === "forwarded")!;
  assert.deepEqual([act.officer, act.body.for], [sari.name, s.reviewer.name]);
  const [line] = await s.asOwner<{ body: { for?: string } }>(
    "select body from kernel.journal where name = 'cases.complete-task' order by id desc limit 1",
  );
  assert.equal(line!.body.for, s.reviewer.officer!.id, "the journal says for whom");
  s.clock.forward(2 * 86_400_000);
  await assert.rejects(tries(tasks[1]!), refused("not-found"), "the days are over");
  assert.deepEqual((await s.ask(sari, queue, { whose: "mine" })).rows, []);
  s.clock.forward(-2 * 86_400_000);
  await s.act(sari, revokeAbsence, { id });
  await assert.rejects(tries(tasks[1]!), refused("not-found"), "revoked");
  await assert.rejects(s.act(sari, revokeAbsence, { id }), refused("conflict"));
  assert.deepEqual(await s.ask(s.reviewer, absences, {}), []);
});

test("nobody stands in with a duty that they do not hold, or hold no longer, or at another office", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const no = (input: Parameters<typeof away>[1], more: object = {}) =>
    assert.rejects(s.act(s.reviewer, declareAbsence, away(s, input, more)), refused("invalid"));
  await no(s.head.officer!.id);
  await no(s.health.officer!.id);
  await no(s.reviewer.officer!.id);
  await no(sari.officer!.id, { duties: ["head"] });
  await no(sari.officer!.id, { duties: ["administrator"] });
  await no(sari.officer!.id, { until: "2026-11-23" });
  await no(sari.officer!.id, { until: "2028-11-23" });
  await assert.rejects(s.act(s.health, declareAbsence, away(s, null)), refused("invalid"), "of another agency");
  const id = await s.submitted();
  const task = await s.task(id, "dpmptsp");
  await s.act(s.reviewer, assignTask, { task, officer: s.reviewer.officer!.id });
  const { id: absence } = await s.act(s.reviewer, declareAbsence, away(s, sari.officer!.id));
  const without = { ...sari, officer: { ...sari.officer!, roles: ["front-desk" as const] } };
  await assert.rejects(s.act(without, completeTask, { task, outcome: "forward" }), refused("not-allowed"));
  const elsewhere = actors.officer(sari.officer!.id, "dpmptsp", "pimpinan", ["reviewer"]);
  await assert.rejects(s.act(elsewhere, completeTask, { task, outcome: "forward" }), refused("not-found"));
  await assert.rejects(s.act(s.health, revokeAbsence, { id: absence }), refused("not-found"));
});

test("a task is taken only from who had it when the officer looked", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const task = await s.task(await s.submitted(), "dpmptsp");
  await s.act(sari, assignTask, { task, officer: sari.officer!.id, seen: null });
  const mine = { task, officer: s.reviewer.officer!.id };
  await assert.rejects(
    s.act(s.reviewer, assignTask, { ...mine, seen: null }),
    refused("conflict", "cases.refusal.taken"),
  );
  await s.act(s.reviewer, assignTask, { ...mine, seen: sari.officer!.id });
  await assert.rejects(s.act(sari, assignTask, { task, officer: null, seen: sari.officer!.id }), refused("conflict"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { desksOf, Refusal, roles } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { caseNumbered } from "../queries/case-numbered.ts";

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("whatever duty an officer holds, the menu leads to a desk for it", async (t) => {
  const s = await scene(t);
  for (const role of roles) {
    const officer = actors.officer(s.world.newId(), "dpmptsp", "loket", [role]);
    const desks = desksOf(s.world, officer);
    assert.ok(desks.length > 0, `${role} has nowhere to go`);
    for (const { label } of desks) assert.ok(s.world.words.has(label, "id"), label);
  }
  assert.deepEqual(desksOf(s.world, s.owner), []);
});

test("an application is found by its number by the counter of its agencies and by an auditor, by nobody else", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const { number } = (await s.look(id)).row;
  const counter = (agency: string) => actors.officer(s.world.newId(), agency, "loket", ["front-desk"]);
  const auditor = actors.officer(s.world.newId(), "inspektorat", "pengawasan", ["auditor"]);
  assert.deepEqual(await s.ask(counter("dpmptsp"), caseNumbered, { number: ` ${number.toLowerCase()} ` }), { id });
  assert.deepEqual(await s.ask(auditor, caseNumbered, { number }), { id });
  await assert.rejects(s.ask(counter("dinsos"), caseNumbered, { number }), refused("not-found"));
  await assert.rejects(s.ask(counter("dpmptsp"), caseNumbered, { number: "TRT-2026-999999" }), refused("not-found"));
  await assert.rejects(s.ask(s.joko, caseNumbered, { number }), refused("not-found"));
});

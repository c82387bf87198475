import assert from "node:assert/strict";
import { test } from "node:test";
import { seed } from "../app/seed.ts";
import { loadCodeLists } from "../modules/registry/commands/load-code-lists.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

test("a demo begins with applications in several states, made by the acts of everybody, and only once", async (t) => {
  const s = await scene(t);
  await s.act(actors.system("registry"), loadCodeLists, {});
  const wish = { people: 0, demo: true, cases: true, say: () => undefined };
  const { faults } = await seed(s.world, wish);
  assert.deepEqual(
    faults.filter((fault) => fault.startsWith("cases.yaml")),
    [],
  );
  await s.work();
  const states = await s.asOwner<{ status: string; n: number }>(
    "select status, count(*)::int as n from cases.case group by 1 order by 1",
  );
  for (const status of ["approved", "in-progress", "issued", "waiting"])
    assert.ok(
      states.some((one) => one.status === status),
      `${status} in ${JSON.stringify(states)}`,
    );
  const [acts] = await s.asOwner<{ n: number }>("select count(*)::int as n from cases.act where kind = 'submitted'");
  const [cases] = await s.asOwner<{ n: number }>("select count(*)::int as n from cases.case");
  assert.equal(acts!.n, cases!.n, "each was handed in");
  await seed(s.world, wish);
  const [again] = await s.asOwner<{ n: number }>("select count(*)::int as n from cases.case");
  assert.deepEqual(again, cases);
});

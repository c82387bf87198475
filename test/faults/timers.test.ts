import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "../../kernel/database/index.ts";
import { act, ask } from "../../kernel/index.ts";
import { submitApplication } from "../../modules/cases/commands/submit-application.ts";
import { businessesOfPerson, demoPeople } from "../../modules/registry/index.ts";

import { actors } from "../stage.ts";
import { filledDrafts } from "./drafts.ts";
import { house } from "./house.ts";

/** Where a step of a case can be cut off: each table that it reads or writes on its way, in that order. */
const places = ["cases.case", "cases.timer", "cases.act", "kernel.journal", "kernel.outbox"];
const each = 30;

test("a worker killed inside a step, wherever it was: another does that step once, and nothing of the first remains", async (t) => {
  const h = await house(t);
  const narti = demoPeople(h.world.government).get("narti")!.id;
  const [business] = await ask(h.world, actors.citizen(narti), businessesOfPerson, { person: narti });
  const owner = actors.business(narti, business!.id, ["apply", "pay"], { name: "Narti" });
  const drafts = await filledDrafts(h.world, h.asAdmin, "medium", each * places.length);
  for (const draft of drafts) await act(h.world, owner, submitApplication, { draft, declaration: true });
  const before = await h.asAdmin("select id, rev from cases.case");
  const holder = new Client({ connectionString: h.env.DATABASE_URL });
  await holder.connect();
  // The server is stopped before this connection is closed.
  holder.on("error", () => {});
  t.after(() => holder.end().catch(() => {}));

  for (const [i, place] of places.entries()) {
    const some = drafts.slice(i * each, (i + 1) * each);
    await h.asAdmin("update cases.timer set due_at = now() - interval '1 minute' where case_id = any($1::uuid[])", [
      some,
    ]);
    await holder.query("begin");
    await holder.query(`lock table ${place} in exclusive mode`);
    const worker = await h.side("work");
    await until(async () => {
      const stuck = await h.asAdmin(
        `select 1 from pg_locks l join pg_stat_activity a using (pid)
         where not l.granted and a.usename = 'pendopo_app' and l.relation = $1::regclass`,
        [place],
      );
      return stuck.length > 0;
    }, `the worker comes to ${place}`);
    await worker.kill();
    await holder.query("rollback");
    await until(async () => {
      const open = await h.asAdmin(
        "select 1 from pg_stat_activity where usename = 'pendopo_app' and state <> 'idle' and query ilike '%cases.%'",
      );
      return open.length === 0;
    }, "the database gives up what the dead one held");
    const [rung] = await h.asAdmin<{ n: number }>(
      "select count(*)::int as n from cases.act where kind = 'timer' and case_id = any($1::uuid[])",
      [some],
    );
    assert.equal(rung!.n, 0, `nothing of the step that was cut off at ${place} remains`);
    worker.start();
    await until(async () => {
      const [left] = await h.asAdmin<{ n: number }>(
        "select count(*)::int as n from cases.timer where due_at < now() and case_id = any($1::uuid[])",
        [some],
      );
      return left!.n === 0;
    }, `another worker goes on after ${place}`);
    await worker.end("SIGTERM");
  }

  const after = await h.asAdmin(
    `select c.id, c.rev, (select count(*)::int from cases.act a where a.case_id = c.id and kind = 'timer') as rung,
       (select count(*)::int from cases.act a where a.case_id = c.id and kind = 'reminded-office') as reminded,
       (select count(*)::int from cases.timer m where m.case_id = c.id) as timers from cases.case c order by id`,
  );
  const revs = new Map(before.map(({ id, rev }) => [id, Number(rev)]));
  assert.equal(after.length, drafts.length);
  for (const row of after)
    assert.deepEqual(
      { rev: row.rev, rung: row.rung, reminded: row.reminded, timers: row.timers },
      { rev: revs.get(row.id)! + 1, rung: 1, reminded: 1, timers: 0 },
    );
});

async function until(holds: () => Promise<boolean>, what: string, seconds = 60): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > seconds * 10) throw new Error(`waited in vain: ${what}`);
    await wait(100);
  }
}

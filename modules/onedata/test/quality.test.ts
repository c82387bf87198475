import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { workContext } from "../../../kernel/jobs/worker.ts";
import { actors } from "../../../test/stage.ts";
import { measureAllJob } from "../jobs/index.ts";
import { askMeasurement, measureRegister } from "../quality/measure.ts";
import { qualityHistory, qualityNow } from "../quality/queries.ts";
import { desk } from "./desk.ts";

test("each measure counts what is there: filled, typed, in the list, fresh, alone, and with whom it is about", async (t) => {
  const s = await desk(t);
  const [narti] = await s.asOwner<{ id: string }>("select id from registry.person order by id limit 1");
  const add = (data: object, more: { person?: string | null; at?: string; ended?: string | null } = {}) =>
    s.asOwner(
      `insert into registers.record (id, register, number, person, definition, data, words, valid_from, ended_on, recorded_at, reason)
       values ($1, 'buildings', $2, $3, 1, $4, '', '2020-01-01', $5, $6, 'uji')`,
      [
        randomUUID(),
        randomUUID(),
        "person" in more ? more.person : narti!.id,
        JSON.stringify(data),
        more.ended ?? null,
        more.at ?? "2026-11-01",
      ],
    );
  const site = (village: string) => ({ street: "Jalan 1", rt: "001", rw: "001", village });
  await add({ approval: "A1", use: "house", site: site("99.01.01.1001"), storeys: 2 });
  await add({ approval: "A1", use: "house", site: site("99.01.01.1001"), storeys: 2 });
  await add({ approval: 7, use: "castle", site: site("00.00.00.0000"), storeys: "two" }, { at: "2020-01-01" });
  await add({ use: "house" }, { person: null });
  await add({ approval: "gone" }, { ended: "2026-01-01" });
  await s.act(actors.system("onedata"), measureRegister, { register: "buildings" });
  const [one] = await s.ask(actors.stranger, qualityNow, {});
  const field = (name: string) => one!.fields.find((each) => each.field === name)!;
  assert.deepEqual([one!.total, one!.fresh, one!.duplicates, one!.referring, one!.referred], [4, 3, 1, 4, 3]);
  assert.deepEqual([field("approval").filled, field("approval").typed], [3, 2]);
  assert.deepEqual([field("use").filled, field("use").typed], [4, 4]);
  assert.deepEqual([field("storeys").filled, field("storeys").typed], [3, 2]);
  assert.deepEqual([field("site").filled, field("site").hits, field("site").list], [3, 2, "regions/villages"]);
});

test("every night all registers are measured, people and businesses too; what was measured stays", async (t) => {
  const s = await desk(t);
  await measureAllJob.handle(workContext(s.world, "onedata"), {});
  const all = await s.ask(actors.stranger, qualityNow, {});
  const people = all.find(({ register }) => register === "population")!;
  assert.ok(all.length >= 10 && people.total >= 60);
  assert.ok(
    people.fields.every(
      ({ filled, typed, hits }) => filled === people.total && typed === filled && (hits === null || hits === filled),
    ),
  );
  await s.act(actors.system("onedata"), measureRegister, { register: "population" });
  assert.equal((await s.ask(actors.stranger, qualityHistory, { register: "population" })).length, 2);
});

test("who keeps a register, and the steward, have it measured now; others do not", async (t) => {
  const s = await desk(t);
  for (const no of [actors.stranger, s.who.producer, s.who.forum])
    await assert.rejects(s.act(no, askMeasurement, { register: "population" }), Refusal);
  await s.act(s.who.steward, askMeasurement, { register: "population" });
  assert.ok((await s.work()) >= 1);
  assert.equal((await s.ask(actors.stranger, qualityNow, {})).length, 1);
  await assert.rejects(
    s.act(s.officer("bagas", "disdukcapil", "steward"), askMeasurement, { register: "population" }),
    (error) => error instanceof Refusal && error.code === "too-many",
  );
});

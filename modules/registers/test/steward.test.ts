import assert from "node:assert/strict";
import { test } from "node:test";
import { recordWhole } from "../queries/record.ts";
import { allRegisters } from "../queries/records.ts";
import { dropDraft, openDraft, publishDraft, reviewDraft, saveDraft, submitDraft } from "../steward/commands.ts";
import { draftById, draftTried } from "../steward/queries.ts";
import { refused, registers } from "./house.ts";

const boats = (version: number, fields: string, more = "") => `version: ${version}
title: { id: Perahu nelayan, en: Fishing boats }
about: { id: Perahu yang terdaftar., en: Boats on the register. }
keeper: disdag
law: Perbup Tirta 9/2026
holder: none
number: { field: hull }
fields:
  hull: { label: Lambung, type: text, required: true, protection: open }
${fields}${more}`;
const first = "  length: { label: Panjang, type: number }\n  paint: { label: Cat, type: text }\n";

async function stewards(t: Parameters<typeof registers>[0]) {
  const s = await registers(t);
  const steward = s.officer("made", "disdag", "pasar", "steward");
  const second = s.officer("bayu", "disdag", "pasar", "steward");
  /** Draft, review, publication, as three acts of two people. */
  const publish = async (draft: string) => {
    const { revision } = await s.ask(steward, draftById, { id: draft });
    const one = { draft, revision };
    await s.act(steward, submitDraft, one);
    await s.act(second, reviewDraft, { ...one, verdict: "approved" });
    return s.act(steward, publishDraft, one);
  };
  const draftOf = async (file: string) => (await s.act(steward, openDraft, { code: "boats", file })).draft;
  const boat = (hull: string, sets: object) =>
    s.write({ register: "boats", change: "create", sets: { hull, ...sets } });
  return { ...s, steward, second, publishDraft: publish, draftOf, boat };
}

test("a register is made in the browser: written, looked over by a second person, published, and its file says what it is", async (t) => {
  const s = await stewards(t);
  const draft = await s.draftOf(boats(1, first));
  const one = { draft, revision: 1 };
  await assert.rejects(s.act(s.steward, publishDraft, one), refused("conflict", "registers.refusal.not-approved"));
  await s.act(s.steward, submitDraft, one);
  await assert.rejects(s.act(s.steward, reviewDraft, { ...one, verdict: "approved" }), refused("not-found"));
  await assert.rejects(
    s.act(s.officer("narti", "dinsos", "bantuan", "steward"), reviewDraft, { ...one, verdict: "approved" }),
    refused("not-found"),
  );
  await assert.rejects(
    s.act(s.second, reviewDraft, { ...one, verdict: "returned" }),
    refused("invalid", "registers.fault.remark"),
  );
  await s.act(s.second, reviewDraft, { ...one, verdict: "returned", remark: "Panjang dalam meter?" });
  const file = boats(1, first.replace("type: number", "type: number, unit: m"));
  await s.act(s.steward, saveDraft, { ...one, file });
  assert.deepEqual(await s.publishDraft(draft), { code: "boats", version: 1 });
  const kept = await s.ask(s.steward, draftById, { id: draft });
  assert.equal(kept.file, file);
  assert.ok((await s.ask(s.steward, allRegisters, {})).some(({ code }) => code === "boats"));
  await assert.rejects(s.act(s.steward, dropDraft, { draft }), refused("conflict", "registers.refusal.closed"));
});

test("who saved first is not undone, faults are told with their line, and a faulty draft goes to nobody", async (t) => {
  const s = await stewards(t);
  const draft = await s.draftOf(boats(1, "  hue: { label: Warna, type: choice }\n"));
  const { faults } = await s.ask(s.steward, draftById, { id: draft });
  assert.deepEqual(
    faults.map(({ line, path }) => [line, path.join(".")]),
    [[10, "fields.hue"]],
  );
  await assert.rejects(
    s.act(s.steward, submitDraft, { draft, revision: 1 }),
    refused("conflict", "registers.refusal.has-faults"),
  );
  await s.act(s.second, saveDraft, { draft, revision: 1, file: boats(1, first) });
  await assert.rejects(
    s.act(s.steward, saveDraft, { draft, revision: 1, file: "x" }),
    refused("conflict", "registers.refusal.moved-on"),
  );
  const foreign = boats(1, first).replace("keeper: disdag", "keeper: dinkes");
  await s.act(s.second, saveDraft, { draft, revision: 2, file: foreign });
  assert.match((await s.ask(s.steward, draftById, { id: draft })).faults[0]!.says, /your agency is disdag/);
});

test("a version is tried over all records: what breaks is counted with samples and not published; a mapping mends it", async (t) => {
  const s = await stewards(t);
  await s.publishDraft(await s.draftOf(boats(1, first)));
  const old = await s.boat("A-1", { length: 7, paint: "biru" });
  await s.boat("A-2", { paint: "merah" });
  await s.boat("A-3", { length: 40 });
  const next =
    "  length: { label: Panjang, type: number, required: true, max: 30 }\n  colour: { label: Warna, type: text }\n";
  const draft = await s.draftOf(boats(2, next));
  const tried = async () => {
    const found = await s.ask(s.steward, draftTried, { id: draft });
    assert.equal(found!.records, 3);
    return found!.findings
      .map(({ field, rule, count, samples }) => [field, rule, count, samples.map(({ number }) => number).join()])
      .sort();
  };
  assert.deepEqual(await tried(), [
    ["length", "kernel.fault.empty", 1, "A-2"],
    ["length", "registers.fault.number", 1, "A-3"],
    ["paint", "registers.dry.lost", 2, "A-1,A-2"],
  ]);
  await assert.rejects(s.publishDraft(draft), refused("conflict", "registers.refusal.breaks"));
  const mended = boats(
    2,
    next.replace("max: 30", "max: 60"),
    "mapping: { renamed: { paint: colour }, defaults: { length: 5 } }\n",
  );
  const { revision } = await s.ask(s.steward, draftById, { id: draft });
  await s.act(s.steward, saveDraft, { draft, revision, file: mended });
  assert.deepEqual(await tried(), []);
  await s.publishDraft(draft);
  // A record is read under the version by which it was written, and brought along when it changes.
  const keeper = s.officer("joko", "disdag", "pasar", "administrator");
  const read = () => s.ask(keeper, recordWhole, { id: old.id });
  const before = await read();
  assert.deepEqual([before.register.version, before.record.data], [1, { hull: "A-1", length: 7, paint: "biru" }]);
  assert.deepEqual([before.newest.version, before.brought], [2, { hull: "A-1", length: 7, colour: "biru" }]);
  await s.write({ register: "boats", change: "update", number: "A-2", sets: { colour: "ungu" } }, keeper);
  const [changed] = await s.asOwner<{ data: object; definition: number }>(
    "select data, definition from registers.record where number = 'A-2'",
  );
  assert.deepEqual(changed, { data: { hull: "A-2", length: 5, colour: "ungu" }, definition: 2 });
});

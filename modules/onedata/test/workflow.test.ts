import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { proposeDataset } from "../commands/plan.ts";
import { openRounds } from "../commands/rounds.ts";
import { releaseAfter } from "../definition/dataset.ts";
import { publishedTable, publishedVersion, releases } from "../queries/datasets.ts";
import { readCsv, writeCsv } from "../table/csv.ts";
import { personalIn } from "../table/personal.ts";
import { hiddenLines } from "../table/suppress.ts";
import { desk, plan } from "./desk.ts";

export const refused = (code: string, key?: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.code, code, `${error.messageKey} ${JSON.stringify(error.faults)}`);
  if (key)
    assert.ok(error.messageKey === key || error.faults.some(({ messageKey }) => messageKey === key), error.messageKey);
  return true;
};

test("a dataset goes from the list of data to a published version, each step by whoever holds its duty", async (t) => {
  const s = await desk(t);
  const done = await s.published("kios-pasar");
  assert.equal(done.version, 1);
  const { row, steps } = await s.whole("kios-pasar");
  assert.equal(row.state, "published");
  assert.deepEqual(steps.map(({ move, came_to, late }) => [move, came_to, late]).reverse(), [
    ["propose", "proposed", false],
    ["agree", "collecting", false],
    ["hand-in", "reviewing", false],
    ["review", "checking", false],
    ["check", "ready", false],
    ["publish", "published", false],
  ]);
  const version = await s.ask(actors.stranger, publishedVersion, { code: "kios-pasar" });
  const table = await s.ask(actors.stranger, publishedTable, { code: "kios-pasar", number: 1 });
  assert.equal(version!.hash, done.hash);
  const again = createHash("sha256").update(table!.content).update("\n").update(JSON.stringify(table!.schema));
  assert.equal(again.update("\n").update(JSON.stringify(table!.description)).digest("hex"), done.hash);
  assert.match(table!.content.toString(), /^kind,count\r\n/);
  assert.equal(row.release_on, "2028-01-31", "the next release stands in the calendar");
});

test("no step is taken by another duty, out of turn, twice, or by the one who took the step before", async (t) => {
  const s = await desk(t);
  const { who } = s;
  await s.propose("kios-pasar");
  for (const other of [who.producer, who.supporting, who.steward, who.supervisor, who.publisher])
    await assert.rejects(s.move(other, "kios-pasar", "agree"), refused("not-found"));
  await assert.rejects(s.move(who.forum, "kios-pasar", "check"), refused("conflict", "onedata.refusal.moved-on"));
  await s.move(who.forum, "kios-pasar", "agree", { priority: true });
  await assert.rejects(s.handIn("kios-pasar"), refused("conflict", "onedata.refusal.not-described"));
  await s.describe("kios-pasar");
  // One human with both duties, at two desks.
  const both = actors.officer(who.producer.officer!.id, "disdag", "x", ["head", "steward"]);
  await s.handIn("kios-pasar", {}, both);
  await assert.rejects(s.move(both, "kios-pasar", "review"), refused("not-allowed", "onedata.refusal.second-person"));
  await s.move(who.supporting, "kios-pasar", "review");
  await s.move(who.steward, "kios-pasar", "check");
  assert.equal((await s.whole("kios-pasar")).row.state, "confirming", "priority data waits for the supervisor");
  await assert.rejects(s.publish("kios-pasar"), refused("conflict", "onedata.refusal.moved-on"));
  await s.move(who.supervisor, "kios-pasar", "confirm");
  const steward = actors.officer(who.steward.officer!.id, "diskominfo", "x", ["head"]);
  await assert.rejects(s.publish("kios-pasar", steward), refused("not-allowed", "onedata.refusal.second-person"));
  await s.publish("kios-pasar");
});

test("what is not right goes back finding by finding, and comes again only when each is answered", async (t) => {
  const s = await desk(t);
  const { who } = s;
  await s.propose("kios-pasar");
  await assert.rejects(s.move(who.forum, "kios-pasar", "send-back"), refused("invalid", "onedata.fault.reason"));
  await s.move(who.forum, "kios-pasar", "send-back", { reason: "Sebutkan pasarnya." });
  assert.equal((await s.whole("kios-pasar")).row.state, "planned");
  await s.propose("kios-lain");
  await s.move(who.forum, "kios-lain", "agree");
  await s.describe("kios-lain");
  await s.handIn("kios-lain");
  await assert.rejects(
    s.move(who.supporting, "kios-lain", "return", { reason: "Periksa lagi." }),
    refused("invalid", "onedata.fault.findings"),
  );
  const findings = [
    { place: "kind", says: "Jenis kios belum lengkap." },
    { place: "unit", says: "Satuannya bukan kios." },
  ];
  await s.move(who.supporting, "kios-lain", "return", { reason: "Periksa lagi.", findings });
  await assert.rejects(s.handIn("kios-lain"), refused("invalid", "onedata.fault.answer"));
  const open = (await s.whole("kios-lain")).findings;
  await s.handIn("kios-lain", { answers: Object.fromEntries(open.map(({ id }) => [id, "Sudah diperbaiki."])) });
  await s.move(who.supporting, "kios-lain", "review");
  assert.ok((await s.whole("kios-lain")).findings.every(({ closed_at, answer }) => closed_at && answer));
});

test("whose turn it is is told; who is late is told once; the calendar shows by how many days", async (t) => {
  const s = await desk(t);
  const titles = async () =>
    (
      await s.asOwner<{ kind: string }>("select kind from messages.message where kind like 'onedata-%' order by id")
    ).map(({ kind }) => kind);
  await s.propose("kios-pasar", { releaseOn: "2026-12-01" });
  assert.deepEqual(await titles(), ["onedata-waits"]);
  await s.move(s.who.forum, "kios-pasar", "agree");
  s.clock.forward(60 * 86_400_000);
  const system = actors.system("onedata");
  assert.deepEqual(await s.act(system, openRounds, {}), { opened: 0, late: 1, more: false });
  assert.deepEqual(await s.act(system, openRounds, {}), { opened: 0, late: 0, more: false });
  assert.equal((await titles()).filter((one) => one === "onedata-late").length >= 1, true);
  const [release] = await s.ask(actors.stranger, releases, {});
  assert.deepEqual([release!.promised, release!.published, release!.late], ["2026-12-01", null, 53]);
});

test("the next round opens by itself before its release, and what was published stays", async (t) => {
  const s = await desk(t);
  await s.published("kios-pasar", { frequency: "quarter" });
  const system = actors.system("onedata");
  assert.equal((await s.act(system, openRounds, {})).opened, 0);
  s.clock.forward(120 * 86_400_000);
  assert.equal((await s.act(system, openRounds, {})).opened, 1);
  const { row } = await s.whole("kios-pasar");
  assert.deepEqual([row.state, row.round, row.release_on], ["collecting", 2, "2027-04-30"]);
  assert.equal((await s.ask(actors.stranger, publishedVersion, { code: "kios-pasar" }))!.number, 1);
  await assert.rejects(s.asOwner("set role pendopo_app; update onedata.version set rows = 7"), /permission denied/);
  await s.asOwner("reset role");
});

test("figures of people hide small cells, and the ones by which they could be reckoned", async (t) => {
  const s = await desk(t);
  const roles = { ...s.of("disdukcapil"), producer: s.officer("maharani", "disdukcapil", "head") };
  const source = { kind: "figures", register: "population", by: ["village", "sex"], measures: [{ does: "count" }] };
  await s.published("penduduk", { topic: "people", source, aboutPeople: false }, roles);
  const table = await s.ask(actors.stranger, publishedTable, { code: "penduduk", number: 1 });
  const rows = readCsv(table!.content.toString()).rows.slice(1);
  const shown = rows.map(({ cells }) => cells[2]!).filter(Boolean);
  assert.ok(rows.length > shown.length && shown.every((n) => Number(n) >= 5), `${shown}`);
  // Proven to bite: nobody's count below five is in the file.
  assert.deepEqual(hiddenLines([3, 9, 20, 0], 5), new Set([0, 1]));
  assert.deepEqual(hiddenLines([1, 1, 20], 5), new Set([0, 1, 2]));
  assert.deepEqual(hiddenLines([0, 9, 20], 5), new Set());
});

test("a file is held to the data standard: each fault with line and column, and nothing that tells who somebody is", async (t) => {
  const s = await desk(t);
  const file = { source: { kind: "file" }, aboutPeople: false };
  await s.propose("harga-pangan", file, s.who.producer, ["pasar", "tanggal", "harga"]);
  await s.move(s.who.forum, "harga-pangan", "agree");
  await s.describe("harga-pangan", s.who.producer, {
    tanggal: { type: "date" },
    harga: { type: "integer", required: true },
  });
  const hand = (content: string) => s.handIn("harga-pangan", { content });
  const faults = async (content: string) => {
    try {
      await hand(content);
      return [];
    } catch (error) {
      assert.ok(error instanceof Refusal);
      return error.faults.map(
        ({ messageKey, values }) => `${messageKey.split(".").at(-1)} ${values?.line} ${values?.field}`,
      );
    }
  };
  assert.deepEqual(await faults("pasar,tanggal\r\nA,2026-01-01\r\n"), ["missing-column 1 harga"]);
  assert.deepEqual(
    await faults(
      'pasar,tanggal,harga\r\n"A, besar",2026-02-30,x\r\nB,2026-01-01,\r\n3374010508800003,2026-01-01,5\r\nC,081234567890\r\n',
    ),
    ["type 2 tanggal", "type 2 harga", "empty 3 harga", "personal 4 pasar", "cells 5 "],
  );
  assert.deepEqual(await faults('pasar,tanggal,harga\r\n"A,1,2\r\n'), ["quote 2 "]);
  assert.equal((await hand('harga,pasar,tanggal\r\n12000,"Pasar ""Baru""",2026-01-01\r\n')).rows, 1);
});

test("nobody but the owner of a register proposes figures of it", async (t) => {
  const s = await desk(t);
  const other = s.officer("gunawan", "bapenda", "head");
  await assert.rejects(s.propose("kios-pasar", {}, other), refused("invalid", "onedata.fault.register"));
  await assert.rejects(
    s.act(actors.citizen(randomUUID()), proposeDataset, { code: "kios", producer: "disdag", plan: plan as never }),
    refused("not-allowed"),
  );
});

test("a CSV comes back as it was written; days of release end with the month; numbers of people are known", () => {
  const rows = [
    ["a", 'b"c', "d,e"],
    ["", "x\ny", "ñ"],
  ];
  assert.deepEqual(
    readCsv(writeCsv(rows)).rows.map(({ cells }) => cells),
    rows,
  );
  assert.deepEqual(
    readCsv("a,b\n1,2\n\n3,4").rows.map(({ line }) => line),
    [1, 2, 4],
  );
  assert.equal(releaseAfter("2027-01-31", "month"), "2027-02-28");
  assert.equal(releaseAfter("2026-11-30", "quarter"), "2027-02-28");
  assert.equal(releaseAfter("2027-01-31", "once"), null);
  assert.equal(personalIn("NIK 3374014508800003 ada"), "nik");
  assert.equal(personalIn("hubungi 0812-3456-7890"), "phone");
  assert.equal(personalIn("9901010010010020123"), null);
  assert.equal(personalIn("1234567890123456"), null);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type AskedFact, Refusal } from "../../../kernel/index.ts";
import { workContext } from "../../../kernel/jobs/worker.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { decideAsked, keepAsked } from "../asked/commands.ts";
import { compare } from "../asked/compare.ts";
import { askedAgain, plain, reader } from "../asked/meaning.ts";
import { askedList } from "../asked/queries.ts";
import { factsOf } from "../definition/facts.ts";

const question = (more: Partial<AskedFact>): AskedFact => ({
  place: "a",
  title: "A",
  agency: "dinkes",
  field: "x",
  label: "Something",
  type: "text",
  bank: null,
  list: null,
  ...more,
});
const origins = [
  { code: "population", title: "P", keeper: "disdukcapil", aboutPeople: true, columns: [] },
  {
    code: "vendors",
    title: "V",
    keeper: "setda",
    aboutPeople: false,
    columns: [{ name: "size", label: { id: "Ukuran usaha", en: "Size" }, type: "text", open: true }],
  },
];

test("a question is known by the bank, by what means the same, by its list, by a register's own name; else by its words", async (t) => {
  const s = await scene(t);
  const read = reader(factsOf(s.world.government), origins);
  const signs = (more: Partial<AskedFact>) => {
    const { fact, sign, owner } = read(question(more));
    return [fact, sign, owner?.register ?? null];
  };
  assert.deepEqual(signs({ label: "Lahir", type: "date", bank: "birthDate" }), ["birth-date", "bank", "population"]);
  assert.deepEqual(signs({ label: "Tgl. Lahir (sesuai KTP)", type: "date" }), ["birth-date", "words", "population"]);
  assert.deepEqual(
    signs({ label: "Tanggal lahir", type: "text" }),
    ["text:tanggal lahir", "label", null],
    "another type",
  );
  assert.deepEqual(signs({ label: { id: "Ukuran usaha", en: "Size" } }), ["vendors.size", "field", "vendors"]);
  assert.deepEqual(signs({ label: "Nomor HP", type: "phone" }), ["phone", "words", null]);
  assert.equal(plain("Nomor HP (aktif)!"), "nomor hp");
});

test("what no register owns is asked again only when two agencies ask for it", async (t) => {
  const s = await scene(t);
  const read = reader(factsOf(s.world.government), origins);
  const two = [
    question({ label: "Nomor HP", type: "phone" }),
    question({ label: "Telepon", type: "phone", place: "b" }),
  ];
  assert.equal(askedAgain(two, read, () => 0).length, 0);
  assert.equal(askedAgain([two[0]!, { ...two[1]!, agency: "dinsos" }], read, () => 0).length, 2);
});

test("the example's services are compared with its registers, with how many answered; a decision stays, what goes is marked", async (t) => {
  const s = await scene(t);
  await s.submitted();
  const found = await compare(workContext(s.world, "onedata"));
  const list = await s.ask(actors.stranger, askedList, {});
  assert.ok(
    found.found > 5 && list.questions === found.found && list.readable > 0,
    `${JSON.stringify(found)} ${list.questions} ${list.readable}`,
  );
  const phone = list.rows.find(({ place, fact }) => place === "izin-usaha-mikro" && fact === "phone");
  assert.equal(phone?.people, 1);
  const one = list.rows.find(({ register, agency }) => register !== null && agency !== "diskominfo")!;
  const steward = actors.officer(s.id("pramono"), "diskominfo", "statistik", ["steward"]);
  const decide = (who: typeof steward, more: object = {}) =>
    s.act(who, decideAsked, { id: one.id, state: "to-remove", reason: "Register sudah memuatnya.", ...more } as never);
  for (const no of [
    actors.stranger,
    s.reviewer,
    s.head,
    actors.officer(s.id("bagas"), "disdukcapil", "x", ["steward"]),
  ])
    await assert.rejects(decide(no), Refusal);
  await assert.rejects(decide(steward, { reason: "" }), Refusal);
  await decide(steward);
  await compare(workContext(s.world, "onedata"));
  const after = await s.ask(actors.stranger, askedList, {});
  assert.equal(after.rows.find(({ id }) => id === one.id)!.state, "to-remove");
  assert.equal(after.toRemove, 1);
  await s.act(actors.system("onedata"), keepAsked, { found: [] });
  assert.equal((await s.ask(actors.stranger, askedList, {})).gone, list.questions);
});

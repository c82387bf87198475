import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { stranger, systemActor } from "../../../kernel/index.ts";
import { stage } from "../../../test/stage.ts";
import { lookups } from "../index.ts";
import { entriesOf } from "../lists/entries.ts";

const { codeEntries, codeListsOf, findCodes, loadCodeLists } = lookups;

const example = fileURLToPath(new URL("../../../government/example", import.meta.url));
const villages = "regions/villages";

test("code lists: loaded once, found by what begins so, by a part, by the place it lies in, and when misspelt", async (t) => {
  const house = await stage(t);
  const load = () => house.act(systemActor("registry"), loadCodeLists, {});
  const found = async (words: string, list = villages, within = "") =>
    (await house.ask(stranger, findCodes, { list, words, within })).map(({ text }) => text);
  assert.deepEqual(
    (await load()).loaded,
    codeListsOf(house.world.government).map(({ list }) => list),
  );
  assert.deepEqual((await load()).loaded, [], "what has not changed is not loaded again");
  const [own, ...others] = await found("suka");
  assert.match(own!, /, Kabupaten Tirta$/, "the government's own come first");
  assert.equal(others.length, 9);
  assert.deepEqual(await found("SUKALUHUR"), ["Sukaluhur, Banyuasri, Kabupaten Tirta"]);
  assert.equal((await found("sukluhur"))[0], "Sukaluhur, Banyuasri, Kabupaten Tirta");
  assert.ok((await found("gubeng surabaya")).includes("Gubeng, Gubeng, Kota Surabaya, Jawa Timur"));
  assert.ok(
    (await found("wanakarta")).every((text) => /Wanakarta/.test(text)),
    "a district's name gives its villages",
  );
  assert.match((await found("56101", "activities"))[0]!, /KBLI 56101/);
  assert.match((await found("restaurant", "activities"))[0]!, /KBLI 56101/, "found in English too");
  assert.equal((await found("suka", villages, "99.01")).filter((text) => !/Kabupaten Tirta$/.test(text)).length, 0);
  assert.deepEqual(await found("suka", "no-such-list"), []);
  for (const hostile of ["%", "_", "'; drop table registry.code_entry; --", "\\", "%%%", "$$", "\u0000x"])
    assert.ok(Array.isArray(await found(hostile)), hostile);

  // Whatever stands in the list is found by its own name, and its code says what it is.
  const entries = entriesOf(house.world.government, codeListsOf(house.world.government)[0]!);
  assert.equal(entries.length, 83_882);
  await fc.assert(
    fc.asyncProperty(fc.nat(entries.length - 1), async (n) => {
      const { code, text } = entries[n]!;
      const hits = await house.ask(stranger, findCodes, { list: villages, words: text.slice(0, 100) });
      assert.ok(
        hits.some((hit) => hit.text === text),
        text,
      );
      assert.deepEqual(await house.ask(stranger, codeEntries, { codes: [{ list: villages, code }] }), [
        { list: villages, code, text },
      ]);
    }),
    { numRuns: 60 },
  );
  const web = await house.web();
  const answer = await web.inject({ url: "/pilihan?list=regions/villages&q=sukaluhur" });
  assert.deepEqual(answer.json(), [{ code: "99.01.02.2006", text: "Sukaluhur, Banyuasri, Kabupaten Tirta" }]);
  assert.match(String(answer.headers["cache-control"]), /public/);
});

test("a list whose file has changed is loaded anew, and one that is gone is taken away", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-lists-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(example, folder, { recursive: true });
  const lists = join(folder, "codes", "lists.yaml");
  const kept = readFileSync(lists, "utf8");
  const only = `- list: streets
  title: { id: Jalan, en: Streets }
  edition: "2026-01-01"
  source: a test
  files: [{ file: streets.csv, as: codes }]
`;
  const write = (lines: string) => writeFileSync(join(folder, "codes", "streets.csv"), `code,name\n${lines}`);
  writeFileSync(lists, only);
  write('1,Melati\n2,"Mawar, Gang"\n');
  const house = await stage(t, { env: { GOVERNMENT_DIR: folder } });
  const load = () => house.act(systemActor("registry"), loadCodeLists, {});
  const texts = async () =>
    (await house.ask(stranger, findCodes, { list: "streets", words: "m" })).map(({ text }) => text);
  await load();
  assert.deepEqual(await texts(), ["Mawar, Gang", "Melati"]);
  write("1,Melati Putih\n");
  assert.deepEqual((await load()).loaded, ["streets"]);
  assert.deepEqual(await texts(), ["Melati Putih"]);
  write("1\n");
  await assert.rejects(load(), /streets.csv:2: not "code,name"/);
  assert.ok(kept.includes("regions/villages"));
});

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { allServices } from "../../modules/catalogue/index.ts";
import { actors, stage } from "../../test/stage.ts";
import { seed } from "../seed.ts";
import { isPlain, pendopo } from "./verb.ts";

const example = fileURLToPath(new URL("../../government/example", import.meta.url));
const services = readdirSync(join(example, "services")).length;

/** A government of its own in which one file of the licence says something else. */
function planted(t: TestContext, file: string, from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-check-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(example, folder, { recursive: true });
  const path = join(folder, "services", "izin-usaha-mikro", file);
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  return folder;
}

test("check tells of each service that it is well, or file, line and how to mend it; it needs no database", async (t) => {
  const well = await pendopo(["check"], { GOVERNMENT_DIR: example });
  assert.equal(well.code, 0, well.err);
  assert.match(well.out, /well {3}izin-usaha-mikro 1, \d+ tests\n/);
  assert.equal(well.out.match(/^well/gm)?.length, services);

  const rate = planted(t, "decisions.yaml", "then: [25000]", "then: [26000]");
  const wrong = await pendopo(["check", "izin-usaha-mikro"], { GOVERNMENT_DIR: rate });
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /^MEND {3}izin-usaha-mikro\n {7}\S*tests\.yaml:\d+: .*fee is 26000, not 25000/m);
  assert.doesNotMatch(wrong.out, /kartu-keluarga/);

  const word = planted(t, "form.yaml", "show: cooksOnSite = true", "show: cooksOnSit = true");
  const misspelt = await pendopo(["check"], { GOVERNMENT_DIR: word });
  assert.equal(misspelt.code, 1);
  assert.match(misspelt.out, /form\.yaml:\d+: "cooksOnSit" is not .*Did you mean "cooksOnSite"\?/);
  assert.equal(misspelt.out.match(/^well/gm)?.length, services - 1, "the others are looked at");

  const nobody = await pendopo(["check", "izin"], { GOVERNMENT_DIR: example });
  assert.ok(isPlain(nobody), nobody.err);
  assert.match(nobody.err, /no service "izin"/);
});

test("a service with a fault is not published, and keeps no other from it", async (t) => {
  const folder = planted(t, "process.yaml", "do: approve", "do: aprove");
  const s = await stage(t, { env: { GOVERNMENT_DIR: folder } });
  const { faults } = await seed(s.world, { people: 0, demo: false, say: () => {} });
  assert.match(faults.join("\n"), /process\.yaml:\d+: "aprove" is no deed of the house/);
  const offered = (await s.ask(actors.stranger, allServices, {})).map(({ code }) => code);
  assert.equal(offered.length, services - 1);
  assert.ok(!offered.includes("izin-usaha-mikro"));
});

test("a changed file under a published version is told as a fault, and the others are published", async (t) => {
  const s = await stage(t);
  await seed(s.world, { people: 0, demo: false, say: () => {} });
  const changed = planted(t, "documents.yaml", "validYears: 5", "validYears: 6");
  const world = { ...s.world, government: { ...s.world.government, folder: changed } };
  const { faults } = await seed(world, { people: 0, demo: false, say: () => {} });
  assert.equal(faults.length, 1);
  assert.match(faults[0]!, /izin-usaha-mikro.*1/);
});

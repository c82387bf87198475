import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readGovernment } from "../../../kernel/government.ts";
import { drafting, type OnlineService } from "../../catalogue/index.ts";
import { empty, type PastCase, replay } from "../replay.ts";

const folder = fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro", import.meta.url));
const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const world = { ...readGovernment(join(folder, "../..")), modules: [] } as never;
const read = (files: Readonly<Record<string, string>>) =>
  drafting.inspected({ world }, files).definition as OnlineService;
const licence = read(files);
const stall: PastCase = {
  day: "2026-03-02",
  answers: {
    phone: "081234567890",
    workers: 2,
    floorArea: 60,
    ownership: "market",
    photo: { file: "x", name: "x.jpg", bytes: 1, type: "image/jpeg" },
    hazardous: false,
    cooksOnSite: true,
    water: "piped",
    products: [{ name: "Nasi", monthly: 1000 }],
  },
  facts: { applicant: { name: "x" }, business: { kbli: ["56103"], risk: "low" } },
  decisions: {
    risk: { outputs: { tier: "medium", opinions: ["dinkes/kesehatan-lingkungan", "damkar/pencegahan"] } },
    fee: { outputs: { amount: 75000 } },
  },
  at: null,
};
const through = (service: OnlineService, ...cases: PastCase[]) => {
  const tally = empty();
  for (const one of cases) replay(service, one, "2026-06-01", tally);
  return tally;
};
const changed = (change: (service: OnlineService) => void): OnlineService => {
  const copy = structuredClone(licence);
  change(copy);
  return copy;
};

test("the same rules decide the same, and cost the same", () => {
  const tally = through(licence, stall);
  assert.deepEqual([tally.stopped, tally.decided], [{}, {}]);
  assert.deepEqual(tally.fee, { before: 75000, after: 75000, more: 0, less: 0 });
  assert.deepEqual(tally.first, { review: 1 });
});

test("a wider limit moves who was above it: the decision, the fee and the first wait say so", () => {
  const tally = through(
    changed(({ decisions }) => {
      for (const rule of decisions.risk!.periods[0]!.rules)
        (rule.when as string[])[3] = rule.when[3]!.replace("> 50", "> 80");
    }),
    stall,
  );
  assert.deepEqual(tally.decided["risk.tier: medium → low"], 1);
  assert.deepEqual(tally.fee, { before: 75000, after: 25000, more: 0, less: 1 });
  assert.deepEqual(Object.keys(tally.first), ["payment"]);
});

test("a new question that must be answered stops whoever was not asked it", () => {
  const tally = through(
    changed(({ form }) => {
      form.pages[1]!.fields.push({ ...form.pages[1]!.fields.at(-1)!, id: "newQuestion" });
    }),
    stall,
    stall,
  );
  assert.deepEqual(tally.stopped, { newQuestion: 2 });
  assert.deepEqual(tally.first, {});
});

test("an open case whose place the draft has not is counted as one that needs somebody", () => {
  const tally = through(
    changed(({ process }) => {
      delete process.steps.weigh;
    }),
    { ...stall, at: ["weigh"] },
    { ...stall, at: ["review"] },
  );
  assert.equal(tally.open, 2);
  assert.deepEqual(tally.homeless, { weigh: 1 });
  assert.deepEqual([tally.touched.cases, tally.touched.at], [1, { weigh: 1 }]);
});

test("of the cases that are open, those are touched that would be decided or charged otherwise; closed ones are not", () => {
  const wider = changed(({ decisions }) => {
    for (const rule of decisions.risk!.periods[0]!.rules)
      (rule.when as string[])[3] = rule.when[3]!.replace("> 50", "> 80");
  });
  const small = { ...stall, answers: { ...stall.answers, floorArea: 20 } };
  const low = { risk: { outputs: { tier: "low", opinions: [] } }, fee: { outputs: { amount: 25000 } } };
  const tally = through(
    wider,
    { ...stall, at: ["review"] },
    { ...small, decisions: low, at: ["payment"] },
    { ...stall, at: null },
  );
  assert.equal(tally.open, 2);
  assert.deepEqual(tally.touched, { cases: 1, stopped: 0, decided: 1, fee: 1, at: { review: 1 } });
});

test("a limit that the law sets anew stops, from its day on, whoever is above it", () => {
  const tariffs = `parameters:
  largest:
    title: { id: Luas terbesar, en: Largest area }
    law: "Perbup Tirta 1/2026 Pasal 2"
    values: [{ from: "2025-01-01", value: 100 }, { from: "2026-07-01", value: 50 }]
`;
  const limited = read({ ...files, "decisions.yaml": tariffs + files["decisions.yaml"] });
  const area = limited.form.pages.flatMap(({ fields }) => fields).find(({ id }) => id === "floorArea")!;
  area.check = { holds: "value <= largest", message: { id: "Terlalu luas", en: "Too large" } };
  const on = (day: string) => {
    const tally = empty();
    replay(limited, stall, day, tally);
    return tally.stopped;
  };
  assert.deepEqual(on("2026-06-01"), {});
  assert.deepEqual(on("2026-07-01"), { floorArea: 1 });
});

import { fileURLToPath } from "node:url";
import { evaluate as peer } from "feelin";
import { readYaml } from "../kernel/index.ts";
import { Decisions, decide, evaluate, parseExpression, type Scope, toSql } from "../modules/rules/index.ts";
import type { Figure, Hall } from "./hall.ts";

/** Ten questions that a government asks of everybody: who could have what. */
const eligible = {
  oldAge: 'birthDate <= today - duration("P60Y") and diedOn = null',
  youngChild: 'birthDate > today - duration("P5Y") and diedOn = null',
  grownAndSingle: 'birthDate <= today - duration("P17Y") and maritalStatus = "single" and diedOn = null',
  womanAsHead: 'familyRole = "head" and sex = "female" and diedOn = null',
  widow: 'maritalStatus = "widowed" and birthDate <= today - duration("P45Y")',
  outerPart: 'not(starts with(rt, "00")) and string length(village) > 0',
  workingAge:
    'familyRole in ("head", "spouse") and birthDate between today - duration("P50Y") and today - duration("P20Y")',
  survivors: 'if diedOn = null then birthDate.year < 1960 else diedOn > today - duration("P1Y")',
  voter: '(sex = "female" and birthDate <= today - duration("P18Y")) or familyRole = "head"',
  alone: 'not(maritalStatus in ("married", "divorced")) and rt != "001"',
};
const names = Object.keys(eligible) as (keyof typeof eligible)[];
const today = "2026-11-25";
const column = (sql: string, type: "string" | "date") => ({ sql, type }) as const;
const columns = {
  birthDate: column("r.birth_date", "date"),
  diedOn: column("r.died_on", "date"),
  sex: column("r.sex", "string"),
  maritalStatus: column("r.marital_status", "string"),
  familyRole: column("r.family_role", "string"),
  village: column("r.village", "string"),
  rt: column("r.rt", "string"),
  today: column(`'${today}'::date`, "date"),
};
const sample = 100_000;

/** Rules over everybody, in the database and here; and how many decisions are made in a second. */
export async function rules(hall: Hall): Promise<Figure[]> {
  const said = names.map((name) => ({ name, sql: toSql(parseExpression(eligible[name]), columns).sql }));
  const [size] = await hall.prepare<{ people: number }>("select count(*)::int as people from registry.person");
  // All of them: a limit would keep the second core from helping.
  const { people } = size!;
  await hall.prepare("analyze registry.person");

  const counts = said.map(({ name, sql }) => `count(*) filter (where ${sql}) as "${name}"`).join(", ");
  const count = () => hall.prepare(`select ${counts} from registry.person r`);
  await count();
  const counting = await seconds(count);

  const cells = said.map(({ name, sql }) => `${sql} as "${name}"`).join(", ");
  await hall.prepare("drop table if exists bench.eligible");
  const storing = await seconds(() =>
    hall.prepare(`create table bench.eligible as select r.id, ${cells} from registry.person r`),
  );
  const differing = await differences(hall);
  await hall.prepare("drop table bench.eligible");
  const label = `${people.toLocaleString("en")} people × ${names.length} rules`;
  return [
    limit(`${label}, counted in the database`, counting, 1, ""),
    limit(`${label}, stored per person`, storing, 5, ""),
    {
      name: `rules that SQL and JavaScript answer differently, of ${Math.min(sample, people).toLocaleString("en")} people`,
      ours: String(differing),
      against: "",
      ratio: null,
      target: "0",
      met: differing === 0,
    },
    decisions(),
  ];
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const limit = (name: string, found: number, most: number, against: string): Figure => ({
  name,
  ours: `${found.toFixed(2)} s`,
  against,
  ratio: null,
  target: `≤ ${most} s`,
  met: found <= most,
});

/** Answers that the database stored and this process finds otherwise. */
async function differences(hall: Hall): Promise<number> {
  const rows = await hall.prepare(
    `select r.birth_date::text as "birthDate", r.died_on::text as "diedOn", r.sex, r.marital_status as "maritalStatus",
       r.family_role as "familyRole", r.village, r.rt, e.*
     from bench.eligible e join registry.person r using (id) limit ${sample}`,
  );
  let found = 0;
  for (const row of rows) {
    const scope = { ...row, today } as Scope;
    for (const name of names) if (evaluate(eligible[name], scope) !== row[name]) found += 1;
  }
  return found;
}

const tables = readYaml(
  fileURLToPath(new URL("../government/example/services/izin-usaha-mikro/decisions.yaml", import.meta.url)),
  Decisions,
);

interface Asked {
  hazardous: boolean;
  cooksOnSite: boolean;
  floorArea: number;
  business: { risk: string };
}

/** The licence's risk, said by hand: what no table can be faster than. */
function byHand({ hazardous, cooksOnSite, floorArea, business }: Asked): string {
  if (hazardous || business.risk === "high") return "high";
  if (business.risk === "medium-high" || (cooksOnSite && floorArea > 50) || floorArea > 100) return "medium";
  return "low";
}
const asOneText =
  'if hazardous or business.risk = "high" then "high" else if business.risk = "medium-high" or (cooksOnSite and floorArea > 50) or floorArea > 100 then "medium" else "low"';

/** Decisions a second by the example's table of risk, against FEEL's own interpreter and against a function. */
function decisions(): Figure {
  const asked: Asked[] = Array.from({ length: 1000 }, (_, i) => ({
    hazardous: i % 17 === 0,
    cooksOnSite: i % 2 === 0,
    floorArea: i % 160,
    business: { risk: ["low", "medium-low", "medium-high", "high"][(i >> 3) % 4]! },
  }));
  const rate = (least: number, one: (given: Asked) => unknown): number => {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < least)
      for (const given of asked.slice(0, 100)) if (one(given) !== undefined) done += 1;
    return (done * 1000) / (performance.now() - start);
  };
  const risk = tables.risk!;
  const table = (given: Asked) => decide(risk, given as unknown as Scope, today).outputs?.tier;
  for (const given of asked)
    if (table(given) !== byHand(given) || peer(asOneText, { ...given }).value !== byHand(given))
      throw new Error("the three decide differently");
  rate(300, table);
  const [ours, theirs, hand] = [
    rate(1500, table),
    rate(1500, (given) => peer(asOneText, { ...given }).value),
    rate(500, byHand),
  ];
  const shown = (n: number) => `${Math.round(n).toLocaleString("en")} /s`;
  return {
    name: "decisions by a table of four inputs, with the reasons",
    ours: shown(ours),
    against: `feelin, one expression without reasons: ${shown(theirs)}; a function by hand: ${shown(hand)}`,
    ratio: ours / theirs,
    target: "≥ 20 times feelin",
    met: ours / theirs >= 20,
  };
}

import { z } from "zod";
import { type Actor, type Government, query, relation, type Tx, textIn } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import { hiddenRows } from "./quiet.ts";
import { bands } from "./sql.ts";

/** How many live in one place. A number is null when so few are meant that it is not told. */
export interface Residents {
  code: string;
  name: string;
  people: number | null;
  households: number | null;
  women: number | null;
  men: number | null;
  /** By the age that is reached in this year; `to` is null for the oldest. Null as a whole when one of them is small. */
  ages: { from: number; to: number | null; women: number; men: number }[] | null;
}
/** A region and its districts, or a district and its villages. */
export interface ResidentsOf {
  year: number;
  district: boolean;
  here: Residents;
  parts: Residents[];
}

/** What is counted in one place: households, then women and men of each band. */
interface Tally {
  code: string;
  name: string;
  households: number;
  women: number[];
  men: number[];
  parts: Tally[];
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const none = (code: string, name: string): Tally => ({
  code,
  name,
  households: 0,
  women: bands.map(() => 0),
  men: bands.map(() => 0),
  parts: [],
});

/** The whole region, added up from the maintained counts: districts in it, villages in them, in the order of their codes. */
async function counted(tx: Tx, government: Government, year: number): Promise<Tally> {
  const band = bands
    .slice(1)
    .map((age, i) => `when birth_year > ${year - age} then ${i}`)
    .join(" ");
  // Row security makes the planner expect one row in a hundred, and sort all of them.
  tx.send("set local enable_sort = off");
  const rows = await tx.query<{ village: string; sex: string; band: number; people: number; heads: number }>(
    `select village, sex, case ${band} else ${bands.length - 1} end as band, sum(people)::int as people, sum(heads)::int as heads
     from registry.resident_count group by 1, 2, 3`,
  );
  const region = none(government.regionCode, textIn(government.place, "id"));
  const districts = new Map<string, Tally>();
  const villages = new Map<string, Tally>();
  const at = (code: string, name: string, district: string): Tally => {
    const known = villages.get(code);
    if (known) return known;
    const of = districts.get(code.slice(0, 8)) ?? none(code.slice(0, 8), district);
    districts.set(of.code, of);
    const one = none(code, name);
    of.parts.push(one);
    villages.set(code, one);
    return one;
  };
  for (const place of codesOf(government).places.values()) at(place.code, place.village, place.district);
  for (const { village, sex, band: of, people, heads } of rows) {
    const one = at(village, village, village.slice(0, 8));
    for (const place of [one, districts.get(village.slice(0, 8))!, region]) {
      place.households += heads;
      place[sex === "female" ? "women" : "men"][of]! += people;
    }
  }
  region.parts.push(...districts.values());
  return region;
}

type Hidden = Record<"people" | "households" | "sexes" | "ages", boolean>;
const all = (hide: boolean): Hidden => ({ people: hide, households: hide, sexes: hide, ages: hide });
const peopleIn = ({ women, men }: Tally): number => sum(women) + sum(men);

/** What is not told of each part, when the same is told of the whole or not. Hidden of the whole, it is hidden of its parts. */
function hiddenIn(parts: readonly Tally[], whole: Hidden): Hidden[] {
  const each = (name: keyof Hidden, rows: number[][], already?: ReadonlySet<number>) =>
    whole[name] ? new Set(parts.keys()) : hiddenRows(rows, already);
  const people = each(
    "people",
    parts.map((one) => [peopleIn(one)]),
  );
  const households = each(
    "households",
    parts.map((one) => [one.households]),
  );
  const sexes = each(
    "sexes",
    parts.map(({ women, men }) => [sum(women), sum(men)]),
    people,
  );
  const ages = each(
    "ages",
    parts.map(({ women, men }) => [...women, ...men]),
    sexes,
  );
  return parts.map((_, i) => ({
    people: people.has(i),
    households: households.has(i),
    sexes: sexes.has(i),
    ages: ages.has(i),
  }));
}

function shown(one: Tally, hidden: Hidden): Residents {
  const { code, name, households, women, men } = one;
  return {
    code,
    name,
    people: hidden.people ? null : peopleIn(one),
    households: hidden.households ? null : households,
    women: hidden.sexes ? null : sum(women),
    men: hidden.sexes ? null : sum(men),
    ages: hidden.ages
      ? null
      : bands.map((from, i) => {
          const next = bands[i + 1];
          return { from, to: next === undefined ? null : next - 1, women: women[i]!, men: men[i]! };
        }),
  };
}

/** The region with its districts, or one district with its villages; null when there is no such district. */
function part(region: Tally, district: string | undefined, quiet: boolean, year: number): ResidentsOf | null {
  const [whole] = quiet ? hiddenIn([region], all(false)) : [all(false)];
  const ofParts = (parts: readonly Tally[], of: Hidden) => (quiet ? hiddenIn(parts, of) : parts.map(() => all(false)));
  const inRegion = ofParts(region.parts, whole!);
  const show = (one: Tally, hidden: Hidden, parts: readonly Hidden[]): ResidentsOf => ({
    year,
    district: one !== region,
    here: shown(one, hidden),
    parts: one.parts.map((each, i) => shown(each, parts[i]!)),
  });
  if (district === undefined) return show(region, whole!, inRegion);
  const place = region.parts.findIndex(({ code }) => code === district);
  const found = region.parts[place];
  return found ? show(found, inRegion[place]!, ofParts(found.parts, inRegion[place]!)) : null;
}

const district = z
  .string()
  .regex(/^\d{2}\.\d{2}\.\d{2}$/)
  .optional();

/** The counts themselves, for the two questions below. */
export const residentCounts = query({
  name: "registry.resident-counts",
  internal: true,
  input: z.object({ district, quiet: z.boolean() }).strict(),
  allow: [{ hat: "system", purpose: "statistics" }],
  async answer({ tx, world, now }, { district: code, quiet }) {
    const year = Number(world.calendar.today(now).slice(0, 4));
    return part(await counted(tx, world.government, year), code, quiet, year);
  },
});

/** How many people and households there are, by place, sex and age, as anybody may know. Small numbers are not told. */
export const residents = query({
  name: "registry.residents",
  input: z.object({ district }).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ askAsRoom }, { district: code }) => askAsRoom(residentCounts, { district: code, quiet: true }),
});

/** The register's keeper, and who plans for the region by the government's own file. */
export const mayCount = (government: Government, actor: Actor): boolean => {
  const { keeper, planners } = codesOf(government).registers.people;
  return actor.hat === "officer" && [keeper, ...planners].includes(actor.officer?.agency ?? "");
};
const counter = relation<{ government: Government }>("keeper of the register or planner", (actor, { government }) =>
  mayCount(government, actor),
);

/** The same with every number, however small: for the agency that keeps the register and those that plan by it. */
export const residentsWhole = query({
  name: "registry.residents-whole",
  input: z.object({ district }).strict(),
  load: async ({ world }) => ({ government: world.government }),
  allow: [{ hat: "officer", roles: ["administrator", "steward", "head"], relation: counter, purpose: "statistics" }],
  answer: ({ askAsRoom }, { district: code }) => askAsRoom(residentCounts, { district: code, quiet: false }),
  personal: { about: () => [], fields: ["birthDate", "sex", "address"] },
});

import { type Government, nextDay, textIn } from "../../../kernel/index.ts";
import { Chance, lookups } from "../../registry/index.ts";
import type { Data } from "../definition/check.ts";
import type { Entry } from "../transfer/judge.ts";
import { bpsFile, exampleWords } from "./words.ts";

const entry = (number: string, since: string, sets: Data, ended: string | null = null): Entry => ({
  line: 1,
  number,
  nik: null,
  nib: null,
  since,
  ended,
  sets,
});
const digits = (number: number, length: number): string => String(number).padStart(length, "0");

/** The regions of the government with both codes; those that are no more come apart, to be made and then ended. */
export function regions(government: Government): { now: Entry[]; former: { made: Entry; ended: Entry }[] } {
  const { since, codes, former } = bpsFile.of(government);
  const seen = new Map<string, Data>();
  for (const place of lookups.placesOf(government)) {
    const [province, regency] = [place.code.slice(0, 2), place.code.slice(0, 5)];
    const at = (code: string, name: string, level: string, more: Data = {}) =>
      seen.set(code, { code, ...(codes[code] && { bps: codes[code] }), name, level, ...more });
    at(regency, place.regency, "regency", { within: province });
    at(place.districtCode, place.district, "district", { within: regency });
    // A ward's code goes on with 1, a village's with 2.
    const level = place.code.split(".")[3]!.startsWith("1") ? "ward" : "village";
    at(place.code, place.village, level, { within: place.districtCode, postal: place.postal });
  }
  return {
    now: [...seen].map(([code, sets]) => entry(code, since, sets)),
    former: former.map(({ code, name, level, from, until }) => {
      const sets = { code, name, level, within: code.slice(0, code.lastIndexOf(".")) };
      return { made: entry(code, from, sets), ended: entry(code, until, {}, until) };
    }),
  };
}

/** Agencies and offices, as the government's own file has them. */
export const offices = ({ agencies }: Government): Entry[] =>
  agencies.flatMap((agency) => [
    entry(agency.code, "2019-01-01", { code: agency.code, name: textIn(agency.name, "id") }),
    ...agency.offices.map((office) => {
      const code = `${agency.code}/${office.code}`;
      const address = office.address && { address: textIn(office.address, "id") };
      return entry(code, "2019-01-01", { code, name: textIn(office.name, "id"), within: agency.code, ...address });
    }),
  ]);

/** Where something stands: somewhere in its village. */
const site = (chance: Chance, village: string) => ({
  street: `Jalan Raya No. ${chance.whole(1, 200)}`,
  rt: digits(chance.whole(1, 9), 3),
  rw: digits(chance.whole(1, 9), 3),
  village,
});

/** Each village or each district once, with its place in the list. */
const spots = (government: Government) => {
  const all = lookups.placesOf(government);
  const first = new Map(all.map((place) => [place.districtCode, place]).reverse() as [string, (typeof all)[number]][]);
  return { villages: all, districts: [...first.values()].reverse() };
};

export function schools(government: Government): Entry[] {
  const { schools: words } = exampleWords.of(government);
  const { villages, districts } = spots(government);
  const made: Entry[] = [];
  const add = (level: string, place: (typeof villages)[number], n: number) => {
    const chance = new Chance("schools", made.length);
    const npsn = `99${digits(made.length + 1, 6)}`;
    const state = chance.happens(level === "paud" ? 0.2 : 0.8);
    const pupils = chance.whole(level === "paud" ? 15 : 60, level === "paud" ? 80 : 480);
    made.push(
      entry(npsn, nextDay("1975-07-01", chance.whole(0, 15_000)), {
        npsn,
        name: `${level.toUpperCase()}${level === "paud" ? "" : state ? " Negeri" : " Swasta"} ${n} ${level === "sd" || level === "paud" ? place.village : place.district}`,
        level,
        state,
        accreditation: chance.oneOf(words.accreditations),
        pupils,
        teachers: Math.ceil(pupils / 18),
        address: site(chance, place.code),
      }),
    );
  };
  const each = (counts: Record<string, number>, places: typeof villages) => {
    for (const place of places)
      for (const [level, count] of Object.entries(counts)) for (let n = 1; n <= count; n += 1) add(level, place, n);
  };
  each(words.levels, villages);
  each(words.perDistrict, districts);
  return made;
}

export function healthFacilities(government: Government): Entry[] {
  const { health: words } = exampleWords.of(government);
  const { villages, districts } = spots(government);
  const made: Entry[] = [];
  const each = (
    kinds: readonly string[],
    places: typeof villages,
    nameOf: (place: (typeof villages)[number]) => string,
  ) => {
    for (const place of places)
      for (const kind of kinds) {
        const chance = new Chance("health", made.length);
        const code = `P99${digits(made.length + 1, 6)}`;
        const title = kind.split("-").map((word) => word[0]!.toUpperCase() + word.slice(1));
        made.push(
          entry(code, nextDay("1990-01-01", chance.whole(0, 11_000)), {
            code,
            name: `${title.join(" ")} ${nameOf(place)}`,
            kind,
            accreditation: chance.oneOf(words.accreditations),
            beds: kind === "puskesmas" ? chance.whole(4, 16) : 0,
            contracted: chance.happens(0.8),
            address: site(chance, place.code),
          }),
        );
      }
  };
  each(words.perVillage, villages, ({ village }) => village);
  each(words.perDistrict, districts, ({ district }) => district);
  return made;
}

export function assets(government: Government): Entry[] {
  const { assets: words } = exampleWords.of(government);
  const made: Entry[] = [];
  for (const agency of government.agencies)
    for (const office of agency.offices)
      for (let n = 0; n < words.perOffice; n += 1) {
        const chance = new Chance("assets", made.length);
        const thing = chance.oneOf(words.things);
        const register = `99.01.${digits(made.length + 1, 6)}`;
        const acquiredOn = nextDay("2005-01-01", chance.whole(0, 7500));
        made.push(
          entry(register, acquiredOn, {
            register,
            itemCode: thing.code,
            card: thing.card,
            name: thing.name,
            acquiredOn,
            origin: chance.happens(0.9) ? "Pembelian" : "Hibah",
            value: Math.round((thing.value * chance.whole(60, 140)) / 100 / 1000) * 1000,
            condition: chance.oneOf(["baik", "baik", "baik", "kurang-baik", "rusak-berat"]),
            user: `${agency.code}/${office.code}`,
          }),
        );
      }
  return made;
}

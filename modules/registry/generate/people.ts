import { type Government, nextDay } from "../../../kernel/index.ts";
import { type Activity, activitiesOf, codesOf, type Place, placesOf } from "../codes.ts";
import type { EnrolledPerson } from "../commands/enrol-people.ts";
import { composeNib } from "../nib.ts";
import { Chance, steadyId } from "./chance.ts";
import { asOf, type Member, makeHousehold } from "./household.ts";
import { Serials } from "./serials.ts";
import { type KnownHousehold, knownHouseholds, type NameWords, nameWords } from "./words.ts";

/** Grown-ups who own a business: about four in a hundred of all people. */
const owning = 0.058;
const eldestOwner = 70;

/** One of the example's people; `key` names those of people/demo.yaml. */
export type ExamplePerson = EnrolledPerson & { key?: string };
type Where = Pick<EnrolledPerson, "street" | "rt" | "rw" | "village">;

/**
 * The example's people in a row that never changes for a seed: the known ones first,
 * then as many as are asked for, family by family. The first hundred of a thousand are
 * the first hundred of a million.
 */
export function* examplePeople(government: Government, seed = "tirta"): Generator<ExamplePerson> {
  const town = new Town(government, seed);
  for (const household of knownHouseholds(government)) yield* town.known(household);
  for (let number = 1; ; number += 1) yield* town.made(number);
}

class Town {
  readonly #seed: string;
  readonly #words: NameWords;
  readonly #places: readonly Place[];
  readonly #byCode: ReadonlyMap<string, Place>;
  readonly #nibPrefix: string;
  readonly #trades: readonly { kbli: Activity; names: readonly string[] }[];
  readonly #serials = new Serials();
  #people = 0;
  #families = 0;

  constructor(government: Government, seed: string) {
    this.#seed = seed;
    this.#words = nameWords(government);
    this.#places = placesOf(government);
    this.#byCode = codesOf(government).places;
    this.#nibPrefix = codesOf(government).registers.businesses.nibPrefix;
    const activities = new Map(activitiesOf(government).map((activity) => [activity.code, activity]));
    this.#trades = this.#words.businesses.map(({ kbli, names }) => {
      const activity = activities.get(kbli);
      if (!activity) throw new Error(`people/names.yaml names the activity ${kbli}, which the list does not have`);
      return { kbli: activity, names };
    });
  }

  *known({ members, ...where }: KnownHousehold): Generator<ExamplePerson> {
    // The known people's numbers hang on no seed: papers and tests name them.
    const chance = new Chance("known", this.#families);
    // The head first, so that the family card comes with the first of them.
    const sorted = [...members].sort((a, b) => Number(b.role === "head") - Number(a.role === "head"));
    const enter = this.#family(where, chance);
    for (const { key, business, ...member } of sorted) {
      const person = enter(member);
      const place = business && { id: this.#businessId(), nib: this.#nib(), ...business };
      yield { ...person, key, ...(place && { businesses: [place] }) };
    }
  }

  *made(number: number): Generator<ExamplePerson> {
    const chance = new Chance(this.#seed, number);
    const members = makeHousehold(chance, this.#words);
    const place = chance.oneOf(this.#places);
    const where = {
      street: `Jalan ${chance.oneOf(this.#words.streets)} No. ${chance.whole(1, 120)}`,
      rt: String(chance.whole(1, 12)).padStart(3, "0"),
      rw: String(chance.whole(1, 9)).padStart(3, "0"),
      village: place.code,
    };
    const enter = this.#family(where, chance);
    for (const member of members) {
      const person = enter(member);
      const business = this.#business(member, where, chance);
      yield business ? { ...person, businesses: [business] } : person;
    }
  }

  /** A family at one address: gives the maker of its members. */
  #family(where: Where, chance: Chance) {
    const family = steadyId(this.#seed, "family", ++this.#families);
    const home = this.#district(where.village);
    let familyNumber: string | undefined = this.#serials.card(home, nextDay("2010-01-01", chance.whole(0, 5800)));
    return (member: Member): ExamplePerson => {
      const { role, ...rest } = member;
      // Children are born here; one grown-up in six came from elsewhere in the regency.
      const elsewhere = role !== "child" && chance.happens(0.16);
      const origin = elsewhere ? chance.oneOf(this.#places) : this.#byCode.get(where.village)!;
      const person = {
        id: steadyId(this.#seed, "person", ++this.#people),
        nik: this.#serials.nik(origin.districtCode, member.birthDate, member.sex),
        ...rest,
        birthPlace: origin.district,
        family,
        familyRole: role,
        ...(familyNumber && { familyNumber }),
        ...where,
      };
      familyNumber = undefined;
      return person;
    };
  }

  #business(owner: Member, where: Where, chance: Chance) {
    const age = Number(asOf.slice(0, 4)) - Number(owner.birthDate.slice(0, 4));
    if (age < 20 || age > eldestOwner || !chance.happens(owning)) return null;
    const { kbli, names } = chance.oneOf(this.#trades);
    const who = `${owner.sex === "female" ? "Bu" : "Pak"} ${owner.name.split(" ")[0]}`;
    return {
      id: this.#businessId(),
      nib: this.#nib(),
      name: chance.oneOf(names).replace("{who}", who),
      kbli: [kbli.code],
      ...where,
      foundedOn: nextDay("2012-01-01", chance.whole(0, 5000)),
    };
  }

  // Nobody has two, so a business is numbered by its owner's place in the row.
  #businessId = () => steadyId(this.#seed, "business", this.#people);
  #nib = () => composeNib(this.#nibPrefix, this.#people);
  #district = (village: string): string => {
    const place = this.#byCode.get(village);
    if (!place) throw new Error(`people/demo.yaml names the village ${village}, which the list does not have`);
    return place.districtCode;
  };
}

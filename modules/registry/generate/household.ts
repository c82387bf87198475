import { nextDay } from "../../../kernel/index.ts";
import type { FamilyRole, MaritalStatus, Sex } from "../tables.ts";
import type { Chance } from "./chance.ts";
import type { NameWords } from "./words.ts";

/** The day on which the example's people are as old as they are. */
export const asOf = "2026-01-01";
const thisYear = Number(asOf.slice(0, 4));

export interface Member {
  name: string;
  sex: Sex;
  birthDate: string;
  maritalStatus: MaritalStatus;
  role: FamilyRole;
}

/** A household by chance: a head, perhaps a spouse, children, a parent of the head. The head comes first. */
export function makeHousehold(chance: Chance, words: NameWords): Member[] {
  const clan = chance.happens(0.08) ? chance.oneOf(words.clans) : null;
  const kind = chance.next();
  if (kind < 0.15) return [loner(chance, words, clan)];
  if (kind < 0.23) return withChildren(chance, words, clan, [loner(chance, words, clan, "parted")]);
  const couple = makeCouple(chance, words, clan);
  if (kind < 0.35) return couple;
  const family = withChildren(chance, words, clan, couple);
  if (kind > 0.9) family.push(parentOf(family[0]!, chance, words, clan));
  return family;
}

function loner(chance: Chance, words: NameWords, clan: string | null, parted?: "parted"): Member {
  const age = parted ? chance.whole(24, 58) : chance.whole(19, 84);
  const sex: Sex = chance.happens(parted ? 0.75 : 0.5) ? "female" : "male";
  const birthDate = bornAt(chance, thisYear - age - 1);
  const ended: MaritalStatus = chance.happens(age > 55 ? 0.85 : 0.4) ? "widowed" : "divorced";
  const maritalStatus: MaritalStatus = parted || chance.happens(age > 40 ? 0.8 : 0.1) ? ended : "single";
  return { name: nameOf(chance, words, sex, birthDate, clan), sex, birthDate, maritalStatus, role: "head" };
}

function makeCouple(chance: Chance, words: NameWords, clan: string | null): Member[] {
  const born = thisYear - 1 - chance.whole(23, 78);
  const his = bornAt(chance, born);
  // Nobody is married before the age that the law asks for: 19.
  const hers = bornAt(chance, Math.min(born + chance.whole(-3, 7), thisYear - 20));
  const husband: Member = {
    name: nameOf(chance, words, "male", his, clan),
    sex: "male",
    birthDate: his,
    maritalStatus: "married",
    role: "head",
  };
  const wife: Member = {
    name: nameOf(chance, words, "female", hers, null),
    sex: "female",
    birthDate: hers,
    maritalStatus: "married",
    role: "spouse",
  };
  return [husband, wife];
}

/** Adds the children that still live at home: single, born while each parent was of age, two years or more apart. */
function withChildren(chance: Chance, words: NameWords, clan: string | null, parents: Member[]): Member[] {
  const youngest = Math.max(...parents.map((parent) => Number(parent.birthDate.slice(0, 4))));
  const mother = parents.find((parent) => parent.sex === "female") ?? parents[0]!;
  const last = Math.min(Number(mother.birthDate.slice(0, 4)) + 44, thisYear - 1);
  let year = youngest + chance.whole(20, 29);
  const children: Member[] = [];
  for (let left = chance.whole(1, 4); left > 0 && year <= last; left -= 1, year += chance.whole(2, 5)) {
    const grown = thisYear - year > 24;
    if (grown && chance.happens(0.75)) continue;
    const sex: Sex = chance.happens(0.49) ? "female" : "male";
    const birthDate = bornAt(chance, year);
    const name = nameOf(chance, words, sex, birthDate, clan);
    children.push({ name, sex, birthDate, maritalStatus: "single", role: "child" });
  }
  return [...parents, ...children];
}

function parentOf(head: Member, chance: Chance, words: NameWords, clan: string | null): Member {
  const sex: Sex = chance.happens(0.7) ? "female" : "male";
  const birthDate = bornAt(chance, Math.max(Number(head.birthDate.slice(0, 4)) - chance.whole(19, 34), 1925));
  const own = sex === "male" ? clan : null;
  return { name: nameOf(chance, words, sex, birthDate, own), sex, birthDate, maritalStatus: "widowed", role: "parent" };
}

const bornAt = (chance: Chance, year: number): string => nextDay(`${year}-01-01`, chance.whole(0, 364));

/** Old people often have one name; a clan's name comes last. */
function nameOf(chance: Chance, words: NameWords, sex: Sex, birthDate: string, clan: string | null): string {
  const first = chance.oneOf(words[sex]);
  if (!clan && chance.happens(birthDate < "1965" ? 0.45 : 0.06)) return first;
  const seconds = sex === "female" ? words.femaleSecond : words.maleSecond;
  let second = chance.oneOf(seconds);
  while (second === first) second = chance.oneOf(seconds);
  if (clan) return chance.happens(0.4) ? `${first} ${second} ${clan}` : `${first} ${clan}`;
  if (!chance.happens(0.2)) return `${first} ${second}`;
  const middle = chance.oneOf(words[sex]);
  return middle === first || middle === second ? `${first} ${second}` : `${first} ${middle} ${second}`;
}

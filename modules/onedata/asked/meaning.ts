import { type AskedFact, type Text, textIn } from "../../../kernel/index.ts";
import type { Fact } from "../definition/facts.ts";
import type { Origin } from "../sources.ts";

/** By which sign a question was known for a fact, the surest first. */
export type Sign = "bank" | "list" | "words" | "field" | "label";

/** What a question asks for. Without an owner nobody can be read instead, but several may be asking the same. */
export interface Meaning {
  fact: string;
  name: Text;
  sign: Sign;
  owner: { register: string; field: string; keeper: string } | null;
}

/** Small letters and digits, without what stands in brackets: "Nomor HP (aktif)" and "nomor hp" are one. */
export const plain = (label: string): string =>
  label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\([^)]*\)/g, " ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** Which kinds of question can hold what a register's field holds. */
const fits: Record<string, readonly string[]> = {
  text: ["text", "long-text", "nik", "business", "choice"],
  number: ["number"],
  money: ["money", "number"],
  date: ["date"],
  "yes-no": ["yes-no"],
  choice: ["choice", "text"],
  code: ["choice", "text"],
  address: ["address"],
};

/** Words too common to tell one register's field from another's. */
const vague = new Set([
  "status",
  "jenis",
  "keterangan",
  "catatan",
  "tanggal",
  "nomor",
  "alamat",
  "kind",
  "type",
  "use",
]);

/** Says of questions what they ask for, by the bank, code lists, synonyms, and what registers call their fields. */
export function reader(facts: readonly Fact[], origins: readonly Origin[]): (asked: AskedFact) => Meaning {
  const keeperOf = (register: string) => origins.find(({ code }) => code === register)?.keeper;
  const ownerOf = ({ owner }: Fact): Meaning["owner"] => {
    const keeper = owner && keeperOf(owner.register);
    return owner && keeper ? { ...owner, keeper } : null;
  };
  const labels = ({ label }: AskedFact) => [plain(textIn(label, "id")), plain(textIn(label, "en"))];
  const known = (asked: AskedFact): [Fact, Sign] | undefined => {
    const byBank = facts.find(({ bank }) => asked.bank !== null && bank.includes(asked.bank));
    if (byBank) return [byBank, "bank"];
    const may = facts.filter(({ types }) => types.includes(asked.type));
    const words = labels(asked);
    const byWords = may.find((fact) => fact.words.some((word) => words.includes(plain(word))));
    if (byWords) return [byWords, "words"];
    const byList = may.find(({ lists }) => asked.list !== null && lists.includes(asked.list));
    return byList && [byList, "list"];
  };
  return (asked) => {
    const found = known(asked);
    if (found) return { fact: found[0].code, name: found[0].name, sign: found[1], owner: ownerOf(found[0]) };
    const words = labels(asked);
    for (const { code, keeper, columns } of origins)
      for (const column of columns) {
        const own = [plain(textIn(column.label, "id")), plain(textIn(column.label, "en"))];
        if (!fits[column.type]?.includes(asked.type) || own.every((word) => vague.has(word))) continue;
        if (own[0] === words[0] && own[1] === words[1])
          return {
            fact: `${code}.${column.name}`,
            name: column.label,
            sign: "field",
            owner: { register: code, field: column.name, keeper },
          };
      }
    const key = asked.bank ?? words[0]!;
    return {
      fact: `${asked.type}:${key}`.slice(0, 120),
      name: asked.label,
      sign: asked.bank ? "bank" : "label",
      owner: null,
    };
  };
}

export interface Again extends AskedFact {
  meaning: Meaning;
  people: number;
}

/** What is asked again: facts that a register owns, and facts without an owner for which more than one agency asks. */
export function askedAgain(
  asked: readonly AskedFact[],
  read: (one: AskedFact) => Meaning,
  people: (place: string, field: string) => number,
): Again[] {
  const all = asked.map((one) => ({ ...one, meaning: read(one), people: people(one.place, one.field) }));
  const agencies = new Map<string, Set<string>>();
  for (const { meaning, agency } of all)
    agencies.set(meaning.fact, (agencies.get(meaning.fact) ?? new Set()).add(agency));
  return all.filter(({ meaning }) => meaning.owner !== null || agencies.get(meaning.fact)!.size > 1);
}

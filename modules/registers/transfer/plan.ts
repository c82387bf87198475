import type { Context } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { checked, type Data } from "../definition/check.ts";
import type { Register } from "../definition/schema.ts";
import { heldByOthers, linked } from "../links/links.ts";
import { wholeData } from "../register.ts";
import type { RecordRow } from "../tables.ts";
import { type Entry, keyColumn, type RowFault } from "./judge.ts";

export interface Planned {
  entry: Entry;
  kind: "made" | "changed" | "ended" | "same";
  person: string | null;
  business: string | null;
  held: RecordRow | null;
  /** Everything that the record holds afterwards; of a sealed field only when it is touched. */
  data: Data;
}

/** Whether rows may make records, or only change those that are there. */
export interface Terms {
  only: boolean;
  lock: boolean;
}

/** What sound rows would do to a register as it stands: for the preview, and again in the act that writes. */
export async function planned(
  context: Pick<Context, "world" | "tx" | "now" | "askAsRoom">,
  register: Register,
  entries: readonly Entry[],
  { only, lock }: Terms,
): Promise<{ plan: Planned[]; faults: RowFault[] }> {
  const { tx } = context;
  const [people, businesses] = await holdersOf(context, entries);
  const faults = await strangeCodes(context, register, entries);
  const bad = new Set(faults.map(({ line }) => line));
  const found = entries.flatMap((entry) => {
    const { nik, nib, line } = entry;
    const person = nik ? people.get(nik) : null;
    const business = nib ? businesses.get(nib) : null;
    const fault = (column: string, key: string) => faults.push({ line, column, key });
    if (person === undefined) fault("holder.nik", "registers.row.nobody");
    else if (business === undefined) fault("holder.nib", "registers.row.no-business");
    else if (!bad.has(line)) return [{ entry, person: business ? null : person, business }];
    return [];
  });
  const numbers = found.map(({ entry, person, business }) => numberOf(register, entry, person, business));
  const rows = await tx.query<RecordRow>(
    `select * from registers.record where register = $1 and number = any($2::text[]) order by id ${lock ? "for update" : ""}`,
    [register.code, numbers.filter((number) => number !== null)],
  );
  const held = new Map(rows.map((row) => [row.number, row]));
  const plan: Planned[] = [];
  for (const [i, one] of found.entries()) {
    const row = held.get(numbers[i] ?? "") ?? null;
    const judged = await judgedRow(
      context,
      register,
      one,
      row,
      only || (one.entry.number !== null && givesNumber(register)),
    );
    if (Array.isArray(judged)) faults.push(...judged);
    else plan.push(judged);
  }
  const standing = await leadSomewhere(context, register, plan, faults);
  return { plan: standing, faults: faults.sort((a, b) => a.line - b.line) };
}

/** Leaves out rows whose links lead nowhere, and ends that others stand in the way of. */
async function leadSomewhere(
  context: Pick<Context, "tx" | "askAsRoom">,
  register: Register,
  plan: readonly Planned[],
  faults: RowFault[],
): Promise<Planned[]> {
  const ending = plan.flatMap(({ kind, held }) => (kind === "ended" ? [held!.id] : []));
  const kept = await heldByOthers(context.tx, ending);
  const leads = Object.values(register.fields).some(({ link }) => link);
  const standing: Planned[] = [];
  for (const one of plan) {
    const { line, sets } = one.entry;
    const nowhere =
      !leads || one.kind === "same" ? [] : (await linked(context, register, sets, one.held?.data ?? {})).faults;
    for (const { path, messageKey } of nowhere) faults.push({ line, column: path, key: messageKey });
    const stuck = one.kind === "ended" && kept.has(one.held!.id);
    if (stuck) faults.push({ line, column: "record.ended", key: "registers.row.held-by" });
    if (nowhere.length === 0 && !stuck) standing.push(one);
  }
  return standing;
}

/** The register gives the number itself, so a row that names one means a record that is there. */
const givesNumber = ({ number }: Register): boolean => number === "holder" || "pattern" in number;

const numberOf = (register: Register, entry: Entry, person: string | null, business: string | null): string | null =>
  register.number === "holder" ? (business ?? person ?? entry.number) : entry.number;

type Found = Pick<Planned, "entry" | "person" | "business">;

async function judgedRow(
  context: Pick<Context, "world" | "tx" | "now">,
  register: Register,
  { entry, person, business }: Found,
  held: RecordRow | null,
  only: boolean,
): Promise<Planned | RowFault[]> {
  const fault = (column: string, key: string): RowFault[] => [{ line: entry.line, column, key }];
  if (!held) {
    if (only) return fault(keyColumn(register), "registers.refusal.no-record");
    if (entry.ended) return fault("record.ended", "registers.refusal.no-record");
    const { data, faults } = checked(register, entry.sets, true);
    if (faults.length > 0)
      return faults.map(({ path, messageKey }) => ({ line: entry.line, column: path, key: messageKey }));
    if (register.holder !== "none" && !person && !business)
      return fault(register.holder === "business" ? "holder.nib" : "holder.nik", "registers.fault.holder");
    return { entry, kind: "made", person, business, held, data };
  }
  if (held.ended_on) {
    // A file that was taken out and is brought in again says the same of what has ended.
    const again = entry.ended === held.ended_on;
    return again
      ? { entry, kind: "same", person, business, held, data: held.data }
      : fault(keyColumn(register), "registers.refusal.ended");
  }
  if (entry.since && entry.since < held.valid_from) return fault("record.since", "registers.row.before");
  const sealed = Object.keys(entry.sets).some((name) => register.fields[name]!.protection === "sealed");
  const before = sealed ? await wholeData(context, held) : held.data;
  const touched = Object.entries(entry.sets).some(([name, value]) => !same(before[name], value));
  const moved = (person ?? business) !== null && (person !== held.person || business !== held.business);
  const kind = entry.ended ? "ended" : touched || moved ? "changed" : "same";
  const keeps = { person: held.person, business: held.business };
  return {
    entry,
    kind,
    ...((person ?? business) ? { person, business } : keeps),
    held,
    data: { ...before, ...entry.sets },
  };
}

/** Whether two values are the same; the database keeps the parts of a value in an order of its own. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    // What is kept with its words, an entry of a list or a link, is the one that a file names by its code or id.
    return (
      typeof a === "object" &&
      a !== null &&
      [(a as Data).code, (a as Data).to].some((one) => one === b && one !== undefined)
    );
  const [names, others] = [Object.keys(a), Object.keys(b)];
  return names.length === others.length && names.every((name) => same(a[name as never], b[name as never]));
}

async function holdersOf({ askAsRoom }: Pick<Context, "askAsRoom">, entries: readonly Entry[]) {
  const niks = [...new Set(entries.flatMap(({ nik }) => (nik ? [nik] : [])))];
  const nibs = [...new Set(entries.flatMap(({ nib }) => (nib ? [nib] : [])))];
  if (niks.length + nibs.length === 0) return [new Map<string, string>(), new Map<string, string>()] as const;
  const { people, businesses } = await askAsRoom(lookups.holdersByNumber, { niks, nibs });
  return [new Map(people), new Map(businesses)] as const;
}

/** What of a row stands in a code list: an entry of its own, or the village of an address. */
const codedIn = (register: Register) =>
  Object.entries(register.fields).flatMap(([name, { type, list }]) =>
    list
      ? [{ column: name, list, of: (sets: Data) => sets[name] }]
      : type === "address"
        ? [{ column: `${name}.village`, list: villages, of: (sets: Data) => (sets[name] as Data | undefined)?.village }]
        : [],
  );
const villages = "regions/villages";

/** Codes that their lists do not have. Lists are asked for what a batch names, two hundred codes at a time. */
async function strangeCodes(
  { askAsRoom }: Pick<Context, "askAsRoom">,
  register: Register,
  entries: readonly Entry[],
): Promise<RowFault[]> {
  const coded = codedIn(register);
  const asked = coded.flatMap(({ list, of }) =>
    [...new Set(entries.map(({ sets }) => of(sets)))].flatMap((code) =>
      code === undefined ? [] : [{ list, code: String(code).slice(0, 60) }],
    ),
  );
  const known = new Set<string>();
  for (let at = 0; at < asked.length; at += 200)
    for (const { list, code } of await askAsRoom(lookups.codeEntries, { codes: asked.slice(at, at + 200) }))
      known.add(`${list} ${code}`);
  return entries.flatMap(({ line, sets }) =>
    coded.flatMap(({ column, list, of }) => {
      const code = of(sets);
      return code === undefined || known.has(`${list} ${code}`) ? [] : [{ line, column, key: "registers.row.code" }];
    }),
  );
}

import { ask, systemActor, type World } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import type { EnrolledPerson } from "../commands/enrol-people.ts";
import { nikFits } from "../nik.ts";
import { knownNumbers } from "../queries/known-numbers.ts";
import { RegisterRow } from "./columns.ts";
import { type RawRow, rowsOf } from "./rows.ts";
import { Seen } from "./seen.ts";

const batchSize = 2_500;
/** Most rows in one file: larger registers come in several. */
export const mostRows = 5_000_000;

/** What is wrong with a row, without anything of what it says. */
export interface RowFault {
  line: number;
  field: string;
  says: string;
}

/**
 * Rows of a file that are judged together, numbered from 1 by their place in the file. `first` is the first that goes
 * in: so a row that was at fault and is sound now, in a file that is otherwise entered, begins a batch of its own.
 */
export interface Batch {
  first: number;
  last: number;
  people: EnrolledPerson[];
  /** How many are in the register already. */
  known: number;
  faults: RowFault[];
}

type Sound = { line: number; row: RegisterRow };
const empty = (last: number): Batch => ({ first: 0, last, people: [], known: 0, faults: [] });

/** A file in batches, each row judged by itself, by the rows before it and by the register. */
export async function* batchesOf(world: World, path: string): AsyncGenerator<Batch> {
  const judge = judgeOf(world);
  let number = 0;
  let sound: (Sound & { number: number })[] = [];
  let batch = empty(0);
  const closed = async (): Promise<Batch> => {
    await sort(world, sound, batch);
    const done = batch;
    [sound, batch] = [[], empty(number)];
    return done;
  };
  for await (const raw of rowsOf(path)) {
    number += 1;
    if (number > mostRows) {
      batch.faults.push({ line: raw.line, field: "row", says: `is beyond the ${mostRows} that one file may hold` });
      break;
    }
    batch.last = number;
    const judged = judge(raw);
    if (Array.isArray(judged)) batch.faults.push(...judged);
    else sound.push({ ...judged, number });
    if (number % batchSize === 0) yield await closed();
  }
  if (number % batchSize > 0) yield await closed();
}

/** Judges row after row: what one row says wrongly, and what two say of the same number. */
function judgeOf(world: World): (raw: RawRow) => Sound | RowFault[] {
  const { places, activities } = codesOf(world.government);
  const today = world.calendar.today(world.clock.now());
  const [people, heads, businesses] = [new Seen(), new Seen(), new Seen()];
  return (raw) => {
    const { line } = raw;
    const fault = (field: string, says: string): RowFault => ({ line, field, says });
    if ("says" in raw) return [fault("row", raw.says)];
    const read = RegisterRow.safeParse(raw.row);
    if (!read.success) return read.error.issues.map(({ path, message }) => fault(path.join(".") || "row", message));
    const row = read.data;
    const owned = row.businesses ?? [];
    const faults: RowFault[] = [];
    if (!nikFits(row.nik, row.birthDate, row.sex)) faults.push(fault("nik", "does not fit birthDate and sex"));
    if (row.birthDate > today) faults.push(fault("birthDate", "lies in the future"));
    if (!places.has(row.village)) faults.push(fault("village", "is not in codes/regions.yaml"));
    owned.forEach((business, i) => {
      const at = (field: string) => `businesses.${i}.${field}`;
      if (business.foundedOn > today) faults.push(fault(at("foundedOn"), "lies in the future"));
      if (!places.has(business.village)) faults.push(fault(at("village"), "is not in codes/regions.yaml"));
      if (business.kbli.some((code) => !activities.has(code)))
        faults.push(fault(at("kbli"), "is not in codes/kbli.yaml"));
    });
    if (faults.length > 0) return faults;
    const once = (seen: Seen, number: string, field: string, what: string) => {
      const before = seen.note(number, line);
      if (before > 0) faults.push(fault(field, `${what} on line ${before} already`));
    };
    once(people, row.nik, "nik", "stands");
    if (faults.length === 0 && row.familyRole === "head")
      once(heads, row.familyNumber, "familyRole", "this family has its head");
    owned.forEach(({ nib }, i) => {
      once(businesses, nib, `businesses.${i}.nib`, "stands");
    });
    return faults.length > 0 ? faults : { line, row };
  };
}

/** Parts the sound rows: those in the register stay as they are there, the others go in. */
async function sort(world: World, sound: readonly (Sound & { number: number })[], batch: Batch): Promise<void> {
  if (sound.length === 0) return;
  const known = await ask(world, systemActor("registry"), knownNumbers, {
    niks: sound.map(({ row }) => row.nik),
    familyNumbers: [...new Set(sound.map(({ row }) => row.familyNumber))],
    nibs: sound.flatMap(({ row }) => (row.businesses ?? []).map(({ nib }) => nib)),
  });
  const [niks, nibs, families] = [new Set(known.niks), new Set(known.nibs), new Map(known.families)];
  for (const { line, number, row } of sound) {
    if (niks.has(row.nik)) {
      batch.known += 1;
      continue;
    }
    const taken = (row.businesses ?? []).findIndex(({ nib }) => nibs.has(nib));
    if (taken >= 0) batch.faults.push({ line, field: `businesses.${taken}.nib`, says: "is another's in the register" });
    else {
      batch.first ||= number;
      batch.people.push(personOf(world, row, families.get(row.familyNumber)));
    }
  }
  batch.faults.sort((a, b) => a.line - b.line);
}

/** Ids come out of the numbers by the house's own key: the same each time, and nobody else can tell one from the other. */
function personOf(world: World, { familyNumber, businesses, ...row }: RegisterRow, family?: string): EnrolledPerson {
  const steady = (kind: string, number: string) => asId(world.secrets.blindIndex(`registry.enrolment.${kind}`, number));
  return {
    ...row,
    id: steady("person", row.nik),
    family: family ?? steady("family", familyNumber),
    // The card comes with its head, once.
    ...(row.familyRole === "head" && !family && { familyNumber }),
    ...(businesses && {
      businesses: businesses.map((business) => ({ ...business, id: steady("business", business.nib) })),
    }),
  };
}

/** Sixteen bytes as a UUID of version 8 (RFC 9562): made by a rule of one's own. */
function asId(bytes: Buffer): string {
  const own = Buffer.from(bytes);
  own[6] = 0x80 | (own[6]! & 0x0f);
  own[8] = 0x80 | (own[8]! & 0x3f);
  return own.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

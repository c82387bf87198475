import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { act, systemActor, type World } from "../../../kernel/index.ts";
import { enrolPeople } from "../commands/enrol-people.ts";
import { batchesOf, type RowFault } from "./batches.ts";
import { registerColumns } from "./columns.ts";

/** How a file stands before anything of it is written. */
export interface Checked {
  /** The file's content by name: two runs of one file at once enter each batch once. */
  source: string;
  rows: number;
  /** People to go in, those who are in the register already, and rows at fault. */
  fresh: number;
  known: number;
  bad: number;
}

const house = systemActor("registry");
type Tell = { say(line: string): void };

/** Looks through a whole file and tells every fault; writes nothing. */
async function check(
  world: World,
  path: string,
  { say, onFault }: Tell & { onFault(fault: RowFault): void },
): Promise<Checked> {
  const source = `file-${(await hashOf(path)).slice(0, 32)}`;
  const checked: Checked = { source, rows: 0, fresh: 0, known: 0, bad: 0 };
  for await (const { last, people, known, faults } of batchesOf(world, path)) {
    checked.rows = last;
    checked.fresh += people.length;
    checked.known += known;
    checked.bad += new Set(faults.map(({ line }) => line)).size;
    faults.forEach(onFault);
    say(`${last} rows`);
  }
  return checked;
}

/**
 * Enters the sound rows of a file that was checked, batch by batch, each by one act, and says how many people that were.
 * Who is in already stays as they are: so a run that was cut off goes on where it stopped.
 */
async function enrol(world: World, path: string, { source, rows, fresh }: Checked, { say }: Tell): Promise<number> {
  const started = performance.now();
  let count = 0;
  // The next batch is read and judged while the database takes the last one.
  let landing: Promise<{ entered: number }> | undefined;
  const landed = async () => {
    if (landing) count += (await landing).entered;
  };
  for await (const { first, last, people } of batchesOf(world, path)) {
    if (people.length === 0) continue;
    await landed();
    landing = act(world, house, enrolPeople, { source, first, last, people }, { via: "cli" });
    // Looked at with the next batch; until then its failure is nobody's unhandled one.
    landing.catch(() => {});
    const rate = Math.round((count * 1000) / Math.max(performance.now() - started, 1));
    say(`row ${last} of ${rows}: ${count} of ${fresh} people (${rate}/s)`);
  }
  await landed();
  return count;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** A file that a register comes in: its columns, looked through, and brought in. */
export const registerFile = { columns: registerColumns, check, enrol };

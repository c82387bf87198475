import { basename } from "node:path";
import { type Actor, act, ask, refuse, systemActor, type World } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { askForFile, beginFile } from "../commands/operator-load.ts";
import { finishLoad, type ShownChange } from "../commands/settle-load.ts";
import { writeBatch } from "../commands/write-batch.ts";
import type { Register } from "../definition/schema.ts";
import { plannedRows } from "../queries/loads.ts";
import { registerByCode } from "../queries/records.ts";
import { bulkFile } from "./bulk-file.ts";
import { exported } from "./export.ts";
import { type Format, formatOf } from "./format/index.ts";
import { shownOf } from "./jobs.ts";
import type { RowFault } from "./judge.ts";
import { hashOf, pathSource, type Source } from "./source.ts";
import { type Batch, batchesOf } from "./walk.ts";

const house = systemActor("registers");
type Tell = { say(line: string): void };

/** A file on the server's own disk, for one register; `name` is what its batches are known by. */
interface OpenFile {
  register: Register;
  format: Format;
  source: Source;
  name: string;
}

async function open(world: World, code: string, path: string): Promise<OpenFile> {
  const register = await ask(world, house, registerByCode, { code });
  const format = formatOf(path);
  const source = await pathSource(path).catch(() => refuse("not-found", "registers.load.no-file"));
  // Numbered rows find themselves again. Those that the register numbers do not: they are known by their file.
  const gives = typeof register.number === "object" && "pattern" in register.number;
  const name = `${code}:${gives ? (await hashOf(source)).slice(0, 32) : world.newId()}`;
  return { register, format, source, name };
}

/** Looks through a whole file and tells every fault, and some of what it would change; writes nothing. */
async function check(
  world: World,
  { register, format, source }: OpenFile,
  { say, onFault }: Tell & { onFault(fault: RowFault): void },
) {
  const found = { rows: 0, fresh: 0, changed: 0, ended: 0, same: 0, faulty: 0 };
  const shown: ShownChange[] = [];
  const { most } = bulkFile.of(world.government);
  for await (const { last, entries, faults } of batchesOf(world, register, format, source)) {
    const { plan, faults: more } = await ask(world, house, plannedRows, {
      register: register.code,
      only: false,
      entries,
    });
    const all = [...faults, ...more].sort((a, b) => a.line - b.line);
    for (const one of plan) {
      found[one.kind === "made" ? "fresh" : one.kind] += 1;
      if (one.kind !== "same" && shown.length < most.shown) shown.push(shownOf(register, one));
    }
    found.faulty += new Set(all.map(({ line }) => line)).size;
    found.rows = last;
    all.forEach(onFault);
    say(`${last} rows`);
  }
  return { ...found, shown };
}

/**
 * Asks a second person where what a file would do is much, and says how that stands: null when nobody need say yes or somebody has,
 * else that one is waited for.
 */
async function second(
  world: World,
  { register, format, source }: OpenFile,
  found: Awaited<ReturnType<typeof check>>,
  reason: string,
): Promise<{ load: string | null; waits: boolean }> {
  const { load, state } = await act(
    world,
    house,
    askForFile,
    {
      register: register.code,
      name: basename(source.name).slice(0, 120),
      format,
      hash: await hashOf(source),
      bytes: source.bytes,
      reason,
      ...found,
    },
    { via: "cli" },
  );
  return { load, waits: state === "waiting" };
}

/** Writes the sound rows batch by batch, each by one act, and says how many records that were. What is in already stays. */
async function write(
  world: World,
  { register, format, source, name }: OpenFile,
  { reason, say, load = null }: Tell & { reason: string; load?: string | null },
): Promise<number> {
  if (load) await act(world, house, beginFile, { load }, { via: "cli" });
  const started = performance.now();
  let count = 0;
  // Some batches are read and judged while the database takes others. Where rows lead to rows before them, or are numbered
  // as they come, one batch lands after the other.
  const landing: Promise<void>[] = [];
  const most = landsInOrder(register) ? 1 : together;
  const land = async (batch: Pick<Batch, "first" | "last" | "entries">) => {
    const asked = { register: register.code, source: load ?? name, load, reason, ...batch };
    const { made, changed, ended } = await act(world, house, writeBatch, asked, { via: "cli" });
    count += made + changed + ended;
  };
  for await (const { first, last, entries } of batchesOf(world, register, format, source)) {
    if (landing.length === most) await landing.shift();
    const landed = land({ first, last, entries });
    // Looked at in its turn; until then its failure is nobody's unhandled one.
    landed.catch(() => {});
    landing.push(landed);
    say(`row ${last}: ${count} records (${Math.round((count * 1000) / Math.max(performance.now() - started, 1))}/s)`);
  }
  for (const landed of landing) await landed;
  if (load) await act(world, house, finishLoad, { load }, { via: "cli" });
  return count;
}

const together = 3;
const landsInOrder = ({ number, fields }: Register): boolean =>
  (typeof number === "object" && "pattern" in number) || Object.values(fields).some(({ link }) => link);

/** A register as the bytes of a file, in the name of an officer. */
async function take(
  world: World,
  actor: Actor,
  code: string,
  { path, reason }: { path: string; reason: (typeof lookups.searchReasons)[number] },
) {
  const register = await ask(world, house, registerByCode, { code });
  return exported(world, actor, register, { format: formatOf(path), reason, via: "cli" });
}

/** What an operator does with a file of any size: open it, look through it, ask a second person, bring it in; and take one out. */
export const files = { open, check, second, write, take, reasons: lookups.searchReasons };

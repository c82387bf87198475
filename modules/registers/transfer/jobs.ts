import type { JobHandler, WorkContext } from "../../../kernel/index.ts";
import { finishLoad, recordCheck, type ShownChange } from "../commands/settle-load.ts";
import { writeBatch } from "../commands/write-batch.ts";
import type { Register } from "../definition/schema.ts";
import { batchesWritten, loadAsHouse, plannedRows } from "../queries/loads.ts";
import { bulkFile } from "./bulk-file.ts";
import type { RowFault } from "./judge.ts";
import type { LoadRow } from "./load.ts";
import { type Planned, same } from "./plan.ts";
import { bytesSource } from "./source.ts";
import { batchesOf, whyNot } from "./walk.ts";

const idIn = (payload: Record<string, unknown>): string => String(payload.load);

async function sourceOf({ world }: WorkContext, { store, name }: LoadRow) {
  const body = await world.files.get(store);
  if (!body) throw new Error(`the file ${store} of a load is gone`);
  return bytesSource(name, body);
}

/** Looks through a load's file and says what it would do; changes nothing. */
export const checkLoad: JobHandler = {
  name: "registers.check-load",
  async handle(context, payload) {
    const { load, register } = await context.ask(loadAsHouse, { id: idIn(payload) });
    if (load.state !== "checking") return;
    const { most } = bulkFile.of(context.world.government);
    const found = { rows: 0, fresh: 0, changed: 0, ended: 0, same: 0, faulty: 0 };
    const faults: RowFault[] = [];
    const shown: ShownChange[] = [];
    let why: ReturnType<typeof whyNot> | null = null;
    try {
      for await (const batch of batchesOf(context.world, register, load.format, await sourceOf(context, load))) {
        const { plan, faults: more } = await context.ask(plannedRows, {
          register: register.code,
          only: load.kind === "bulk",
          entries: batch.entries,
        });
        const all = [...batch.faults, ...more].sort((a, b) => a.line - b.line);
        found.rows = batch.last;
        found.faulty += new Set(all.map(({ line }) => line)).size;
        for (const { kind } of plan) found[kind === "made" ? "fresh" : kind] += 1;
        faults.push(...all.slice(0, most.faults - faults.length));
        for (const one of plan)
          if (shown.length < most.shown && one.kind !== "same") shown.push(shownOf(register, one));
      }
    } catch (error) {
      why = whyNot(error);
    }
    await context.act(recordCheck, { load: load.id, why, ...found, faults, shown });
  },
};

/** What a change shows: fields that differ, before and after; of a sealed one only that it does. */
export function shownOf(register: Register, { kind, entry, held, person, business, data }: Planned): ShownChange {
  const names = Object.keys(kind === "made" ? data : entry.sets).filter((name) => !same(held?.data[name], data[name]));
  const plain = (from: Record<string, unknown>) =>
    Object.fromEntries(
      names.flatMap((name): [string, unknown][] =>
        register.fields[name]!.protection === "sealed" ? [[name, "••••"]] : name in from ? [[name, from[name]]] : [],
      ),
    );
  const number = register.number === "holder" ? "" : (held?.number ?? entry.number ?? "");
  return {
    kind: kind as ShownChange["kind"],
    number,
    person: business ? null : person,
    before: held ? plain(held.data) : {},
    after: kind === "ended" ? {} : plain(data),
  };
}

/** Writes a load batch by batch, each by one act. One that was cut off goes on behind the last batch that is in. */
export const runLoad: JobHandler = {
  name: "registers.run-load",
  async handle(context, payload) {
    const { load, register } = await context.ask(loadAsHouse, { id: idIn(payload) });
    if (load.state !== "running") return;
    const { last: written } = await context.ask(batchesWritten, { source: load.id });
    for await (const { first, last, entries } of batchesOf(
      context.world,
      register,
      load.format,
      await sourceOf(context, load),
    )) {
      if (last <= written) continue;
      await context.act(writeBatch, {
        register: register.code,
        source: load.id,
        load: load.id,
        first,
        last,
        only: load.kind === "bulk",
        reason: load.reason,
        entries,
      });
    }
    await context.act(finishLoad, { load: load.id });
    await context.world.files.remove(load.store);
  },
};

/** The file of a load that nobody wants any more goes. */
export const clearLoad: JobHandler = {
  name: "registers.clear-load",
  async handle(context, payload) {
    const { load } = await context.ask(loadAsHouse, { id: idIn(payload) });
    if (load.over_at && load.store) await context.world.files.remove(load.store);
  },
};

export const loadJobs: readonly JobHandler[] = [checkLoad, runLoad, clearLoad];

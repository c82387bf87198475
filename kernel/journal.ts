import { randomBytes } from "node:crypto";
import type { Actor } from "./actor.ts";
import type { Addition, Fact, Job } from "./command.ts";
import { Together, type Tx } from "./database/index.ts";

/** A journal row before it is written. Key order is the order in the table. */
export interface JournalEntry {
  id: string;
  at: string;
  kind: "act" | "read";
  name: string;
  hat: string;
  account: string | null;
  person: string | null;
  business: string | null;
  agency: string | null;
  office: string | null;
  via: string;
  request: string | null;
  subject: string | null;
  purpose: string | null;
  about: readonly string[];
  fields: readonly string[];
  body: Record<string, unknown>;
}

export interface Numbered extends Fact {
  id: string;
}

/** What an act leaves behind for the kernel to write: its line, what it announces, what it wants done later. */
export interface Trace {
  entry: JournalEntry;
  facts: readonly Numbered[];
  jobs: readonly Job[];
  /** Rows of the room that are only added. */
  adds?: readonly Addition[];
}

export interface KeptAnswer {
  account: string;
  key: string;
  command: string;
  input: Buffer;
  result: unknown;
  at: Date;
}

export function entryOf(
  actor: Actor,
  more: Pick<JournalEntry, "id" | "kind" | "name" | "via" | "request"> & { at: Date },
): JournalEntry {
  return {
    id: more.id,
    at: more.at.toISOString(),
    kind: more.kind,
    name: more.name,
    hat: actor.hat,
    account: actor.account,
    person: actor.hat === "officer" ? null : actor.person,
    business: actor.business?.id ?? null,
    agency: actor.officer?.agency ?? actor.machine?.member ?? null,
    office: actor.officer?.office ?? actor.machine?.system ?? null,
    via: more.via,
    request: more.request,
    subject: null,
    purpose: null,
    about: [],
    fields: [],
    body: {},
  };
}

function tablesOf(traces: readonly Trace[]): Map<string, Record<string, unknown>[]> {
  const tables = new Map<string, Record<string, unknown>[]>();
  for (const { table, row } of traces.flatMap(({ adds = [] }) => adds))
    tables.set(table, [...(tables.get(table) ?? []), row]);
  return tables;
}

const told = ({ id, name, subject, body = {} }: Numbered) => ({ id, name, subject, body });

// How many traces go into one statement. Each number is a statement of its own, which every connection keeps prepared.
const runs = [64, 8, 1];

/** Writes the traces, and the answer kept under the idempotency key, in the open transaction; its commit waits for them. */
export function writeTraces(tx: Tx, traces: readonly Trace[], kept: KeptAnswer | null): void {
  for (let done = 0; done < traces.length; ) {
    const size = runs.find((run) => run <= traces.length - done)!;
    const run = traces.slice(done, done + size);
    const all = new Together()
      .insert(
        "kernel.journal",
        run.map(({ entry }) => ({ ...entry, salt: randomBytes(32) })),
      )
      .insert(
        "kernel.outbox",
        run.map(({ entry, facts }) => ({ journal: entry.id, facts: JSON.stringify(facts.map(told)) })),
      );
    done += size;
    for (const [table, rows] of tablesOf(run)) all.insert(table, rows);
    if (kept && done === traces.length)
      all.insert("kernel.idempotency", [{ ...kept, result: JSON.stringify(kept.result ?? null) }]);
    all.send(tx);
  }
  const jobs = traces.flatMap((trace) => trace.jobs);
  if (jobs.length > 0) tx.send("select graphile_worker.pendopo_add($1::jsonb)", [JSON.stringify(jobs)]);
}

import type { Actor } from "./actor.ts";
import { systemActor } from "./actor.ts";
import type { Database, Tx } from "./database/index.ts";
import { gather } from "./gather.ts";
import { entryOf, type Trace, writeTraces } from "./journal.ts";
import type { Visit } from "./visit.ts";

/** What was read: which question, for which purpose, about whom, which fields. */
export interface Reading {
  name: string;
  purpose: string;
  about: readonly string[];
  fields: readonly string[];
  /** Within what it was read, and more about why; see `Query.personal`. */
  subject: string | null;
  note: Record<string, unknown>;
}

/**
 * The receipts of one reading: one for each person, because each is handed to its person whole, with a proof, and must
 * name nobody else. A person who reads their own data leaves none; everyone else always does.
 */
export function receiptsOf({ world, options }: Visit, actor: Actor, reading: Reading): Trace[] {
  const { purpose, subject, note: body, fields } = reading;
  const others = reading.about.filter((id) => id !== actor.person && id !== actor.business?.id);
  const unique = new Set(actor.hat === "officer" || actor.hat === "system" ? reading.about : others);
  return [...unique].map((id) => {
    const entry = entryOf(actor, {
      id: world.newId(),
      at: world.clock.now(),
      kind: "read",
      name: reading.name,
      via: options.via ?? "internal",
      request: options.request ?? null,
    });
    return { entry: { ...entry, purpose, subject, body, about: [id], fields }, facts: [], jobs: [] };
  });
}

/** Writes the receipts of reads in groups, each in one commit. (Reads within an act are written with the act.) */
export class ReceiptBook {
  readonly #write: (receipts: readonly Trace[]) => Promise<void>;

  constructor(database: Database) {
    this.#write = gather(async (groups) => {
      const write = async (tx: Tx) => writeTraces(tx, groups.flat(), null);
      await database.inTransaction(systemActor("kernel"), true, write);
      return groups.map(() => undefined);
    });
  }

  /** Resolves when these receipts are durable. Throws when they could not be written: then no answer may leave. */
  keep(receipts: readonly Trace[]): Promise<void> {
    return receipts.length === 0 ? Promise.resolve() : this.#write(receipts);
  }
}

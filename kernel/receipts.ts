import type { ActOptions } from "./act.ts";
import type { Actor } from "./actor.ts";
import { systemActor } from "./actor.ts";
import type { Clock } from "./clock.ts";
import type { Database } from "./database/index.ts";
import { entryOf, type JournalEntry, writeTraces } from "./journal.ts";

/** What was read: which question, for which purpose, about whom, which fields. */
export interface Reading {
  name: string;
  purpose: string;
  about: readonly string[];
  fields: readonly string[];
  /** Within what it was read, and more about why; see `Query.personal`. */
  subject?: string | null;
  note?: Record<string, unknown>;
}

/** Longest list of people in one receipt; a longer one is cut into several. */
const mostPeople = 500;

/**
 * Receipts of reads. A reading is noted at once and written in groups: all that came
 * in while the last group was being written go in the next one, in one commit.
 * A person who reads their own data leaves no receipt; everyone else always does.
 */
export class ReceiptBook {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #newId: () => string;
  #waiting: JournalEntry[] = [];
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(database: Database, clock: Clock, newId: () => string) {
    this.#database = database;
    this.#clock = clock;
    this.#newId = newId;
  }

  note(actor: Actor, reading: Reading, options: ActOptions): void {
    const others = reading.about.filter((id) => id !== actor.person && id !== actor.business?.id);
    const unique = [...new Set(actor.hat === "officer" || actor.hat === "system" ? reading.about : others)];
    for (let i = 0; i < unique.length; i += mostPeople) {
      const entry = entryOf(actor, {
        id: this.#newId(),
        at: this.#clock.now(),
        kind: "read",
        name: reading.name,
        via: options.via ?? "internal",
        request: options.request ?? null,
      });
      this.#waiting.push({
        ...entry,
        purpose: reading.purpose,
        subject: reading.subject ?? null,
        body: reading.note ?? {},
        about: unique.slice(i, i + mostPeople),
        fields: [...reading.fields],
      });
    }
  }

  /** Resolves when everything noted until now is durable. Throws when it could not be written: then no answer may leave. */
  async settled(): Promise<void> {
    if (this.#running) {
      // A group is on its way; what was noted since goes with the next one, and that one must land.
      if (this.#waiting.length === 0) return this.#running;
      this.#next ??= this.#running.then(
        () => this.#flush(),
        () => this.#flush(),
      );
      return this.#next;
    }
    if (this.#waiting.length > 0) return this.#flush();
  }

  #flush(): Promise<void> {
    this.#next = null;
    const group = this.#waiting;
    this.#waiting = [];
    // Another request may have taken the group meanwhile: then that write is the one to wait for.
    if (group.length === 0) return this.#running ?? Promise.resolve();
    const traces = group.map((entry) => ({ entry, facts: [], jobs: [] }));
    const written = this.#database.inTransaction(systemActor("kernel"), true, (tx) => writeTraces(tx, traces, null));
    this.#running = written.finally(() => {
      this.#running = null;
    });
    return this.#running;
  }
}

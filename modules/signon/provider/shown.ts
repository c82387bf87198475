import { hash } from "node:crypto";
import type { World } from "../../../kernel/index.ts";

interface Waiting {
  id: Buffer;
  ends: Date;
  settle(first: boolean): void;
  fail(error: unknown): void;
}

/**
 * Proofs that count once: a client's assertion, a DPoP proof. Each is written down before its bearer is believed, and
 * all that are brought while others are being written go together, in one statement and one commit.
 */
export class ShownOnce {
  readonly #world: World;
  #waiting = new Map<string, Waiting>();
  #writing = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** True the first time; false whenever it comes again, here or at another process. */
  first(by: string, proof: string, ends: Date): Promise<boolean> {
    const id = hash("sha256", JSON.stringify([by, proof]), "buffer");
    const key = id.toString("hex");
    if (this.#waiting.has(key)) return Promise.resolve(false);
    return new Promise((settle, fail) => {
      this.#waiting.set(key, { id, ends, settle, fail });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.size > 0) {
      const group = [...this.#waiting.values()];
      this.#waiting = new Map();
      try {
        const rows = await this.#world.database.statement<{ id: Buffer }>(
          "select first_shown as id from signon.first_shown($1::bytea[], $2::timestamptz[])",
          [group.map(({ id }) => id), group.map(({ ends }) => ends)],
        );
        const first = new Set(rows.map(({ id }) => id.toString("hex")));
        for (const { id, settle } of group) settle(first.has(id.toString("hex")));
      } catch (error) {
        for (const { fail } of group) fail(error);
      }
    }
    this.#writing = false;
  }
}

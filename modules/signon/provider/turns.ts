interface Waiting<V> {
  settle(value: V): void;
  fail(error: unknown): void;
}

/**
 * Work that many bring at once is done for all of them in one statement: while one is on its way, the next gathers.
 * Nobody is answered from a statement that left before they asked, so what was committed before is always seen.
 */
export class Turns<V> {
  readonly #work: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;
  readonly #missing: V;
  #waiting = new Map<string, Waiting<V>[]>();
  #busy = false;

  /** `missing` is the answer for what the work says nothing about. */
  constructor(work: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>, missing: V) {
    this.#work = work;
    this.#missing = missing;
  }

  ask(key: string): Promise<V> {
    return new Promise((settle, fail) => {
      const others = this.#waiting.get(key);
      if (others) others.push({ settle, fail });
      else this.#waiting.set(key, [{ settle, fail }]);
      if (!this.#busy) void this.#go();
    });
  }

  async #go(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.size > 0) {
      // What else came in with the same waking of the process goes along.
      await new Promise(setImmediate);
      const group = this.#waiting;
      this.#waiting = new Map();
      try {
        const answers = await this.#work([...group.keys()]);
        for (const [key, all] of group) for (const { settle } of all) settle(answers.get(key) ?? this.#missing);
      } catch (error) {
        for (const all of group.values()) for (const { fail } of all) fail(error);
      }
    }
    this.#busy = false;
  }
}

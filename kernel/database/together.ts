import type { Tx } from "./transaction.ts";

type Row = object;

/**
 * Several changes as one statement: the parts of one `with`, none of which sees what another did. What there is nothing
 * of is left out, because the database makes ready for every part that it is given. Nobody waits for it; the commit does.
 */
export class Together {
  readonly #parts: string[] = [];
  readonly #values: unknown[] = [];

  /** Any statement; what is put in goes as a value. */
  add(text: TemplateStringsArray, ...values: readonly unknown[]): this {
    return this.#part(text.reduce((said, piece, i) => `${said}${this.#value(values[i - 1])}${piece}`));
  }
  /** Rows of one shape. Objects go as JSON, lists as the database's lists. */
  insert(table: string, rows: readonly Row[]): this {
    if (rows.length === 0) return this;
    const tuples = rows.map((row) => `(${Object.values(row).map((value) => this.#value(value))})`);
    return this.#part(`insert into ${table} (${Object.keys(rows[0]!)}) values ${tuples}`);
  }
  /** The columns of a row, found by its id, that are not what they were: another value, or a newly made one. */
  update<R extends Row & { id: string }>(table: string, before: R, after: R): this {
    const changed = Object.entries(after).filter(([name, value]) => value !== before[name as keyof R]);
    if (changed.length === 0) return this;
    const set = changed.map(([name, value]) => `${name} = ${this.#value(value)}`);
    return this.#part(`update ${table} set ${set} where id = ${this.#value(before.id)}`);
  }
  send(tx: Tx): void {
    if (this.#parts.length === 0) return;
    const parts = this.#parts.map((part, i) => `p${i} as (${part})`);
    tx.send(`with ${parts} select 1`, this.#values);
  }

  #part(text: string): this {
    this.#parts.push(text);
    return this;
  }
  #value(value: unknown): string {
    return `$${this.#values.push(value)}`;
  }
}

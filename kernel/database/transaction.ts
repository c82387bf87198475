import { createHash } from "node:crypto";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { PoolClient, QueryResultRow } from "pg";
import type { Actor } from "../actor.ts";
import { isId } from "../ids.ts";

/** One open transaction. Every statement in it is prepared once per connection (2.15 times the speed of a plain one). */
export interface Tx {
  /** Runs one statement; rows as the driver gives them. */
  query<Row extends QueryResultRow = QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Sends a statement without waiting for it. When it fails, the transaction is undone and its commit says why. */
  send(text: string, values?: readonly unknown[]): void;
  /** Kysely over the same connection; typed by `on<Tables>(tx)`. */
  readonly kysely: Kysely<unknown>;
}

/** The room's own typed view on the open transaction: `on<CaseTables>(tx).selectFrom("cases.case")`. */
export const on = <Tables>(tx: Tx): Kysely<Tables> => tx.kysely as unknown as Kysely<Tables>;

const names = new Map<string, string>();
/** A statement's name is its own hash. Past 5,000 different texts they run unnamed, so that no connection fills up. */
export function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < 5000) {
    name = createHash("sha1").update(text).digest("base64url").slice(0, 20);
    names.set(text, name);
  }
  return name;
}

class OpenConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  constructor(client: PoolClient) {
    this.#client = client;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const done = await this.#client.query({
      name: nameOf(query.sql),
      text: query.sql,
      values: query.parameters as unknown[],
    });
    return { rows: done.rows as R[], numAffectedRows: BigInt(done.rowCount ?? 0) };
  }
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error("Page by key instead of streaming a query");
  }
}

class OpenDriver implements Driver {
  readonly #connection: OpenConnection;
  constructor(client: PoolClient) {
    this.#connection = new OpenConnection(client);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  beginTransaction(): Promise<void> {
    throw new Error("The kernel opens transactions");
  }
  commitTransaction(): Promise<void> {
    throw new Error("The kernel commits");
  }
  rollbackTransaction(): Promise<void> {
    throw new Error("The kernel rolls back");
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

export class OpenTx implements Tx {
  readonly #client: PoolClient;
  readonly #sent: Promise<unknown>[] = [];
  #kysely: Kysely<unknown> | undefined;
  constructor(client: PoolClient) {
    this.#client = client;
  }
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const done = await this.#client.query<Row>({ name: nameOf(text), text, values: values as unknown[] });
    return done.rows;
  }
  send(text: string, values?: readonly unknown[]): void {
    // Without values it may hold several statements, and is not worth a name.
    const sent = this.#client.query(values ? { name: nameOf(text), text, values: values as unknown[] } : text);
    sent.catch(() => {});
    this.#sent.push(sent);
  }
  /** What was sent has arrived. */
  async settled(): Promise<void> {
    await Promise.all(this.#sent);
  }
  get kysely(): Kysely<unknown> {
    const client = this.#client;
    this.#kysely ??= new Kysely<unknown>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new OpenDriver(client),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    });
    return this.#kysely;
  }
}

const word = /^[a-z0-9-]{0,60}$/;
const fits: Record<string, (value: string) => boolean> = { kind: (v) => word.test(v), agency: (v) => word.test(v) };

/**
 * Tells row security who asks. Values are checked ids and words, so the text can go in one round trip with BEGIN. A
 * transaction that just began knows nobody yet: there what is empty need not be said.
 */
export function scopeOf(actor: Actor, fresh = false): string {
  const scope = {
    kind: actor.hat,
    account: actor.account,
    // An officer's own person is left out: the desk and the private life never mix.
    person: actor.hat === "officer" ? null : actor.person,
    business: actor.business?.id,
    agency: actor.officer?.agency,
    oversight: actor.officer?.roles.includes("auditor") ? "yes" : null,
  };
  let said = "";
  for (const [name, value] of Object.entries(scope)) {
    if (fresh && !value) continue;
    if (value && name !== "oversight" && !(fits[name] ?? isId)(value))
      throw new Error("Unfit value for the transaction's scope");
    said += `set local pendopo.${name}='${value ?? ""}';`;
  }
  return said;
}

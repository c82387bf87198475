import { Pool, type QueryResultRow, types } from "pg";
import type { Actor } from "../actor.ts";
import { Refusal } from "../refusal.ts";
import { nameOf, OpenTx, type Statement, scopeOf, type Tx } from "./transaction.ts";

// Whole numbers of the database that fit are numbers here; bigint money stays exact text -> BigInt.
types.setTypeParser(types.builtins.INT8, (text) => BigInt(text));
// A date has no hour and no zone; it stays the text it is.
types.setTypeParser(types.builtins.DATE, (text) => text);

interface Opened {
  tx: Tx;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

export interface Database {
  /** One transaction as this actor. `write: false` is read only and sees one moment. */
  inTransaction<T>(actor: Actor, write: boolean, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A transaction that is held open across several questions of one request; what `before` states leaves with its begin. */
  open(actor: Actor, write: boolean, before?: (statement: Statement) => void): Promise<Opened>;
  /** One prepared statement outside any transaction, as nobody: for functions that guard themselves. */
  statement: Statement;
  /** True when a trivial statement answers within the time limit. */
  answers(): Promise<boolean>;
  end(): Promise<void>;
}

/** Errors of a database that is away or going away: the page says 503 and the person may try again. */
const away = /^(57P0[123]|53300|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
export function isAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return (
    (code !== undefined && away.test(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error/.test(
      message ?? "",
    )
  );
}

/** The same error, or when the database is away the refusal that says so. */
export const asRefusal = (error: unknown): unknown =>
  isAway(error) ? Object.assign(new Refusal("unavailable", "kernel.refusal.unavailable"), { cause: error }) : error;

/**
 * The job queue's own connections. Its library sends a job's number back as JSON, which knows no BigInt: here whole
 * numbers stay the text they come as.
 */
export function openJobsPool(url: string, options: { role?: string; max: number }): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max,
    types: {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        type === types.builtins.INT8 ? String : types.getTypeParser(type, format as "text"),
    } as never,
    ...(options.role && { options: `-c role=${options.role}` }),
  });
  pool.on("error", ignore);
  // A connection that breaks while a job holds it must not end the process; the job is tried again.
  pool.on("connect", (client) => client.on("error", ignore));
  return pool;
}

/** Opens the pool. `role` drops a bigger login to this role, so that row security holds. */
export function openDatabase(url: string, options: { role?: string; max?: number } = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 20,
    // Statements leave without waiting for the answer to the one before: an act is three round trips instead of five.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    options: `${options.role ? `-c role=${options.role} ` : ""}-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000`,
  });
  pool.on("error", () => {}); // an idle connection that dies is replaced; the next use reports what matters

  async function open(actor: Actor, write: boolean, before?: (statement: Statement) => void): Promise<Opened> {
    const client = await pool.connect().catch((error) => {
      throw asRefusal(error);
    });
    // A connection that breaks while it is lent out must not end the process; its query reports the fault.
    client.on("error", ignore);
    const tx = new OpenTx(client);
    const finish = async (statement: "commit" | "rollback") => {
      try {
        // Nothing hangs on the end of a reading whose every statement was answered.
        if (!write && statement === "commit" && !tx.failed) return tx.leave();
        const { command } = await tx.close(statement);
        if (write && statement === "commit" && command !== "COMMIT")
          throw new Error("The transaction was undone: a statement in it had failed");
      } catch (error) {
        throw asRefusal(error);
      } finally {
        client.off("error", ignore);
      }
    };
    before?.((text, values) =>
      tx.ahead(text, values).catch((error) => {
        throw asRefusal(error);
      }),
    );
    tx.send(`begin${write ? "" : " isolation level repeatable read read only"};${scopeOf(actor, true)}`);
    return { tx, commit: () => finish("commit"), rollback: () => finish("rollback") };
  }

  return {
    open,
    async inTransaction(actor, write, work) {
      const { tx, commit, rollback } = await open(actor, write);
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work(tx);
      } catch (error) {
        await rollback().catch(() => {});
        throw asRefusal(error);
      }
      await commit();
      return result;
    },
    async statement<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) {
      try {
        return (await pool.query<Row>({ name: nameOf(text), text, values: values as unknown[] })).rows;
      } catch (error) {
        throw asRefusal(error);
      }
    },
    async answers() {
      const timer = new Promise<boolean>((done) => setTimeout(done, 2_000, false).unref());
      return Promise.race([
        pool.query("select 1").then(
          () => true,
          () => false,
        ),
        timer,
      ]);
    },
    end: () => pool.end(),
  };
}

const ignore = () => {};

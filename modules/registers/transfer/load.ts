import { type Actor, type Context, relation } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";
import { registerNamed } from "../register.ts";
import { bulkFile } from "./bulk-file.ts";
import type { Format } from "./format/index.ts";

/**
 * How a load stands. `waiting`: for a second person; `granted`: that one said yes to an operator's file, which the operator goes
 * on with; `returned`: the second person said no.
 */
export type LoadState =
  | "checking"
  | "checked"
  | "unreadable"
  | "waiting"
  | "granted"
  | "running"
  | "done"
  | "stopped"
  | "dropped"
  | "returned";

export interface LoadRow {
  id: string;
  register: string;
  kind: "file" | "bulk" | "operator";
  name: string;
  store: string;
  format: Format;
  hash: string;
  bytes: bigint;
  reason: string;
  state: LoadState;
  /** Null when an operator did, on the server. */
  asked_by: string | null;
  agency: string;
  office: string;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  /** Agency and office of the second person, as words. */
  decided_for: string | null;
  why: { key: string; values?: Record<string, string | number> } | null;
  rows: number;
  fresh: number;
  changed: number;
  ended: number;
  same: number;
  faulty: number;
  over_at: Date | null;
}

export interface HeldLoad {
  load: LoadRow;
  register: Register;
  /** The agency whose stewards may approve what any agency asks for. */
  steward: string;
}

/** How many records it would touch. */
export const touches = ({ fresh, changed, ended }: Pick<LoadRow, "fresh" | "changed" | "ended">): number =>
  fresh + changed + ended;

export async function loadById({ tx, world }: Pick<Context, "tx" | "world">, id: string): Promise<HeldLoad | null> {
  const [load] = await tx.query<LoadRow & Record<string, unknown>>("select * from registers.load where id = $1", [id]);
  const register = load && (await registerNamed(tx, load.register));
  return register ? { load, register, steward: bulkFile.of(world.government).secondPerson.steward } : null;
}

/** The officer's agency keeps the register. */
export const loadKeeper = relation<HeldLoad>("keeper of the register", (actor, { register }) => keeps(actor, register));

/** Somebody else than the one who asked: of the agency that keeps the register, or a steward of the whole government. */
export const secondPerson = relation<HeldLoad>(
  "second person",
  (actor, { load, register, steward }) =>
    actor.account !== load.asked_by && (keeps(actor, register) || mayApproveAll(actor, steward)),
);

/** Whoever may look at a load: who keeps the register, and whoever may approve it. */
export const loadReader = relation<HeldLoad>(
  "keeper or second person",
  (actor, { register, steward }) => keeps(actor, register) || mayApproveAll(actor, steward),
);

const keeps = (actor: Actor, { keeper }: Register): boolean => actor.officer?.agency === keeper;
const mayApproveAll = (actor: Actor, steward: string): boolean =>
  actor.officer?.agency === steward && actor.officer.roles.includes("steward");

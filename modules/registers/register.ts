import { type Actor, type Context, type Relation, refuse, relation, type Tx } from "../../kernel/index.ts";
import { parted } from "./definition/check.ts";
import type { Register } from "./definition/schema.ts";
import type { RecordRow } from "./tables.ts";

/** Published versions never change, so each process keeps those it has read; by content, as tests have many databases. */
const versions = new Map<string, Register>();

/** The newest version of a register, or null. */
export async function registerNamed(tx: Tx, code: string): Promise<Register | null> {
  const [row] = await tx.query<{ version: number; hash: string }>(
    "select version, hash from registers.definition where code = $1 order by version desc limit 1",
    [code],
  );
  return row ? kept(tx, code, row) : null;
}

/** All versions of a register after this one, the oldest first. */
export async function versionsAfter(tx: Tx, code: string, version: number): Promise<Register[]> {
  const rows = await tx.query<{ version: number; hash: string }>(
    "select version, hash from registers.definition where code = $1 and version > $2 order by version",
    [code, version],
  );
  const found: Register[] = [];
  for (const row of rows) found.push(await kept(tx, code, row));
  return found;
}

async function kept(tx: Tx, code: string, { version, hash }: { version: number; hash: string }): Promise<Register> {
  let register = versions.get(hash);
  if (!register) {
    const [found] = await tx.query<{ definition: Register }>(
      "select definition from registers.definition where code = $1 and version = $2",
      [code, version],
    );
    register = found!.definition;
    if (versions.size >= 500) versions.clear();
    versions.set(hash, register);
  }
  return register;
}

/** A record, the version of its register by which it was written, and those that came after. */
export interface HeldRecord {
  row: RecordRow;
  register: Register;
  after: readonly Register[];
}

/** The officer's agency keeps this register. */
// `never`: the tie fits whatever has a register, and leaves it to `load` to say what.
export const keeper: Relation<never, unknown> = relation<{ register: Register }>(
  "keeper of the register",
  (actor, { register }) => keeps(actor, register),
);
/** The officer's agency keeps this register, or owns a field of it. */
export const writer = relation<{ register: Register }>(
  "keeper of the register, or owner of a field",
  (actor, { register }) => writes(actor, register),
);
/** The same of a record's register. */
export const recordWriter = relation<HeldRecord>(
  "keeper of the register, or owner of a field",
  (actor, { register, after }) => writes(actor, after.at(-1) ?? register),
);
/** Whether the officer's agency keeps a register, or owns a field of it. */
export const writes = (actor: Actor, register: Register): boolean => keeps(actor, register) || owns(actor, register);
const owns = ({ officer }: Actor, { fields }: Register): boolean =>
  officer !== null && Object.values(fields).some(({ owner }) => owner === officer.agency);
/** The same of a record's register. */
export const recordKeeper = relation<HeldRecord>("keeper of the register", (actor, { register }) =>
  keeps(actor, register),
);
const keeps = (actor: Actor, register: Register): boolean => actor.officer?.agency === register.keeper;
/** The record is about the one who asks, or about the business they act for. */
export const holder = relation<HeldRecord>("holder", (actor, { row }) =>
  actor.hat === "business" ? row.business !== null && row.business === actor.business?.id : row.person === actor.person,
);

export const place = "registers.record.sealed";

/** Everything that a record holds, what is sealed opened; that is gone when its key was destroyed. */
export async function wholeData(
  { world, tx }: Pick<Context, "world" | "tx">,
  row: Pick<RecordRow, "id" | "data" | "sealed">,
): Promise<RecordRow["data"]> {
  const opened = row.sealed && (await world.secrets.open(tx, row.id, place, row.sealed));
  return opened ? { ...row.data, ...JSON.parse(opened) } : row.data;
}

/** The same, as it is kept: plain, and sealed under the record's own key. */
export async function keptData(
  { world, tx }: Pick<Context, "world" | "tx">,
  register: Register,
  id: string,
  data: RecordRow["data"],
): Promise<Pick<RecordRow, "data" | "sealed">> {
  const { plain, secret } = parted(register, data);
  const sealed =
    Object.keys(secret).length > 0 ? await world.secrets.seal(tx, id, place, JSON.stringify(secret)) : null;
  return { data: plain, sealed };
}

export async function recordById(tx: Tx, id: string): Promise<HeldRecord | null> {
  const [row] = await tx.query<RecordRow>("select * from registers.record where id = $1", [id]);
  if (!row) return null;
  const [written, ...after] = await versionsAfter(tx, row.register, row.definition - 1);
  if (!written) refuse("not-found", "kernel.refusal.not-found");
  // The keeper is who keeps it now; all else is as the record was written.
  return { row, register: { ...written, keeper: (after.at(-1) ?? written).keeper }, after };
}

/** What an agency sees of a record that another one keeps: its own fields, and what is open. */
export const ownPart = ({ fields }: Register, agency: string, data: RecordRow["data"]): RecordRow["data"] =>
  Object.fromEntries(
    Object.entries(data).filter(([name]) => fields[name]?.owner === agency || fields[name]?.protection === "open"),
  );

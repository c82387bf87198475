import {
  type Context,
  FileFault,
  isId,
  type PlacedFault,
  placedInText,
  type Relation,
  readYamlText,
  refuse,
  relation,
  type Tx,
} from "../../../kernel/index.ts";
import { outsideFaults, registerMade } from "../definition/made.ts";
import { type Register, RegisterFile } from "../definition/schema.ts";
import type { DraftRow } from "../tables.ts";

/** A draft with its newest file, and everybody who ever wrote in it. */
export interface Draft extends DraftRow {
  file: string;
  writers: readonly string[];
}

/** A draft as it stands; with `lock` nobody else changes it until this act is over. */
export async function draftHeld(tx: Tx, id: string, lock = false): Promise<Draft | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<DraftRow>(`select * from registers.draft where id = $1${lock ? " for update" : ""}`, [
    id,
  ]);
  if (!row) return null;
  const [newest] = await tx.query<{ file: string; writers: string[] }>(
    `select file, (select array_agg(distinct writer) from registers.revision where draft = $1) as writers
     from registers.revision where draft = $1 and number = $2`,
    [id, row.revision],
  );
  return { ...row, ...newest! };
}

// `never`: the ties leave it to `load` to say what they look at.
export const ownAgency: Relation<never, unknown> = relation<{ agency: string }>(
  "officer of the agency that keeps it",
  (actor, { agency }) => actor.officer?.agency === agency,
);
/** Who wrote a single revision of it judges none of it. */
export const secondPerson: Relation<never, unknown> = relation<Draft>(
  "second person",
  (actor, { writers, agency }) =>
    actor.account !== null && !writers.includes(actor.account) && actor.officer?.agency === agency,
);

/** The file as it would lie in the government's folder. */
const shown = "register.yaml";

/** What a register's text says, and everything that is wrong in it: the same look that reading the folder takes. */
export async function looked(
  { world, tx }: Pick<Context, "world" | "tx">,
  { code, agency, file }: Pick<Draft, "code" | "agency" | "file">,
): Promise<{ register: Register | null; faults: readonly PlacedFault[] }> {
  try {
    const read = readYamlText({ text: file, shown }, RegisterFile);
    const others = await tx.query<{ code: string }>("select distinct code from registers.definition");
    const { agencies } = world.government;
    const elsewhere = {
      agencies: agencies.map((one) => one.code),
      registers: [code, ...others.map((one) => one.code)],
    };
    const at = placedInText({ text: file, shown });
    const faults = outsideFaults(read, elsewhere).map(({ path, says }) => at(path, says));
    if (read.keeper !== agency) faults.push(at(["keeper"], `keeper: your agency is ${agency}`));
    return { register: registerMade(code, read), faults };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { register: null, faults: error.placed };
  }
}

/** What a sound text says. Refuses one with faults. */
export async function soundDraft(context: Pick<Context, "world" | "tx">, draft: Draft): Promise<Register> {
  const { register, faults } = await looked(context, draft);
  if (!register || faults.length > 0) refuse("conflict", "registers.refusal.has-faults", { count: faults.length });
  return register;
}

/** Refuses what is no longer as the one who acts has seen it. */
export function sameRevision(draft: Draft, revision: number): void {
  if (draft.revision !== revision) refuse("conflict", "registers.refusal.moved-on", { revision: draft.revision });
}

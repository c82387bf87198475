import { type Actor, type Context, type Government, on, relation, type Tx } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import type { PersonFacts, ProposalRow, RegistryTables } from "../tables.ts";

/** Who keeps the population register and may say what its records are. */
export const keepers = ["administrator", "steward"] as const;
/** Who may decide what a keeper proposed: another keeper, or the head of their agency. */
export const deciders = [...keepers, "head"] as const;

/** What a proposal may say of a merged record, and the columns that it means. */
export const fields = {
  name: ["name"],
  birth: ["birth_date", "birth_place"],
  sex: ["sex"],
  maritalStatus: ["marital_status"],
  family: ["family", "family_role"],
  address: ["street", "rt", "rw", "village"],
  diedOn: ["died_on"],
} as const satisfies Record<string, readonly (keyof PersonFacts)[]>;
export type MergeField = keyof typeof fields;
export const mergeFields = Object.keys(fields) as [MergeField, ...MergeField[]];

/** Those fields of a record, by column. */
export const factsIn = (row: PersonFacts, names: readonly MergeField[]): Partial<PersonFacts> =>
  Object.fromEntries(names.flatMap((name) => fields[name].map((column) => [column, row[column]])));

/** What policy looks at: a proposal with the agency that keeps the register. */
export interface HeldProposal {
  row: ProposalRow;
  keeper: string;
}

const isKeeper = (actor: Actor, { keeper }: { keeper: string }): boolean => actor.officer?.agency === keeper;
export const keeps = relation<{ keeper: string }>("keeper of the register", isKeeper);
export const keepsProposal = relation<HeldProposal>("keeper of the register", isKeeper);
export const secondPerson = relation<HeldProposal>(
  "second keeper of the register",
  (actor, held) => isKeeper(actor, held) && actor.account !== held.row.proposed_by,
);

export const keeperOf = (government: Government): string => codesOf(government).registers.people.keeper;
/** The agency that keeps the register, for what is about no record yet. */
export const keeping = async ({ world }: Pick<Context, "world">): Promise<{ keeper: string }> => ({
  keeper: keeperOf(world.government),
});

export async function proposalHeld(
  { world, tx }: Pick<Context, "world" | "tx">,
  id: string,
): Promise<HeldProposal | null> {
  const row = await proposalRow(tx, id);
  return row && { row, ...(await keeping({ world })) };
}

export const proposalRow = async (tx: Tx, id: string): Promise<ProposalRow | null> =>
  (await on<RegistryTables>(tx).selectFrom("registry.proposal").selectAll().where("id", "=", id).executeTakeFirst()) ??
  null;

import { type CommandContext, followTo, refuse, refuseFields } from "../../../kernel/index.ts";
import { change, familyOf, type Happening, newHead } from "../events/event.ts";
import { nikFits } from "../nik.ts";
import { openNik } from "../person.ts";
import type { NewHead, PersonFacts, PersonRow, ProposalRow } from "../tables.ts";
import { heldAt } from "./both.ts";
import { factsIn, type MergeField } from "./proposal.ts";

/** What a proposal did: whom it touched, and what the way back needs. */
export interface Done {
  people: string[];
  done: ProposalRow["done"];
  other: string;
}

/** Why two records cannot be merged as they stand: asked when it is proposed, and again when it is decided. */
export async function refuseMerge(
  { world, tx }: Pick<CommandContext, "world" | "tx">,
  into: PersonRow,
  from: PersonRow,
  takes: readonly MergeField[],
): Promise<void> {
  if (into.id === from.id) refuse("conflict", "registry.fault.same-person");
  if (into.merged_into !== null || from.merged_into !== null) refuse("conflict", "registry.refusal.merged");
  if (into.died_on !== null && from.died_on !== null) refuse("conflict", "registry.refusal.not-living");
  const { birth_date, sex, died_on } = { ...into, ...factsIn(from, takes) };
  // The number that stays says birth day and sex.
  const nik = await openNik(world, tx, into);
  if (nik && !nikFits(nik, birth_date, sex))
    refuseFields([
      { path: takes.includes("sex") ? "takes.sex" : "takes.birth", messageKey: "registry.fault.unlike-nik" },
    ]);
  if (died_on !== null && died_on < birth_date)
    refuseFields([{ path: "takes.diedOn", messageKey: "registry.fault.before-birth" }]);
}

/** One record takes up another: a new version of the one, the end of the other, and all that hung on it goes along. */
export async function merge(context: CommandContext, proposal: ProposalRow): Promise<Done> {
  const takes = proposal.takes as MergeField[];
  const [into, from] = await heldAt(context, [
    { id: proposal.person, version: proposal.version },
    { id: proposal.other!, version: proposal.other_version! },
  ]);
  await refuseMerge(context, into, from, takes);
  const said = { ...context, reason: proposal.reason };
  await correct(said, into, factsIn(from, takes));
  await correct(said, from, { merged_into: into.id });
  const heads = await headsAfter(said, into, from, takes.includes("family"));
  const moved = await followTo(context, from.id, into.id);
  return {
    people: [...new Set([into.id, from.id, ...heads.map(({ person }) => person)])],
    done: { moved: Object.fromEntries(Object.entries(moved).map(([name, ids]) => [name, [...ids]])), heads },
    other: from.id,
  };
}

/** It was never otherwise: the new version holds from the day that the old one held. */
export const correct = (context: Happening, row: PersonRow, changed: Partial<PersonFacts>): Promise<number> =>
  change(context, row, changed, row.valid_from);

/** Before the day of any version: what is so since then was never otherwise. */
const ever = "0001-01-01";

/** A family that lost a record which was nobody of its own, or the role of its head, goes on with another head. */
async function headsAfter(context: Happening, into: PersonRow, from: PersonRow, taken: boolean): Promise<NewHead[]> {
  const { tx } = context;
  if (taken && from.family_role === "head")
    await tx.query("update registry.family set head = $2 where id = $1", [from.family, into.id]);
  const heads: NewHead[] = [];
  for (const family of new Set([into.family, from.family])) {
    const before = await familyOf(tx, family);
    for (const person of await newHead(context, family, [], ever))
      heads.push({ person, was: before.find(({ id }) => id === person)!.family_role });
  }
  return heads;
}

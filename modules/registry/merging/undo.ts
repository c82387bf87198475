import { type CommandContext, followOnly, refuse, type Tx } from "../../../kernel/index.ts";
import { ownRow } from "../person.ts";
import type { PersonRow, PersonVersionRow, ProposalRow } from "../tables.ts";
import { heldAt } from "./both.ts";
import { correct, type Done } from "./merge.ts";
import { fields, type MergeField, proposalRow } from "./proposal.ts";

/** The merge that an undoing takes back, as long as it can be. */
export async function mergeToUndo(
  tx: Tx,
  id: string,
): Promise<{ merge: ProposalRow; into: PersonRow; from: PersonRow }> {
  const merge = await proposalRow(tx, id);
  if (merge?.kind !== "merge" || merge.state !== "done" || merge.undone_at !== null)
    refuse("conflict", "registry.refusal.nothing-to-undo");
  const into = await ownRow(tx, merge.person);
  const from = await ownRow(tx, merge.other!);
  if (!into || from?.merged_into !== merge.person) refuse("conflict", "registry.refusal.nothing-to-undo");
  // What was merged last is parted first: else rows would come back past the record that they went on to.
  if (into.merged_into !== null) refuse("conflict", "registry.refusal.merged");
  return { merge, into, from };
}

/**
 * A merge was wrong: the record that was taken up lives again as it was, and gets back what went along with it. What came
 * since belongs to the one that stayed, and so does what was changed since.
 */
export async function undo(context: CommandContext, proposal: ProposalRow): Promise<Done> {
  const { tx, now } = context;
  const [into, from] = await heldAt(context, [
    { id: proposal.person, version: proposal.version },
    { id: proposal.other!, version: proposal.other_version! },
  ]);
  const { merge } = await mergeToUndo(tx, proposal.undoes!);
  const [before] = await tx.query<PersonVersionRow & Record<string, unknown>>(
    "select * from registry.person_version where person = $1 and version = $2 and recorded_until is not null",
    [into.id, merge.version],
  );
  const said = { ...context, reason: proposal.reason };
  const restored = (merge.takes as MergeField[])
    .map((name) => fields[name])
    .filter((columns) => columns.every((column) => into[column] === from[column]))
    .flatMap((columns) => columns.map((column) => [column, before![column]] as const));
  await correct(said, into, Object.fromEntries(restored));
  await correct(said, from, { merged_into: null });
  const heads = await headsBack(said, merge, from, before!, into);
  await followOnly(context, merge.done.moved ?? {}, into.id, from.id);
  await tx.query("update registry.proposal set undone_at = $2 where id = $1", [merge.id, now]);
  return { people: [...new Set([into.id, from.id, ...heads])], done: {}, other: from.id };
}

/** Who became head of a family because of the merge is so no longer, unless something else happened to them since. */
async function headsBack(
  context: Parameters<typeof correct>[0],
  merge: ProposalRow,
  from: PersonRow,
  before: PersonVersionRow,
  into: PersonRow,
): Promise<string[]> {
  const { tx } = context;
  const changed: string[] = [];
  for (const { person, was } of merge.done.heads ?? []) {
    const row = await ownRow(tx, person);
    if (row?.family_role !== "head" || ![from.family, before.family].includes(row.family)) continue;
    // The one that stayed has what it had before the merge, whatever the merge had made of it first.
    await correct(context, row, { family_role: person === into.id ? before.family_role : was });
    changed.push(person);
  }
  const parted = await Promise.all([ownRow(tx, into.id), ownRow(tx, from.id)]);
  for (const row of parted)
    if (row?.family_role === "head")
      await tx.query("update registry.family set head = $2 where id = $1", [row.family, row.id]);
  return changed;
}

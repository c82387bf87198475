import { z } from "zod";
import { type CommandContext, command, type Outcome, refuse } from "../../../kernel/index.ts";
import { notOwn } from "../merging/both.ts";
import { refuseMerge } from "../merging/merge.ts";
import { keepers, keeping, keeps, mergeFields } from "../merging/proposal.ts";
import { partSchema, refusePart, sealedPlace } from "../merging/split.ts";
import { mergeToUndo } from "../merging/undo.ts";
import { idSchema, ownRow } from "../person.ts";
import type { PersonRow, ProposalRow } from "../tables.ts";

const reason = z.string().trim().min(5).max(300);
const version = z.number().int().min(1);
const allow = [{ hat: "officer", roles: keepers, relation: keeps, assurance: 3, purpose: "register-upkeep" }] as const;

/** One keeper says that two records are one person, which of them stays, and where the other one is right. */
export const proposeMerge = command({
  name: "registry.propose-merge",
  input: z
    .object({
      /** The record that stays, and the one that is merged into it, each as it was looked at. */
      person: idSchema,
      version,
      other: idSchema,
      otherVersion: version,
      takes: z.array(z.enum(mergeFields)).max(mergeFields.length),
      reason,
    })
    .strict(),
  load: keeping,
  allow,
  async carryOut(context, { person, other, otherVersion, takes, ...input }) {
    await notOwn(context, [person, other]);
    const into = await asLookedAt(context, person, input.version);
    const from = await asLookedAt(context, other, otherVersion);
    await refuseMerge(context, into, from, takes);
    return proposed(context, {
      kind: "merge",
      person,
      version: input.version,
      other,
      other_version: otherVersion,
      takes,
      reason: input.reason,
    });
  },
});

/** One keeper says that a merge was wrong: both are to be as they were. */
export const proposeUndo = command({
  name: "registry.propose-undo",
  input: z.object({ merge: idSchema, reason }).strict(),
  load: keeping,
  allow,
  async carryOut(context, { merge: id, reason: why }) {
    const { merge, into, from } = await mergeToUndo(context.tx, id);
    await notOwn(context, [into.id, from.id]);
    return proposed(context, {
      kind: "undo",
      person: into.id,
      version: into.version,
      other: from.id,
      other_version: from.version,
      undoes: merge.id,
      reason: why,
    });
  },
});

/** One keeper says that a record is two people: what is to stand in the second one's, and what of the first's is theirs. */
export const proposeSplit = command({
  name: "registry.propose-split",
  input: z
    .object({
      person: idSchema,
      version,
      part: partSchema,
      /** What goes to the new record, by what follows a person: ids that the question about it offered. */
      moves: z.record(z.string().max(60), z.array(z.string().max(80)).max(50)).default({}),
      reason,
    })
    .strict(),
  load: keeping,
  allow,
  async carryOut(context, { person, part, moves, ...input }) {
    const { world, tx, now } = context;
    await notOwn(context, [person]);
    const row = await asLookedAt(context, person, input.version);
    if (row.merged_into !== null) refuse("conflict", "registry.refusal.merged");
    await refusePart(world, tx, part, world.calendar.today(now));
    return proposed(context, {
      kind: "split",
      person,
      version: input.version,
      sealed: await world.secrets.seal(tx, person, sealedPlace, JSON.stringify(part)),
      moves,
      reason: input.reason,
    });
  },
});

async function asLookedAt({ tx }: CommandContext, id: string, looked: number): Promise<PersonRow> {
  const row = (await ownRow(tx, id)) ?? refuse("not-found", "kernel.refusal.not-found");
  if (row.version !== looked) refuse("conflict", "registry.refusal.mended-meanwhile");
  return row;
}

type Said = Pick<ProposalRow, "kind" | "person" | "version" | "reason"> &
  Partial<Pick<ProposalRow, "other" | "other_version" | "takes" | "undoes" | "sealed" | "moves">>;

async function proposed({ tx, now, newId, actor }: CommandContext, said: Said): Promise<Outcome<{ proposal: string }>> {
  const { person, other = null } = said;
  const [open] = await tx.query(
    `select from registry.proposal where state = 'open' and least(person, other) = least($1::uuid, $2::uuid)
       and greatest(person, other) = greatest($1::uuid, $2::uuid)`,
    [person, other],
  );
  if (open) refuse("conflict", "registry.refusal.proposed-already");
  const id = newId();
  await tx.query(
    `insert into registry.proposal (id, kind, person, version, other, other_version, takes, undoes, sealed, moves, reason,
       proposed_by, agency, office, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      said.kind,
      person,
      said.version,
      other,
      said.other_version ?? null,
      said.takes ?? [],
      said.undoes ?? null,
      said.sealed ?? null,
      JSON.stringify(said.moves ?? {}),
      said.reason,
      actor.account,
      actor.officer!.agency,
      actor.officer!.office,
      now,
    ],
  );
  return {
    result: { proposal: id },
    subject: id,
    about: other ? [person, other] : [person],
    note: { kind: said.kind },
  };
}

import { z } from "zod";
import { command, type Fact, refuse } from "../../../kernel/index.ts";
import { notOwn } from "../merging/both.ts";
import { type Done, merge } from "../merging/merge.ts";
import { deciders, type HeldProposal, proposalHeld, secondPerson } from "../merging/proposal.ts";
import { split } from "../merging/split.ts";
import { undo } from "../merging/undo.ts";
import { idSchema } from "../person.ts";
import type { ProposalRow } from "../tables.ts";

/** A second keeper decides what another proposed: neither of them alone says who somebody is. */
export const decideProposal = command({
  name: "registry.decide-proposal",
  input: z.object({ proposal: idSchema, approve: z.boolean() }).strict(),
  load: (context, { proposal }) => proposalHeld(context, proposal),
  allow: [{ hat: "officer", roles: deciders, relation: secondPerson, assurance: 3, purpose: "register-upkeep" }],
  async carryOut(context, { proposal: id, approve }, { row }: HeldProposal) {
    const { tx, now, actor } = context;
    await notOwn(context, row.other ? [row.person, row.other] : [row.person]);
    const decided = await tx.query(
      `update registry.proposal set state = $2, decided_by = $3, decided_for = $4, decided_at = $5
       where id = $1 and state = 'open' returning id`,
      [id, approve ? "done" : "returned", actor.account, `${actor.officer!.agency}/${actor.officer!.office}`, now],
    );
    if (decided.length === 0) refuse("conflict", "registry.refusal.proposal-settled");
    if (approve) await context.tell(carryOutProposal, { proposal: id });
    return { result: null, subject: id, note: { kind: row.kind, approve } };
  },
});

const ways: Record<ProposalRow["kind"], typeof merge> = { merge, undo, split };

/** What was agreed to is done, all of it in this one act: in the register, and in every room that holds something of them. */
export const carryOutProposal = command({
  name: "registry.carry-out-proposal",
  internal: true,
  input: z.object({ proposal: idSchema }).strict(),
  load: (context, { proposal }) => proposalHeld(context, proposal),
  allow: [{ hat: "system", purpose: "register-upkeep" }],
  async carryOut(context, { proposal: id }, { row }: HeldProposal) {
    if (row.state !== "done" || row.done.moved) refuse("conflict", "registry.refusal.proposal-settled");
    const { people, done, other } = await ways[row.kind](context, row);
    await context.tx.query("update registry.proposal set done = $2, other = $3 where id = $1", [
      id,
      JSON.stringify(done),
      other,
    ]);
    return { result: null, subject: id, facts: [factOf(row, other)], about: people };
  },
});

/** What others are told: who was led on to whom, or parted from whom. */
const factOf = ({ kind, person, id }: ProposalRow, other: Done["other"]): Fact =>
  kind === "merge"
    ? { name: "registry.people-merged", subject: person, body: { from: other, into: person, proposal: id } }
    : {
        name: "registry.person-split",
        subject: person,
        body: { from: person, into: other, kind, proposal: id },
      };

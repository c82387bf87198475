import { z } from "zod";
import { type Context, command, isId, refuseFields, Together } from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { caseHeld, involved, keepFromOwn } from "../case.ts";
import type { MentionRow } from "../desk-tables.ts";
import { actRow } from "../host.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const desk = ["reviewer", "opinion-giver", "head", "front-desk"] as const;

/** Colleagues of one's own agency who have a queue in which they find what names them. */
export async function colleaguesOf({
  ask,
  actor,
}: Pick<Context, "ask" | "actor">): Promise<{ id: string; name: string }[]> {
  const found = await Promise.all(desk.map((role) => ask(officersOf, { agency: actor.officer!.agency, role })));
  return [...new Map(found.flat().map(({ id: one, name }) => [one, { id: one, name }])).values()];
}

/**
 * A note among officers; the applicant does not see it. Colleagues who are named find it in their queue, under what
 * mentions them, until they say that they have seen it.
 */
export const addNote = command({
  name: "cases.add-note",
  input: z
    .object({
      case: z.string(),
      text: z.string().trim().min(2).max(2000),
      mention: z.array(id).max(10, "cases.fault.too-many-named").optional(),
    })
    .strict(),
  load: ({ tx }, { case: given }) => caseHeld(tx, given),
  allow: [{ hat: "officer", roles: desk, relation: involved, purpose: "service" }],
  async carryOut(context, { text, mention = [] }, row) {
    const { tx, actor, now, newId } = context;
    await keepFromOwn(context, row);
    // Of the agency: only who may open the case is told of it.
    const colleagues = mention.length > 0 ? await colleaguesOf(context) : [];
    const named = [...new Set(mention)].map((one) => {
      const found = colleagues.find(({ id: known }) => known === one);
      if (!found) refuseFields([{ path: "mention", messageKey: "cases.fault.no-colleague" }]);
      return found;
    });
    const act = actRow(context, row.id, {
      kind: "note",
      audience: "office",
      body: { message: text, ...(named.length > 0 && { named: named.map(({ name }) => name) }) },
    });
    const mentions = named.map(
      (one): MentionRow => ({
        id: newId(),
        case_id: row.id,
        act: act.id,
        officer: one.id,
        by_name: actor.name ?? "",
        at: now,
        seen_at: null,
      }),
    );
    // The note first: what names somebody points to it.
    new Together().insert("cases.act", [act]).send(tx);
    new Together().insert("cases.mention", mentions).send(tx);
    return {
      result: null,
      subject: row.id,
      facts: mentions.map(({ officer }) => ({ name: "cases.mentioned", subject: row.id, body: { officer } })),
    };
  },
});

/** A colleague who was named has read it: it leaves their queue. */
export const seeMention = command({
  name: "cases.see-mention",
  input: z.object({ id }).strict(),
  allow: [{ hat: "officer", roles: desk, purpose: "service" }],
  async carryOut({ tx, actor, now }, { id: given }) {
    // Nobody but the one who was named finds it; said twice, it was seen the first time.
    await tx.query("update cases.mention set seen_at = $1 where id = $2 and officer = $3 and seen_at is null", [
      now,
      given,
      actor.officer!.id,
    ]);
    return { result: null, subject: given };
  },
});

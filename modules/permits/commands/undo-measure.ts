import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { changeStanding, documentById } from "../../documents/index.ts";
import { permitLocked, writeChange } from "../permit.ts";
import type { PermitAct } from "../tables.ts";
import { tellHolder } from "../tell.ts";

/** A suspension or revocation was set aside by an objection: the permit is as it was, unless its term has passed. */
export const undoMeasure = command({
  name: "permits.undo-measure",
  internal: true,
  input: z.object({ permit: z.string(), act: z.string(), law: z.string().max(200) }).strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: [{ hat: "system" }],
  async carryOut(context, { act, law }, row) {
    const { tx, world, now, tell } = context;
    const [measure] = await tx.query<PermitAct>("select * from permits.act where id = $1 and permit = $2", [
      act,
      row.id,
    ]);
    if (!measure || (measure.kind !== "suspended" && measure.kind !== "revoked"))
      refuse("not-found", "kernel.refusal.not-found");
    // Lifted or run out in the meantime: there is nothing left to undo.
    if (row.state !== measure.kind) return { result: { undone: false }, subject: row.id };
    const over = row.valid_until < world.calendar.today(now);
    writeChange(
      context,
      row,
      { state: over ? "expired" : "active", suspended_until: null },
      { kind: "reinstated", law, other: act },
    );
    await tell(changeStanding, { document: row.document, to: "valid", reason: null, by: null });
    await tellHolder(context, row, "reinstated", { law });
    return {
      result: { undone: true },
      facts: [{ name: "permits.reinstated", subject: row.id, body: { act } }],
      about: [row.person],
    };
  },
});

/** A document lost its force by itself, at the document's own page: the permit that it proves is revoked with it. */
export const followDocument = command({
  name: "permits.follow-document",
  internal: true,
  input: z.object({ document: z.string() }).strict(),
  load: async ({ tx }, { document }) => {
    const [found] = await tx.query<{ id: string }>("select id from permits.permit where document = $1", [document]);
    // Not every document proves a permit.
    return found ? permitLocked(tx, found.id) : { id: null };
  },
  allow: [{ hat: "system" }],
  async carryOut(context, { document }, row) {
    if (row.id === null || !["active", "suspended", "expired"].includes(row.state))
      return { result: { revoked: false }, subject: document };
    const { reason } = await context.ask(documentById, { id: document });
    const act = writeChange(
      context,
      row,
      { state: "revoked", suspended_until: null },
      { kind: "revoked", message: reason },
    );
    return {
      result: { revoked: true },
      facts: [{ name: "permits.revoked", subject: row.id, body: { act, case: row.case_id } }],
      about: [row.person],
    };
  },
});

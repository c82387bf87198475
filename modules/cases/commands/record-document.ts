import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { caseLocked, definitionOf } from "../case.ts";
import { conditionsOf } from "../certificate.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import { tellApplicant } from "../messages.ts";
import { beginPermit } from "../permit-of.ts";
import { caseById } from "../queries/case-by-id.ts";
import { changeOfCase } from "../queries/changes.ts";

/** The document is there: the case ends, and the applicant is told where it is. */
export const recordDocument = command({
  name: "cases.record-document",
  internal: true,
  input: z.object({ case: z.string(), document: z.string(), number: z.string() }),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { document, number }, before) {
    if (before.document) return { result: { moved: false }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const moved = move(context, service, { ...before, document }, { type: "message", name: "issued" });
    const found = await context.askAsRoom(caseById, { id: before.id });
    const permit = await beginPermit(
      context,
      service,
      before,
      { id: document, number },
      await context.askAsRoom(changeOfCase, { case: before.id }),
      conditionsOf(found),
    );
    writeMove(context, before, moved, [
      actRow(context, before.id, { kind: "issued", audience: "all", body: { document, number } }),
      ...(await doDeeds(context, service, moved)),
    ]);
    await tellApplicant(
      context,
      service,
      moved.row,
      "issued",
      () => ({ certificate: number }),
      permit ? `/izin/${permit}` : `/dokumen/${document}`,
    );
    return { result: { moved: true }, facts: moved.facts };
  },
});

import { z } from "zod";
import { command, textIn } from "../../../kernel/index.ts";
import { documentById } from "../../documents/index.ts";
import { caseHeld, definitionOf } from "../case.ts";
import { actRow, writeActs } from "../host.ts";
import { tellApplicant } from "../messages.ts";

/** The document of a case was revoked: its history says so, and the holder hears why and how to object. */
export const recordRevocation = command({
  name: "cases.record-revocation",
  internal: true,
  input: z.object({ case: z.string(), document: z.string() }),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { document }, row) {
    const { number, reason } = await context.askAsRoom(documentById, { id: document });
    const service = await definitionOf(context, row.service, row.version);
    const told = reason ?? "";
    writeActs(
      context,
      actRow(context, row.id, { kind: "revoked", audience: "all", body: { document, message: told } }),
    );
    await tellApplicant(
      context,
      service,
      row,
      "revoked",
      (locale) => ({ certificate: number, reason: told, appeal: textIn(service.appeal?.text, locale) }),
      `/dokumen/${document}`,
    );
    return { result: null, subject: row.id, about: [row.person] };
  },
});

import { z } from "zod";
import { command, isId, on } from "../../../kernel/index.ts";
import type { DocumentsTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
/** The sealed file is stored: from now on the document is valid and can be checked by anybody. */
export const sealDocument = command({
  name: "documents.seal-document",
  internal: true,
  input: z.object({
    id,
    sha256: z.string().length(64),
    store: z.string().max(200),
    bytes: z.number().int(),
    signers: z.array(
      z.object({ name: z.string(), office: z.string(), at: z.string(), kind: z.enum(["signature", "seal"]) }),
    ),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { id: document, sha256, store, bytes, signers }) {
    const sealed = await on<DocumentsTables>(tx)
      .updateTable("documents.document")
      .set({ state: "valid", sha256, store, bytes, signers: JSON.stringify(signers) as never, issued_at: now })
      .where("id", "=", document)
      .where("state", "=", "making")
      .returning(["subject", "number"])
      .executeTakeFirst();
    if (!sealed) return { result: { sealed: false }, subject: document };
    // The hash goes into the journal and so into the public log: a later swap of the file cannot be hidden.
    return {
      result: { sealed: true },
      facts: [{ name: "documents.issued", subject: document, body: { sha256, case: sealed.subject } }],
    };
  },
});

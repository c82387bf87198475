import { z } from "zod";
import { isId, query } from "../../../kernel/index.ts";
import { proofOf, proofText } from "../../transparency/index.ts";

interface CertificateRow {
  id: string;
  number: string;
  content: string;
  at: Date;
  signature: Buffer | null;
  public_key: Buffer | null;
}

/** A certificate of destruction, for everybody: its very words, the agency's signature, and the log's proof once there is one. */
export const certificateById = query({
  name: "rights.certificate",
  input: z.object({ id: z.string().max(60) }).strict(),
  load: async ({ tx }, { id }) =>
    isId(id)
      ? ((
          await tx.query<CertificateRow & Record<string, unknown>>(
            "select id, number, content, at, signature, public_key from rights.certificate where id = $1",
            [id],
          )
        )[0] ?? null)
      : null,
  allow: [{ hat: "anyone" }],
  async answer({ tx, askAsRoom }, _input, row) {
    const [line] = await tx.query<{ id: string }>(
      "select id from kernel.journal where subject = $1 and name = 'rights.shred-person' limit 1",
      [row.id],
    );
    const proof = line ? await askAsRoom(proofOf, { id: line.id }) : null;
    return { ...row, proof: proof && proofText(proof) };
  },
});

/** The newest certificates, for the protection officer. */
export const certificates = query({
  name: "rights.certificates",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["protection-officer", "auditor"] }],
  answer: ({ tx }) =>
    tx.query<{ id: string; number: string; at: Date }>(
      "select id, number, at from rights.certificate order by id desc limit 100",
    ),
});

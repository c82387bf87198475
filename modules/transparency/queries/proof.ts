import { z } from "zod";
import { idsOf, isId, query, type Relation, relation } from "../../../kernel/index.ts";
import { canonicalRow, type JournalRow, journalColumns } from "../commitment.ts";
import { storedSubtree } from "../stored.ts";
import { inclusionProof } from "../tree/proof.ts";
import { writeProof } from "../tree/proof-file.ts";

/** A row, and the ids under which whoever asks for its proof may stand in it. */
type Asked = JournalRow & { asker: readonly string[] };

const touched: Relation<Asked, unknown> = relation<Asked>("person it is about", (_actor, { about, asker }) =>
  (about as string[]).some((id) => asker.includes(id)),
);

/** It is about nobody and was done by nobody in particular: the house's own line, such as that of an exchange between agencies. */
const ofNobody: Relation<JournalRow, unknown> = relation<JournalRow>(
  "line about nobody",
  (_actor, row) => (row.about as string[]).length === 0 && row.person === null && row.account === null,
);

/**
 * The proof that one journal row stands in the signed log: the row and its salt, its place, and the hashes up to
 * the signed root. Null while the row waits for the next signature.
 */
export const proofOf = query({
  name: "transparency.proof",
  input: z.object({ id: z.string() }).strict(),
  load: async (context, { id }): Promise<Asked | null> => {
    const { tx, actor } = context;
    if (!isId(id)) return null;
    const [row] = await tx.query<JournalRow>(`select ${journalColumns} from kernel.journal where id = $1`, [id]);
    const asker = actor.person !== null && actor.hat !== "officer" ? await idsOf(context, actor.person) : [];
    return row ? { ...row, asker } : null;
  },
  allow: [
    { hat: "citizen", relation: touched, purpose: "own-data" },
    { hat: "business", relation: touched, purpose: "own-data" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
    {
      hat: "officer",
      roles: ["steward", "administrator", "head", "protection-officer"],
      relation: ofNobody,
      purpose: "oversight",
    },
    // A room that publishes a line of its own, such as a certificate of destruction, publishes its proof with it.
    { hat: "system", purpose: "oversight" },
  ],
  async answer({ tx }, { id }, row) {
    const [place] = await tx.query<{ index: bigint; size: bigint; note: string }>(
      `select e.index, c.size, c.note from transparency.entry e, lateral
         (select size, note from transparency.checkpoint order by size desc limit 1) c
       where e.journal = $1 and e.index < c.size`,
      [id],
    );
    if (!place) return null;
    const path = await inclusionProof(Number(place.index), Number(place.size), storedSubtree(tx));
    return {
      row: canonicalRow(row),
      salt: row.salt.toString("base64"),
      index: Number(place.index),
      path: path.map((hash) => hash.toString("base64")),
      checkpoint: place.note,
    };
  },
});

/** The same as a file that stands alone (C2SP tlog-proof), with the row and its salt. */
export const proofText = ({
  row,
  salt,
  index,
  path,
  checkpoint,
}: NonNullable<Awaited<ReturnType<typeof proofOf.answer>>>): string =>
  writeProof({
    extra: JSON.stringify({ row, salt }),
    index,
    path: path.map((hash) => Buffer.from(hash, "base64")),
    checkpoint,
  });

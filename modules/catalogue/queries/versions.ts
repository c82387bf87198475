import { z } from "zod";
import { query, type Tx } from "../../../kernel/index.ts";
import { filesOf } from "../shelf.ts";
import type { Both } from "../tables.ts";

export type VersionState = "in-force" | "next" | "superseded" | "withdrawn";
/** One version of a service as anybody may know it. */
export interface Version {
  version: number;
  hash: string;
  agency: string;
  published_at: Date;
  in_force_from: Date;
  state: VersionState;
  withdrawn: { at: Date; reason: Both } | null;
  signature: { agency: string; content: string; signature: Buffer; publicKey: Buffer; at: Date } | null;
}
type Row = Omit<Version, "state" | "withdrawn" | "signature"> & {
  later: boolean | null;
  withdrawn_at: Date | null;
  reason: Both | null;
  content: string | null;
  signature: Buffer | null;
  public_key: Buffer | null;
  signed_at: Date | null;
};
const most = 500;

/** Every version of a service, newest first: since when it is in force, whether it was withdrawn and why, who signed it. */
async function versionsIn(tx: Tx, code: string, now: Date): Promise<Version[]> {
  const rows = await tx.query<Row>(
    `select v.version, v.hash, v.agency, v.published_at,
       coalesce(v.in_force_from, v.published_at) as in_force_from, v.in_force_from > $3 as later, w.at as withdrawn_at, w.reason,
       s.content, s.signature, s.public_key, s.at as signed_at
     from catalogue.service_version v
     left join catalogue.withdrawal w using (code, version) left join catalogue.signature s using (code, version)
     where v.code = $1 order by v.version desc limit $2`,
    [code, most, now],
  );
  const current = rows.find((row) => !row.later);
  return rows.map(({ withdrawn_at, reason, content, signature, public_key, signed_at, later, ...row }) => ({
    ...row,
    state: withdrawn_at
      ? "withdrawn"
      : // A higher number that is in force already has overtaken it.
        later && row.version > (current?.version ?? 0)
        ? "next"
        : row.version === current?.version
          ? "in-force"
          : "superseded",
    withdrawn: withdrawn_at && { at: withdrawn_at, reason: reason! },
    signature: signature && {
      agency: row.agency,
      content: content!,
      signature,
      publicKey: public_key!,
      at: signed_at!,
    },
  }));
}

export const versionsOf = query({
  name: "catalogue.versions",
  input: z.object({ code: z.string().max(60) }).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ tx, now }, { code }) => versionsIn(tx, code, now),
});

/** The files of a published version, as they were written. Null when there is none. */
export const publishedFiles = query({
  name: "catalogue.files",
  input: z.object({ code: z.string().max(60), version: z.coerce.number().int().min(1) }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { code, version }) {
    const [row] = await tx.query("select from catalogue.service_version where code = $1 and version = $2", [
      code,
      version,
    ]);
    return row ? filesOf(tx, code, version) : null;
  },
});

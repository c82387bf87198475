import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { makeKey } from "../keystore.ts";

/** Keeps a signing key, its private part wrapped by the master key. A first one is kept only where there is none. */
export const keepKey = command({
  name: "signon.keep-key",
  internal: true,
  input: z.object({ kid: z.string().max(60), pkcs8: z.string().max(1000), first: z.boolean() }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { kid, pkcs8, first }) {
    const wrapped = await world.secrets.kms.wrap(Buffer.from(pkcs8, "base64"), "signon.key");
    await tx.query("select pg_advisory_xact_lock(hashtextextended('signon.key', 0))");
    await tx.query(
      `insert into signon.key (kid, wrapped, made_at)
       select $1, $2, $3 where not ($4 and exists (select from signon.key)) on conflict do nothing`,
      [kid, wrapped, now, first],
    );
    // Three are never needed: what the last but one signed has long expired.
    await tx.query(
      "delete from signon.key where kid not in (select kid from signon.key order by made_at desc limit 2)",
    );
    return { result: null, subject: kid };
  },
});

/** Signs with a new key from now on. Relying parties find it by its id; the one before still proves what it signed. */
export const rotateKey = command({
  name: "signon.rotate-key",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["administrator"], assurance: 3 }],
  async carryOut({ tell }) {
    const made = makeKey();
    await tell(keepKey, { ...made, first: false });
    return { result: { kid: made.kid }, facts: [{ name: "signon.key-rotated", subject: made.kid }] };
  },
});

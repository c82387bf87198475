import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import type { DocumentsTables } from "../tables.ts";

/** Keeps a new key, its private part wrapped by the master key. One that is there stays. */
export const keepKey = command({
  name: "documents.keep-key",
  internal: true,
  input: z.object({
    name: z.string().max(100),
    pkcs8: z.string(),
    certificate: z.string(),
    issuer: z.string().nullable(),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { name, pkcs8, certificate, issuer }) {
    const wrapped = await world.secrets.kms.wrap(Buffer.from(pkcs8, "base64"), `documents.key|${name}`);
    await on<DocumentsTables>(tx)
      .insertInto("documents.key")
      .values({ name, wrapped, certificate: Buffer.from(certificate, "base64"), issuer, made_at: now })
      .onConflict((c) => c.column("name").doNothing())
      .execute();
    return { result: null, subject: name };
  },
});

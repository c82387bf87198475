import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { DocumentsTables } from "../tables.ts";

/** A key with its private part opened; only this room asks. */
export const keyNamed = query({
  name: "documents.key",
  internal: true,
  input: z.object({ name: z.string().max(100) }),
  allow: [{ hat: "system", purpose: "document" }],
  async answer({ world, tx }, { name }) {
    const row = await on<DocumentsTables>(tx)
      .selectFrom("documents.key")
      .selectAll()
      .where("name", "=", name)
      .executeTakeFirst();
    return row
      ? { pkcs8: await world.secrets.kms.unwrap(row.wrapped, `documents.key|${name}`), certificate: row.certificate }
      : null;
  },
});

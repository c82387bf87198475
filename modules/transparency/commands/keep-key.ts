import { z } from "zod";
import { command } from "../../../kernel/index.ts";

/** Keeps the log's key, its private part wrapped by the master key. One that is there stays for ever. */
export const keepKey = command({
  name: "transparency.keep-key",
  internal: true,
  input: z.object({ name: z.string().max(200), pkcs8: z.string(), public: z.string() }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { name, pkcs8, public: key }) {
    const wrapped = await world.secrets.kms.wrap(Buffer.from(pkcs8, "base64"), "transparency.key");
    await tx.query(
      `insert into transparency.key (name, wrapped, public, made_at)
       values ($1, $2, $3, $4) on conflict do nothing`,
      [name, wrapped, Buffer.from(key, "base64"), now],
    );
    return { result: null, subject: name };
  },
});

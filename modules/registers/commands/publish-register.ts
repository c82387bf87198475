import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";
import type { RegistersTables } from "../tables.ts";

/**
 * Publishes a version of a register out of the government's files. The same again changes nothing; other content under the
 * same version is refused, because records say by which version they were written. The hash goes into the public log.
 */
export const publishRegister = command({
  name: "registers.publish-register",
  internal: true,
  input: z.object({
    register: z.custom<Register>((value) => typeof value === "object" && value !== null && "hash" in value),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { register }) {
    const { code, version, hash } = register;
    const definitions = on<RegistersTables>(tx);
    const [made] = await definitions
      .insertInto("registers.definition")
      .values({ code, version, hash, definition: JSON.stringify(register) as never, published_at: now })
      .onConflict((there) => there.doNothing())
      .returning("hash")
      .execute();
    if (made)
      return {
        result: { published: true },
        facts: [{ name: "registers.published", subject: `${code}@${version}`, body: { code, version, hash } }],
      };
    const known = await definitions
      .selectFrom("registers.definition")
      .select("hash")
      .where("code", "=", code)
      .where("version", "=", version)
      .executeTakeFirstOrThrow();
    if (known.hash !== hash) refuse("conflict", "registers.refusal.immutable", { register: code, version });
    return { result: { published: false }, subject: `${code}@${version}` };
  },
});

import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { callsOf, type ServiceDefinition } from "../definition/schema.ts";
import type { CatalogueTables } from "../tables.ts";

/**
 * Publishes a version of a service. The same content again changes nothing; another content
 * under the same version is refused, because what was published is immutable.
 */
export const publishService = command({
  name: "catalogue.publish-service",
  internal: true,
  input: z.object({
    definition: z.custom<ServiceDefinition>((value) => typeof value === "object" && value !== null && "hash" in value),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { definition }) {
    const { code, version, hash } = definition;
    const versions = on<CatalogueTables>(tx);
    for (const called of callsOf(definition)) {
      const there = await versions
        .selectFrom("catalogue.service_version")
        .select("hash")
        .where("code", "=", called.code)
        .where("version", "=", called.version)
        .executeTakeFirst();
      if (!there)
        refuse("conflict", "catalogue.refusal.calls-unpublished", {
          service: code,
          called: called.code,
          version: called.version,
        });
    }
    const [published] = await versions
      .insertInto("catalogue.service_version")
      .values({ code, version, hash, definition: JSON.stringify(definition) as never, published_at: now })
      .onConflict((there) => there.doNothing())
      .returning("hash")
      .execute();
    if (!published) {
      const known = await versions
        .selectFrom("catalogue.service_version")
        .select("hash")
        .where("code", "=", code)
        .where("version", "=", version)
        .executeTakeFirstOrThrow();
      if (known.hash !== hash) refuse("conflict", "catalogue.refusal.immutable", { service: code, version });
      return { result: { published: false }, subject: `${code}@${version}` };
    }
    return {
      result: { published: true },
      facts: [{ name: "catalogue.published", subject: `${code}@${version}`, body: { hash } }],
    };
  },
});

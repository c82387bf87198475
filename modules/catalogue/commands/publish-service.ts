import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import type { FileSet } from "../definition/load.ts";
import { callsOf, type ServiceDefinition } from "../definition/schema.ts";
import type { CatalogueTables } from "../tables.ts";

/**
 * Publishes a version of a service, in force from a day on. The same content again changes nothing; another content
 * under the same version is refused, because what was published is immutable. The content's hash is in the fact, and so
 * in the public log.
 */
export const publishService = command({
  name: "catalogue.publish-service",
  internal: true,
  input: z.object({
    definition: z.custom<ServiceDefinition>((value) => typeof value === "object" && value !== null && "hash" in value),
    /** The files that it was read from. */
    files: z.custom<FileSet>((value) => typeof value === "object").optional(),
    /** At once when nothing is said. */
    inForceFrom: z.date().nullable().default(null),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { definition, files, inForceFrom }) {
    const { code, version, hash, agency } = definition;
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
      .values({
        code,
        version,
        hash,
        definition: JSON.stringify(definition) as never,
        published_at: now,
        agency,
        in_force_from: inForceFrom,
        files: files ? (JSON.stringify(files) as never) : null,
      })
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
      facts: [
        {
          name: "catalogue.published",
          subject: `${code}@${version}`,
          body: { code, version, agency, hash, inForceFrom: (inForceFrom ?? now).toISOString() },
        },
      ],
    };
  },
});

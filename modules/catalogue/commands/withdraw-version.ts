import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { ownAgency } from "../draft.ts";
import type { CatalogueTables } from "../tables.ts";

const reason = z.string().trim().min(10, "catalogue.fault.reason").max(1000);

/**
 * Takes a version out of the offer, with a reason that everybody may read. Nobody begins with it any more; what began
 * with it goes on. Only a newer version brings the service back.
 */
export const withdrawVersion = command({
  name: "catalogue.withdraw-version",
  input: z
    .object({
      code: z.string().max(60),
      version: z.number().int().min(1),
      reason: z.object({ id: reason, en: reason }).strict(),
    })
    .strict(),
  async load({ tx }, { code, version }) {
    const [row] = await tx.query<{ agency: string; withdrawn: boolean }>(
      `select v.agency, w.at is not null as withdrawn from catalogue.service_version v
       left join catalogue.withdrawal w using (code, version) where v.code = $1 and v.version = $2`,
      [code, version],
    );
    return row ?? null;
  },
  allow: [{ hat: "officer", roles: ["head"], relation: ownAgency, assurance: 3 }],
  async carryOut({ tx, actor, now }, { code, version, reason: why }, { withdrawn }) {
    if (withdrawn) refuse("conflict", "catalogue.refusal.withdrawn");
    await on<CatalogueTables>(tx)
      .insertInto("catalogue.withdrawal")
      .values({ code, version, reason: JSON.stringify(why) as never, officer: actor.officer!.id, at: now })
      .execute();
    return {
      result: null,
      facts: [{ name: "catalogue.withdrawn", subject: `${code}@${version}`, body: { code, version } }],
    };
  },
});

import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { keeper } from "../commands/services.ts";
import { owner } from "../party.ts";
import { serviceById, systemById } from "../stored.ts";
import type { ServiceRow } from "../tables.ts";

/** A service of the officer's own agency, whole, with where it stands; and how many agreements lean on it. */
export const serviceWhole = query({
  name: "exchange.service",
  input: z.object({ id: z.uuid() }).strict(),
  load: async ({ tx }, { id }) => {
    const service = await serviceById(tx, id);
    const system = service && (await systemById(tx, service.system));
    return system && { service, system };
  },
  allow: [{ hat: "officer", roles: ["administrator", "steward", "head"], relation: keeper }],
  async answer({ tx }, { id }, held) {
    const [row] = await tx.query<{ count: number }>(
      "select count(*)::integer as count from exchange.agreement where service = $1 and state = 'active'",
      [id],
    );
    return { ...held, agreements: row!.count };
  },
});

/** What the agency's systems offer: its own APIs and its registers. */
export const servicesOf = query({
  name: "exchange.services-of",
  input: z.object({ system: z.uuid() }).strict(),
  load: ({ tx }, { system }) => systemById(tx, system),
  allow: [{ hat: "officer", roles: ["administrator", "steward", "head"], relation: owner }],
  answer: ({ tx }, { system }) =>
    tx.query<Pick<ServiceRow, "id" | "title" | "code" | "kind" | "state">>(
      "select id, title, code, kind, state from exchange.service where system = $1 order by code limit 500",
      [system],
    ),
});

import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import type { PermitsTables } from "../tables.ts";

const listed = [
  "id",
  "number",
  "title",
  "holder",
  "object",
  "state",
  "valid_until",
  "renew_from",
  "renew_until",
  "suspended_until",
] as const;

/** My permits, newest first; `live` leaves out those that are over. */
export const myPermits = query({
  name: "permits.permits",
  input: z.object({ ...keyset, live: z.coerce.boolean().default(false) }).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor }, asked) {
    let rows = on<PermitsTables>(tx)
      .selectFrom("permits.permit")
      .select(listed)
      .limit(asked.limit + 1);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("person", "=", actor.person!).where("hat", "=", "citizen");
    if (asked.live) rows = rows.where("state", "in", ["active", "suspended", "expired"]);
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});

export const shownStates = ["active", "suspended", "expired", "revoked"] as const;

/** The agency's permits, newest first: all, of one state, or the one of a number. */
export const agencyPermits = query({
  name: "permits.agency-permits",
  input: z
    .object({ ...keyset, state: z.enum(shownStates).optional(), number: z.string().trim().max(100).optional() })
    .strict(),
  // A list shows what a queue shows: the label that cases carry, which is masked for people.
  allow: [{ hat: "officer", roles: ["reviewer", "head", "front-desk"], purpose: "document" }],
  async answer({ tx, actor }, asked) {
    let rows = on<PermitsTables>(tx)
      .selectFrom("permits.permit")
      .select(listed)
      .where("agency", "=", actor.officer!.agency)
      .limit(asked.limit + 1);
    if (asked.state) rows = rows.where("state", "=", asked.state);
    if (asked.number) rows = rows.where("number", "=", asked.number.toUpperCase());
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});

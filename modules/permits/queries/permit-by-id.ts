import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { hashOf } from "../commands/offers.ts";
import { holder, issuer, permitHeld } from "../permit.ts";
import type { OfferRow, PermitRow, PermitsTables } from "../tables.ts";

/** One permit with its history: for its holder without officers' names, for the agency that issued it with them. */
export const permitById = query({
  name: "permits.permit",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => permitHeld(tx, id),
  allow: [
    { hat: "citizen", relation: holder, purpose: "own-data" },
    { hat: "business", relation: holder, purpose: "own-data" },
    { hat: "officer", roles: ["reviewer", "head", "front-desk"], relation: issuer, purpose: "document" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
    { hat: "system", purpose: "document" },
  ],
  async answer({ tx, actor, now }, _input, row) {
    const rows = on<PermitsTables>(tx);
    const [acts, offer, successor] = await Promise.all([
      rows.selectFrom("permits.act").selectAll().where("permit", "=", row.id).orderBy("id").limit(500).execute(),
      rows
        .selectFrom("permits.offer")
        .select(["ends_at", "agreed_at"])
        .where("permit", "=", row.id)
        .where("closed_at", "is", null)
        .where("ends_at", ">", now)
        .executeTakeFirst(),
      rows.selectFrom("permits.permit").select("id").where("replaces", "=", row.id).executeTakeFirst(),
    ]);
    const office = actor.hat === "officer" || actor.hat === "system";
    return {
      row,
      // The holder learns which office did it, not which officer.
      acts: office ? acts : acts.map((act) => ({ ...act, officer: null, officer_name: null })),
      offer: offer ?? null,
      successor: successor?.id ?? null,
    };
  },
  personal: { about: (_answer, row) => [row.person], fields: ["name", "business"], subject: ({ id }) => id },
});

/** What is offered to whoever holds this code; nothing that the paper does not say. */
export const offerOfCode = query({
  name: "permits.offer",
  // Asked from a page only: a code never stands in an address.
  internal: true,
  input: z.object({ code: z.string().max(40) }).strict(),
  allow: [
    { hat: "citizen", assurance: 2 },
    { hat: "business", assurance: 2 },
  ],
  answer: ({ askAsRoom }, { code }) => askAsRoom(offerHeld, { hash: hashOf(code).toString("hex") }),
});

export const offerHeld = query({
  name: "permits.offer-held",
  internal: true,
  input: z.object({ hash: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "document" }],
  async answer({ tx, now }, { hash }) {
    const [found] = await tx.query<
      Pick<PermitRow, "number" | "title" | "object" | "object_title" | "valid_until"> & Pick<OfferRow, "ends_at">
    >(
      `select p.number, p.title, p.object, p.object_title, p.valid_until, o.ends_at
       from permits.offer o join permits.permit p on p.id = o.permit
       where o.hash = decode($1, 'hex') and o.closed_at is null and o.ends_at > $2 and p.state = 'active'`,
      [hash, now],
    );
    return found ?? null;
  },
});

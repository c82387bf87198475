import { createHash } from "node:crypto";
import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { holder, permitLocked } from "../permit.ts";
import type { OfferRow, PermitRow } from "../tables.ts";
import { tellHolder } from "../tell.ts";
import { termsOf } from "./measures.ts";

export const hashOf = (code: string): Buffer =>
  createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest();

const own = [
  { hat: "citizen", relation: holder, assurance: 3 },
  { hat: "business", relation: holder, assurance: 3 },
] as const;

/** A holder offers the permit to whoever gets the code. An earlier offer is over with it. */
export const offerTransfer = command({
  name: "permits.offer-transfer",
  // The page makes the code: it is shown once and kept nowhere, the journal included.
  internal: true,
  input: z.object({ permit: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) }).strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: own,
  async carryOut(context, { hash }, row) {
    const { tx, now, newId } = context;
    if (row.state !== "active") refuse("conflict", "permits.refusal.not-active");
    const { transfer } = await termsOf(context, row);
    if (!transfer) refuse("conflict", "permits.refusal.no-transfer");
    const ends = new Date(now.getTime() + transfer.openDays * 86_400_000);
    await tx.query("update permits.offer set closed_at = $1 where permit = $2 and closed_at is null", [now, row.id]);
    await tx.query("insert into permits.offer (id, permit, hash, made_at, ends_at) values ($1, $2, $3, $4, $5)", [
      newId(),
      row.id,
      Buffer.from(hash, "hex"),
      now,
      ends,
    ]);
    return { result: { ends }, facts: [{ name: "permits.offered-to-another", subject: row.id }] };
  },
});

/** The holder has thought better of it. What the other one handed in meanwhile finds no offer any more. */
export const withdrawOffer = command({
  name: "permits.withdraw-offer",
  input: z.object({ permit: z.string() }).strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: [
    { hat: "citizen", relation: holder, assurance: 2 },
    { hat: "business", relation: holder, assurance: 2 },
  ],
  async carryOut({ tx, now }, _input, row) {
    const [closed] = await tx.query(
      "update permits.offer set closed_at = $1 where permit = $2 and closed_at is null returning id",
      [now, row.id],
    );
    if (!closed) refuse("conflict", "permits.refusal.no-offer");
    return { result: null, subject: row.id };
  },
});

/** The other party agrees: whoever holds the code, once. Told by the room in which they then apply. */
export const agreeToOffer = command({
  name: "permits.agree-to-offer",
  internal: true,
  input: z
    .object({ code: z.string().max(40), person: z.string(), business: z.string().nullable(), by: z.string().max(200) })
    .strict(),
  load: async ({ tx }, { code }) =>
    (await tx.query<OfferRow>("select * from permits.offer where hash = $1 for update", [hashOf(code)]))[0] ?? null,
  allow: [{ hat: "system" }],
  async carryOut(context, { person, business, by }, offer) {
    const { tx, now } = context;
    const row = (await permitLocked(tx, offer.permit)) as PermitRow;
    if (offer.closed_at || offer.ends_at <= now || row.state !== "active")
      refuse("conflict", "permits.refusal.no-offer");
    if (offer.agreed_at && offer.agreed_by !== person) refuse("conflict", "permits.refusal.no-offer");
    const own = row.hat === "business" || row.business ? row.business === business : row.person === person;
    if (own) refuse("conflict", "permits.refusal.own-offer");
    if (!offer.agreed_at) {
      tx.send("update permits.offer set agreed_at = $1, agreed_by = $2 where id = $3", [now, person, offer.id]);
      await tellHolder(context, row, "agreed", { by });
    }
    return {
      result: { permit: row.id, offer: offer.id },
      facts: [{ name: "permits.offer-agreed", subject: row.id }],
      about: [row.person],
    };
  },
});

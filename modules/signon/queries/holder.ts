import { z } from "zod";
import { isId, query } from "../../../kernel/index.ts";
import { standingOf } from "../../identity/index.ts";
import { told } from "../../registry/index.ts";
import { type Claim, claims } from "../claims.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const capacity = { person: id, business: id.nullable() };

/** Whether this capacity still stands: the account is open and, for a business, the mandate runs. */
export const holder = query({
  name: "signon.holder",
  internal: true,
  input: z.object(capacity).strict(),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ askAsRoom }, { person, business }) {
    const held = await askAsRoom(standingOf, { person });
    if (!held) return null;
    const mandate = business ? held.mandates.find((one) => one.business === business) : undefined;
    if (business && !mandate) return null;
    return { mandate: mandate ? { role: mandate.role, scopes: mandate.scopes } : null };
  },
});

/** A claim as receipts name the field: what OpenID calls a birthdate is the register's birthDate. */
const fieldOf = (claim: Claim): string => (claim === "birthdate" ? "birthDate" : claim);

/**
 * What a relying party is told of somebody: no more than was consented to. The registers answer this room; the receipt
 * that the person sees is this question's, with the party's name on it.
 */
export const toldClaims = query({
  name: "signon.told-claims",
  internal: true,
  input: z.object({ ...capacity, client: z.string().max(60), claims: z.array(z.enum(claims)).max(20) }).strict(),
  load: async (_context, { person }) => ({ person }),
  allow: [{ hat: "system", purpose: "sign-on" }],
  async answer({ askAsRoom }, { person, business, claims: asked }) {
    const wants = (claim: (typeof claims)[number]) => asked.includes(claim);
    const record = await askAsRoom(told.person, { id: person });
    const { address } = record;
    const firm = wants("business") && business ? await askAsRoom(told.business, { id: business }) : null;
    const standing = firm ? await askAsRoom(holder, { person, business }) : null;
    return {
      ...(wants("name") && { name: record.name }),
      ...(wants("birthdate") && { birthdate: record.birthDate }),
      ...(wants("nik") && { nik: record.nik }),
      ...(wants("address") &&
        address && {
          address: {
            formatted: [
              address.street,
              `RT ${address.rt}/RW ${address.rw}`,
              address.village,
              address.district,
              address.regency,
            ]
              .filter(Boolean)
              .join("\n"),
            street_address: address.street,
            locality: address.district,
            region: address.regency,
            postal_code: address.postal,
          },
        }),
      ...(wants("region") &&
        address && { region: { code: address.villageCode, village: address.village, district: address.district } }),
      ...(firm && {
        business: { nib: firm.nib, name: firm.name, role: standing?.mandate?.role, may: standing?.mandate?.scopes },
      }),
    };
  },
  personal: {
    about: (_told, { person }) => [person],
    fields: claims.map(fieldOf),
    shown: ({ claims: asked }) => asked.map(fieldOf),
    note: ({ client }) => ({ client }),
  },
});

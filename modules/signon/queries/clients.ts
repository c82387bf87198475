import { z } from "zod";
import { type Actor, query, relation, type Tx } from "../../../kernel/index.ts";
import type { ClientRow } from "../client.ts";

/** Who may speak for an agency about its systems. */
export const clientDuties = ["head", "steward", "designer", "administrator"] as const;

const sameAgency = relation<ClientRow>("same agency", (actor, client) => actor.officer?.agency === client.agency);
export const ofAgency = { hat: "officer", roles: clientDuties, relation: sameAgency } as const;

/** What the public and every officer may know of a system. */
const shown = (row: ClientRow) => ({
  id: row.id,
  name: row.name,
  agency: row.agency,
  sector: row.sector,
  claims: row.claims,
  actsFor: row.acts_for,
  purpose: row.purpose,
  basis: row.basis,
  since: row.decided_at,
});

/** Whom people can sign in to from here, by agency. */
export const relyingParties = query({
  name: "signon.relying-parties",
  input: z.object({}).strict(),
  allow: [{ hat: "anyone" }],
  answer: async ({ tx }) =>
    (
      await tx.query<ClientRow & {}>(
        "select * from signon.client where kind = 'people' and state = 'active' order by agency, name limit 500",
      )
    ).map(shown),
});

/** One relying party in force, with where its people are led: for the page that asks for consent. */
export const relyingParty = query({
  name: "signon.relying-party",
  internal: true,
  input: z.object({ id: z.string().max(60) }).strict(),
  load: async ({ tx }, { id }) =>
    (await tx.query<ClientRow & {}>("select * from signon.client where id = $1 and state = 'active'", [id]))[0] ?? null,
  allow: [{ hat: "anyone" }],
  answer: async (_context, _input, row) => ({ ...shown(row), redirects: row.redirects, farewells: row.farewells }),
});

const all = (actor: Actor) => actor.officer!.roles.includes("administrator");

/** The systems of my agency; an administrator sees everybody's. Those that wait for a decision come first. */
export const clientsOf = query({
  name: "signon.clients",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: clientDuties, purpose: "administration" }],
  answer: ({ tx, actor }) =>
    tx.query<ClientRow & {}>(
      `select * from signon.client where ($1 or agency = $2)
       order by state = 'requested' desc, agency, name, id limit 500`,
      [all(actor), actor.officer!.agency],
    ),
});

/** One system, whole: for its agency and for the administrator. */
export const clientById = query({
  name: "signon.client",
  input: z.object({ id: z.string().max(60) }).strict(),
  load: ({ tx }, { id }) => clientHeld(tx, id),
  allow: [
    { hat: "officer", roles: ["administrator"], purpose: "administration" },
    { ...ofAgency, purpose: "administration" },
  ],
  answer: async (_context, _input, row) => row,
});

export const clientHeld = async (tx: Tx, id: string) =>
  (await tx.query<ClientRow & {}>("select * from signon.client where id = $1", [id]))[0] ?? null;

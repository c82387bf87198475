import { z } from "zod";
import { isId, query, relation } from "../../../kernel/index.ts";
import type { ConsentRow } from "../consent.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const capacity = { person: id, business: id.nullable(), client: z.string().max(60) };

/** What stands between a person (or a business of theirs) and a relying party, if anything does. */
export const consentInForce = query({
  name: "signon.consent-in-force",
  internal: true,
  input: z.object(capacity).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx, now }, { person, business, client }) {
    const [row] = await tx.query<ConsentRow & {}>(
      `select * from signon.consent where person = $1 and business is not distinct from $2 and client = $3
         and withdrawn_at is null and until > $4`,
      [person, business, client, now],
    );
    return row ?? null;
  },
});

interface MyConsent extends ConsentRow {
  name: string;
  agency: string;
  purpose: string;
  sessions: number;
}

/** The relying parties that I let know something of me. */
export const myConsents = query({
  name: "signon.my-consents",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
    { hat: "officer", purpose: "own-data" },
  ],
  answer: ({ actor, askAsRoom }) => askAsRoom(consentsOf, { person: actor.person! }),
});

/** The same for the house: an officer's own consents are theirs under every hat. */
export const consentsOf = query({
  name: "signon.consents-of",
  internal: true,
  input: z.object({ person: id }).strict(),
  allow: [{ hat: "system", purpose: "own-data" }],
  answer: ({ tx, now }, { person }) =>
    tx.query<MyConsent & {}>(
      `select c.*, client.name, client.agency, client.purpose, (select count(*)::int from signon.artefact a
         where a.grant_id = c.id and a.model in ('RefreshToken', 'AccessToken') and a.consumed_at is null and a.expires_at > $2) as sessions
       from signon.consent c join signon.client on client.id = c.client
       where c.person = $1 and c.withdrawn_at is null order by c.used_at desc, c.id limit 100`,
      [person, now],
    ),
});

const own = relation<ConsentRow>("own consent", (actor, consent) => actor.person === consent.person);
/** Whose consent it is, whatever they act as now. */
export const ownConsent = [
  { hat: "citizen", relation: own },
  { hat: "business", relation: own },
  { hat: "officer", relation: own },
] as const;

import { randomUUID } from "node:crypto";
import type { Stage } from "./stage.ts";

const key = { kty: "EC", crv: "P-256", x: "x", y: "y" };
const keys = { keys: [key] };

/** An agency's system, and what Narti has to do with it. */
export type Signon = Record<"client" | "consent" | "link", string>;

/** Puts them there. */
export async function keptInSignon(s: Pick<Stage, "asOwner">, narti: string): Promise<Signon> {
  const [client, consent, link] = [randomUUID(), randomUUID(), randomUUID()];
  await s.asOwner(
    `insert into signon.client (id, kind, state, agency, name, sector, keys, purpose, basis, requested_at)
     values ($1, 'people', 'active', 'dinkes', 'x', 'x', $2, 'x', 'x', now())`,
    [client, JSON.stringify(keys)],
  );
  await s.asOwner(
    `insert into signon.consent (id, person, client, claims, declined, given_at, used_at, until)
     values ($1, $2, $3, '{}', '{}', now(), now(), now())`,
    [consent, narti, client],
  );
  await s.asOwner(
    `insert into signon.link (id, upstream, subject, account, person, linked_at) values ($1, 'x', '', $2, $2, now())`,
    [link, narti],
  );
  return { client, consent, link };
}

/** A valid call of every command and query of single sign-on. */
export const inputsOfSignon = ({
  narti,
  client,
  consent,
  link,
}: Signon & { narti: string }): Record<string, unknown> => ({
  "identity.standing": { person: narti },
  "identity.signed-in-at": {},
  "registry.person-told": { id: narti },
  "registry.business-told": { id: randomUUID() },
  "signon.request-client": {
    name: "Aplikasi uji",
    redirects: ["https://uji.example/kembali"],
    keys,
    sector: "uji",
    purpose: "karena perlu diuji",
    basis: "aturan uji",
  },
  "signon.decide-client": { client, approve: true },
  "signon.suspend-client": { client, suspend: true, why: "karena uji" },
  "signon.replace-keys": { client, keys },
  "signon.register-machine": {
    member: "x",
    system: "x",
    agency: "dinkes",
    name: "x",
    keys,
    audiences: ["https://uji.example"],
    scopes: [],
    purpose: "x",
    basis: "x",
  },
  "signon.allow": { client, business: null, claims: [], declined: [] },
  "signon.withdraw": { consent },
  "signon.leave": { consent },
  "signon.end-sessions": { consent },
  "signon.keep-key": { kid: "x", pkcs8: "", first: true },
  "signon.rotate-key": {},
  "signon.drop-over": {},
  "signon.link-upstream": { upstream: "x", subject: "A".repeat(22) },
  "signon.unlink-upstream": { link },
  "signon.arrive": { upstream: "x", subject: "A".repeat(22), hash: "x", network: "x" },
  "signon.relying-parties": {},
  "signon.relying-party": { id: client },
  "signon.clients": {},
  "signon.client": { id: client },
  "signon.consent-in-force": { person: narti, business: null, client },
  "signon.consents-of": { person: narti },
  "signon.my-consents": {},
  "signon.holder": { person: narti, business: null },
  "signon.told-claims": { person: narti, business: null, client, claims: [] },
  "signon.signing-keys": {},
  "signon.link-held": { upstream: "x", subject: "A".repeat(22) },
  "signon.my-links": {},
});

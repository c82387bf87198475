import { z } from "zod";
import { command, refuse, relation } from "../../../kernel/index.ts";
import { type ClientRow, keySet, registration } from "../client.ts";
import { clientDuties, clientHeld, ofAgency } from "../queries/clients.ts";

const id = z.string().max(60);
const words = z.string().trim().min(5).max(300);

/** An agency asks that people may sign in to a system of its own with their account here. */
export const requestClient = command({
  name: "signon.request-client",
  input: registration,
  allow: [{ hat: "officer", roles: clientDuties, assurance: 3 }],
  async carryOut({ tx, actor, now, newId }, asked) {
    const { agency } = actor.officer!;
    const [waiting] = await tx.query<{ n: number }>(
      "select count(*)::int as n from signon.client where agency = $1 and state = 'requested'",
      [agency],
    );
    if (waiting!.n >= 20) refuse("too-many", "signon.refusal.many-waiting");
    // A sector belongs to the agency that had it first: otherwise two could tell their people apart by one subject.
    const [taken] = await tx.query(
      "select from signon.client where sector = $1 and agency <> $2 and state <> 'refused' limit 1",
      [asked.sector, agency],
    );
    if (taken) refuse("conflict", "signon.refusal.sector-taken");
    const client = newId();
    await tx.query(
      `insert into signon.client (id, kind, state, agency, name, sector, redirects, farewells, keys, keys_at, claims, acts_for,
         lasting, purpose, basis, requested_by, requested_at)
       values ($1, 'people', 'requested', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        client,
        agency,
        asked.name,
        asked.sector,
        asked.redirects,
        asked.farewells,
        asked.keys,
        asked.keysAt,
        asked.claims,
        asked.actsFor,
        asked.lasting,
        asked.purpose,
        asked.basis,
        actor.account,
        now,
      ],
    );
    return { result: { client }, facts: [{ name: "signon.client-requested", subject: client, body: { agency } }] };
  },
});

const second = relation<ClientRow>(
  "second person",
  (actor, client) => actor.account !== null && actor.account !== client.requested_by,
);

/** A second person lets the system in, or says why not. */
export const decideClient = command({
  name: "signon.decide-client",
  input: z
    .object({ client: id, approve: z.boolean(), why: words.optional() })
    .strict()
    .refine(({ approve, why }) => approve || why, { path: ["why"], message: "kernel.fault.empty" }),
  load: ({ tx }, { client }) => clientHeld(tx, client),
  allow: [{ hat: "officer", roles: ["administrator"], relation: second, assurance: 3 }],
  async carryOut({ tx, actor, now }, { client, approve, why }, row) {
    if (row.state !== "requested") refuse("conflict", "signon.refusal.decided");
    await tx.query("update signon.client set state = $2, decided_by = $3, decided_at = $4, why = $5 where id = $1", [
      client,
      approve ? "active" : "refused",
      actor.account,
      now,
      why ?? null,
    ]);
    const name = approve ? "signon.client-approved" : "signon.client-refused";
    return { result: null, facts: [{ name, subject: client, body: { agency: row.agency } }] };
  },
});

/** Stops a system at once, or lets it in again: no token of it is renewed and nobody signs in to it meanwhile. */
export const suspendClient = command({
  name: "signon.suspend-client",
  input: z.object({ client: id, suspend: z.boolean(), why: words }).strict(),
  load: ({ tx }, { client }) => clientHeld(tx, client),
  allow: [{ hat: "officer", roles: ["administrator"], assurance: 3 }],
  async carryOut({ tx }, { client, suspend, why }, row) {
    if (row.state !== (suspend ? "active" : "suspended")) refuse("conflict", "signon.refusal.decided");
    await tx.query("update signon.client set state = $2, why = $3 where id = $1", [
      client,
      suspend ? "suspended" : "active",
      why,
    ]);
    const name = suspend ? "signon.client-suspended" : "signon.client-resumed";
    return { result: null, facts: [{ name, subject: client, body: { agency: row.agency } }] };
  },
});

/** New public keys, or another place where they are found. What is signed with an old one is refused from now on. */
export const replaceKeys = command({
  name: "signon.replace-keys",
  input: z.object({ client: id, keys: keySet }).strict(),
  load: ({ tx }, { client }) => clientHeld(tx, client),
  allow: [{ ...ofAgency, assurance: 3 }],
  async carryOut({ tx }, { client, keys }, row) {
    await tx.query("update signon.client set keys = $2, keys_at = null where id = $1", [client, keys]);
    return { result: null, facts: [{ name: "signon.keys-replaced", subject: client, body: { agency: row.agency } }] };
  },
});

/**
 * A member's system that signs in as itself. Told by the room that let the member in; told again, its keys and what it
 * may do are what was said last.
 */
export const registerMachine = command({
  name: "signon.register-machine",
  internal: true,
  input: z
    .object({
      member: z.string().min(1).max(120),
      system: z.string().min(1).max(120),
      agency: z.string().max(60),
      name: z.string().trim().min(1).max(120),
      keys: keySet,
      /** To whom its tokens may be shown: addresses or names of gateways. */
      audiences: z
        .array(z.string().regex(/^(https?:\/\/|urn:)[^\s#]{1,280}$/))
        .min(1)
        .max(10),
      scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,60}$/)).max(50),
      purpose: z.string().max(300),
      basis: z.string().max(300),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId }, one) {
    const [row] = await tx.query<{ id: string }>(
      `insert into signon.client (id, kind, state, agency, name, sector, keys, audiences, scopes, purpose, basis, member, system,
         requested_at, decided_at)
       values ($1, 'machine', 'active', $2, $3, 'machine', $4, $5, $6, $7, $8, $9, $10, $11, $11)
       on conflict (member, system) where kind = 'machine' and state <> 'refused'
       do update set name = $3, keys = $4, audiences = $5, scopes = $6, purpose = $7, basis = $8, agency = $2
       returning id`,
      [
        newId(),
        one.agency,
        one.name,
        one.keys,
        one.audiences,
        one.scopes,
        one.purpose,
        one.basis,
        one.member,
        one.system,
        now,
      ],
    );
    return { result: { client: row!.id }, facts: [{ name: "signon.machine-registered", subject: row!.id }] };
  },
});

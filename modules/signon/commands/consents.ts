import { z } from "zod";
import { command, isId, refuse, type Tx } from "../../../kernel/index.ts";
import { standingOf } from "../../identity/index.ts";
import { claims } from "../claims.ts";
import type { ClientRow } from "../client.ts";
import { type ConsentRow, consentMs } from "../consent.ts";
import { consentInForce, ownConsent } from "../queries/consents.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const some = z.array(z.enum(claims)).max(claims.length);

/**
 * Lets a relying party know what was chosen, of what it asked for. Said again, the newest answer to each claim counts:
 * what was not asked about stays as it was.
 */
export const allow = command({
  name: "signon.allow",
  internal: true,
  input: z.object({ client: z.string().max(60), business: id.nullable(), claims: some, declined: some }).strict(),
  allow: [{ hat: "citizen" }, { hat: "business" }, { hat: "officer" }],
  async carryOut({ tx, actor, now, newId, askAsRoom }, { client, business, claims: told, declined }) {
    const person = actor.person!;
    const [party] = await tx.query<ClientRow & {}>("select * from signon.client where id = $1 and state = 'active'", [
      client,
    ]);
    if (!party || (business && party.acts_for !== "either")) refuse("not-found", "kernel.refusal.not-found");
    if (told.some((claim) => !party.claims.includes(claim))) refuse("not-allowed", "signon.refusal.not-entitled");
    const standing = await askAsRoom(standingOf, { person });
    if (business && !standing?.mandates.some((one) => one.business === business))
      refuse("not-found", "kernel.refusal.not-found");
    const before = await askAsRoom(consentInForce, { person, business, client });
    const answered = [...told, ...declined];
    const kept = (list: ConsentRow["claims"] = []) => list.filter((claim) => !answered.includes(claim));
    const until = new Date(now.getTime() + consentMs);
    // One that has run out makes room for the next.
    await tx.query(
      `update signon.consent set withdrawn_at = $4 where person = $1 and business is not distinct from $2 and client = $3
         and withdrawn_at is null and until <= $4`,
      [person, business, client, now],
    );
    const [row] = before
      ? await tx.query<{ id: string }>(
          "update signon.consent set claims = $2, declined = $3, used_at = $4, until = $5 where id = $1 returning id",
          [before.id, [...kept(before.claims), ...told], [...kept(before.declined), ...declined], now, until],
        )
      : await tx.query<{ id: string }>(
          `insert into signon.consent (id, person, business, client, claims, declined, given_at, used_at, until)
           values ($1, $2, $3, $4, $5, $6, $7, $7, $8) returning id`,
          [newId(), person, business, client, told, declined, now, until],
        );
    return {
      result: { id: row!.id },
      facts: [{ name: "signon.allowed", subject: row!.id, body: { client, claims: told, declined } }],
      about: [person],
    };
  },
});

/** Takes a consent back. Its refresh tokens live by it, so they are dead in the same instant. */
export const withdraw = command({
  name: "signon.withdraw",
  input: z.object({ consent: id }).strict(),
  load: ({ tx }, { consent }) => held(tx, consent),
  allow: ownConsent,
  async carryOut({ tx, now, tell }, _input, { id: consent, client, person }) {
    await tx.query("update signon.consent set withdrawn_at = $2 where id = $1", [consent, now]);
    await tell(endSessions, { consent });
    return {
      result: null,
      facts: [{ name: "signon.withdrawn", subject: consent, body: { client } }],
      about: [person],
    };
  },
});

/** Signs me out of a relying party everywhere; what I consented to stands, so the next sign-in asks nothing. */
export const leaveClient = command({
  name: "signon.leave",
  input: z.object({ consent: id }).strict(),
  load: ({ tx }, { consent }) => held(tx, consent),
  allow: ownConsent,
  async carryOut({ tell }, { consent }, { client, person }) {
    await tell(endSessions, { consent });
    return { result: null, subject: consent, about: [person], note: { client } };
  },
});

/** Ends every token that came of a consent. */
export const endSessions = command({
  name: "signon.end-sessions",
  internal: true,
  input: z.object({ consent: id }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx }, { consent }) {
    await tx.query("delete from signon.artefact where grant_id = $1", [consent]);
    return { result: null, subject: consent };
  },
});

const held = async (tx: Tx, consent: string): Promise<ConsentRow | null> =>
  (
    await tx.query<ConsentRow & {}>("select * from signon.consent where id = $1 and withdrawn_at is null", [consent])
  )[0] ?? null;

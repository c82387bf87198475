import { z } from "zod";
import { command, on, refuse, refuseFields, textSchema } from "../../../kernel/index.ts";
import { openings } from "../gateway/opening.ts";
import { partShape } from "../identifier.ts";
import { giveKey } from "../keys.ts";
import { operates, owner } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import { followKeys, openSignIn } from "../sign-in.ts";
import { systemById } from "../stored.ts";
import type { ExchangeTables, SystemRow } from "../tables.ts";

/** A public key as JWK or PEM; without one the house makes a pair and signs for the system. */
const key = z.string().max(4000).nullish();

/** Asks that an agency's application, or a business's, may take part. Somebody else admits it. */
export const askSystem = command({
  name: "exchange.ask-system",
  input: z
    .object({
      system: z.string().trim().regex(partShape, "exchange.fault.code"),
      name: textSchema,
      contact: z.email("exchange.fault.contact").max(200),
      key,
    })
    .strict(),
  allow: [
    { hat: "officer", roles: ["administrator", "steward"], assurance: 2 },
    { hat: "business", assurance: 2 },
  ],
  async carryOut(context, { system, name, contact, key }) {
    const { actor, tx, now, newId, world } = context;
    const { instance, agencyClass, businessClass } = exchangeOf(world.government);
    const agency = actor.officer?.agency ?? null;
    const row: SystemRow = {
      id: newId(),
      instance,
      member_class: agency ? agencyClass : businessClass,
      member: agency ?? actor.business!.id.replaceAll("-", ""),
      system,
      name,
      agency,
      business: agency ? null : actor.business!.id,
      contact,
      state: "asked",
      asked_by: actor.account,
      asked_at: now,
      decided_by: null,
      decided_at: null,
      reason: null,
      client: null,
    };
    const taken = await tx.query(
      "select from exchange.system where (instance, member_class, member, system) = ($1, $2, $3, $4)",
      [row.instance, row.member_class, row.member, row.system],
    );
    if (taken.length > 0) refuseFields([{ path: "system", messageKey: "exchange.fault.taken" }]);
    await on<ExchangeTables>(tx)
      .insertInto("exchange.system")
      .values({ ...row, name: JSON.stringify(name) as never })
      .execute();
    const { id } = await giveKey(context, row, key ?? null);
    return {
      result: { id: row.id, key: id },
      facts: [{ name: "exchange.system-asked", subject: row.id, body: { member: row.member, system } }],
    };
  },
});

/** The exchange's operator admits a system, refuses it, or stops it; never one that the same person asked for. */
export const decideSystem = command({
  name: "exchange.decide-system",
  input: z
    .object({
      id: z.uuid(),
      verdict: z.enum(["active", "refused", "suspended"]),
      reason: z.string().trim().max(300).default(""),
    })
    .strict(),
  load: ({ tx }, { id }) => systemById(tx, id),
  allow: [{ hat: "officer", roles: ["steward"], assurance: 3 }],
  async carryOut({ world, tx, actor, now }, { id, verdict, reason }, system) {
    if (!operates(world, actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    if (system.asked_by === actor.account) refuse("not-allowed", "exchange.refusal.second-person");
    if (verdict !== "active" && reason.length < 3)
      refuseFields([{ path: "reason", messageKey: "exchange.fault.reason" }]);
    openings.forget(world);
    const before = { active: ["asked", "suspended"], refused: ["asked"], suspended: ["active"] }[verdict];
    if (!before.includes(system.state)) refuse("conflict", "exchange.refusal.moved-on");
    await on<ExchangeTables>(tx)
      .updateTable("exchange.system")
      .set({ state: verdict, decided_by: actor.account, decided_at: now, reason: reason || null })
      .where("id", "=", id)
      .execute();
    return { result: null, facts: [{ name: `exchange.system-${verdict}`, subject: id }] };
  },
});

/** Gives a system another key; the old ones hold until they are revoked, so that nothing stands still meanwhile. */
export const addKey = command({
  name: "exchange.add-key",
  input: z.object({ system: z.uuid(), key }).strict(),
  load: ({ tx }, { system }) => systemById(tx, system),
  allow: [
    { hat: "officer", roles: ["administrator", "steward"], relation: owner, assurance: 3 },
    { hat: "business", relation: owner, assurance: 3 },
  ],
  async carryOut(context, { key }, system) {
    const [{ count } = { count: 0 }] = await context.tx.query<{ count: number }>(
      "select count(*)::integer as count from exchange.key where system = $1 and revoked_at is null",
      [system.id],
    );
    if (count >= 5) refuse("conflict", "exchange.refusal.many-keys");
    const { id } = await giveKey(context, system, key ?? null);
    await followKeys(context, system);
    return { result: { id }, facts: [{ name: "exchange.key-added", subject: system.id, body: { key: id } }] };
  },
});

/** From now on nothing that this key signs is taken. */
export const revokeKey = command({
  name: "exchange.revoke-key",
  input: z.object({ system: z.uuid(), key: z.string().max(300) }).strict(),
  load: ({ tx }, { system }) => systemById(tx, system),
  allow: [
    { hat: "officer", roles: ["administrator", "steward"], relation: owner, assurance: 3 },
    { hat: "business", relation: owner, assurance: 3 },
  ],
  async carryOut(context, { key, system }, row) {
    const { tx, now } = context;
    const gone = await tx.query(
      "update exchange.key set revoked_at = $3 where id = $1 and system = $2 and revoked_at is null returning id",
      [key, system, now],
    );
    if (gone.length === 0) refuse("not-found", "kernel.refusal.not-found");
    await followKeys(context, row);
    return { result: null, facts: [{ name: "exchange.key-revoked", subject: system, body: { key } }] };
  },
});

/** Whether a system may get tokens at the sign-on with the keys by which it signs, and show them instead of a signature. */
export const allowSignIn = command({
  name: "exchange.allow-sign-in",
  input: z.object({ system: z.uuid(), allowed: z.boolean() }).strict(),
  load: ({ tx }, { system }) => systemById(tx, system),
  allow: [{ hat: "officer", roles: ["administrator", "steward"], relation: owner, assurance: 3 }],
  async carryOut(context, { allowed }, system) {
    const client = allowed ? await openSignIn(context, system) : null;
    await context.tx.query("update exchange.system set client = $2 where id = $1", [system.id, client]);
    const name = `exchange.sign-in-${allowed ? "allowed" : "stopped"}`;
    return { result: { client }, facts: [{ name, subject: system.id }] };
  },
});

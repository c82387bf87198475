import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";
import {
  act,
  ask,
  believed,
  type CommandContext,
  command,
  query,
  refuse,
  systemActor,
  type World,
} from "../../../kernel/index.ts";
import { keyUse, openPrivate } from "../keys.ts";
import { operates } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import { pemOf } from "../signature/algorithms.ts";
import type { SigningKey } from "../signature/sign.ts";

const room = systemActor("exchange");

/** A key of the house, opened. */
export interface HouseKey extends SigningKey {
  publicKey: KeyObject;
}

/** What people compare by another way, such as a telephone: SHA-256 over the key (SPKI, DER), in hex. */
export const fingerprintOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");

async function makeKey({ world, tx, now }: Pick<CommandContext, "world" | "tx" | "now">): Promise<string> {
  const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
    "select count(*)::integer as count from exchange.house_key",
  );
  const id = `${exchangeOf(world.government).instance}#${count + 1}`;
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const wrapped = await world.secrets.kms.wrap(privateKey.export({ type: "pkcs8", format: "der" }), keyUse(id));
  const made = await tx.query(
    "insert into exchange.house_key values ($1, $2, $3, $4) on conflict do nothing returning id",
    [id, pemOf(publicKey), wrapped, now],
  );
  if (made.length === 0) refuse("conflict", "exchange.refusal.moved-on");
  return id;
}

/** The house's first key, made when it is first needed. */
export const openHouse = command({
  name: "exchange.open-house",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  carryOut: async (context) => ({ result: null, subject: await makeKey(context) }),
});

/**
 * Another key for the house. The one before it signs beside it, so that other governments see that both are of one hand;
 * the one before that is retired.
 */
export const replaceHouseKey = command({
  name: "exchange.replace-house-key",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["steward"], assurance: 3 }],
  async carryOut(context) {
    if (!operates(context.world, context.actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    const { tx, now } = context;
    await tx.query(
      `update exchange.house_key set retired_at = $1 where retired_at is null
       and id <> (select id from exchange.house_key order by made_at desc, id desc limit 1)`,
      [now],
    );
    const id = await makeKey(context);
    return { result: { id }, facts: [{ name: "exchange.house-key-replaced", subject: id }] };
  },
});

/** The keys of the house, the newest first, with their private halves. Only this room asks. */
export const houseKeyring = query({
  name: "exchange.house-keys",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }) {
    const rows = await tx.query<{ id: string; public: string; wrapped: Buffer }>(
      "select id, public, wrapped from exchange.house_key where retired_at is null order by made_at desc, id desc limit 2",
    );
    return Promise.all(
      rows.map(async ({ id, public: pem, wrapped }) => ({
        id,
        public: pem,
        pkcs8: await world.secrets.kms.unwrap(wrapped, keyUse(id)),
      })),
    );
  },
});

// Asked anew after so many milliseconds.
const opened = believed<HouseKey[]>(5_000);

/** The house's keys, the newest first. */
export const houseKeys = (world: World): Promise<HouseKey[]> => opened(world, "", () => find(world));

async function find(world: World): Promise<HouseKey[]> {
  const rows = await ask(world, room, houseKeyring, {});
  if (rows.length === 0) {
    await act(world, room, openHouse, {});
    return find(world);
  }
  return rows.map(({ id, public: pem, pkcs8 }) => ({
    id,
    algorithm: "ed25519",
    publicKey: createPublicKey(pem),
    privateKey: openPrivate(pkcs8),
  }));
}

/** The key by which the house signs now. */
export const houseKey = async (world: World): Promise<HouseKey> => (await houseKeys(world))[0]!;

import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { type CommandContext, on, refuseFields } from "../../kernel/index.ts";
import { writeSystemId } from "./identifier.ts";
import { pemOf, readPublicKey } from "./signature/algorithms.ts";
import type { ExchangeTables, KeyRow, SystemRow } from "./tables.ts";

/** What binds a wrapped key to what it is for. */
export const keyUse = (id: string): string => `exchange.key ${id}`;

/** The id under which a key signs: whose it is can be read from it. "TIRTA/GOV/dinsos/bansos#2". */
export const keyIdOf = (
  system: Pick<SystemRow, "instance" | "member_class" | "member" | "system">,
  n: number,
): string =>
  `${writeSystemId({ instance: system.instance, memberClass: system.member_class, member: system.member, system: system.system })}#${n}`;

/**
 * Gives a system a key: the public one that it brings, or a pair made here whose private half stays, wrapped by the master
 * key, so that the house signs for it. Ed25519, as the smallest that signs fast.
 */
export async function giveKey(
  { world, tx, now }: Pick<CommandContext, "world" | "tx" | "now">,
  system: Pick<SystemRow, "id" | "instance" | "member_class" | "member" | "system">,
  brought: string | null,
): Promise<KeyRow> {
  const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
    "select count(*)::integer as count from exchange.key where system = $1",
    [system.id],
  );
  const id = keyIdOf(system, count + 1);
  const row: KeyRow = { id, system: system.id, made_at: now, revoked_at: null, ...(await halves()) };
  await on<ExchangeTables>(tx).insertInto("exchange.key").values(row).execute();
  return row;

  async function halves(): Promise<Pick<KeyRow, "algorithm" | "public" | "wrapped">> {
    if (brought === null) {
      const made = generateKeyPairSync("ed25519");
      const pkcs8 = made.privateKey.export({ type: "pkcs8", format: "der" });
      const wrapped = await world.secrets.kms.wrap(pkcs8, keyUse(id));
      return { algorithm: "ed25519", public: pemOf(made.publicKey), wrapped };
    }
    const read = readPublicKey(brought);
    if (!read) refuseFields([{ path: "key", messageKey: "exchange.fault.key" }]);
    return { algorithm: read.algorithm, public: pemOf(read.key), wrapped: null };
  }
}

export const openPrivate = (pkcs8: Buffer): KeyObject => createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" });

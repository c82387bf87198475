import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { act, ask, systemActor, type World } from "../../kernel/index.ts";
import { keepKey } from "./commands/keep-key.ts";
import { logKey } from "./queries/log-key.ts";
import { rawKey, verifierKey } from "./tree/note.ts";

export interface LogKey {
  /** The log's name: where it stands, without "https://". */
  origin: string;
  privateKey: KeyObject;
  publicKey: Buffer;
}

const room = systemActor("transparency");
const open = new WeakMap<World, Promise<LogKey>>();

/** The key that signs the log, made at first use. Opened once per process. */
export function openLogKey(world: World): Promise<LogKey> {
  let key = open.get(world);
  if (!key) {
    key = find(world);
    open.set(world, key);
    key.catch(() => open.delete(world));
  }
  return key;
}

async function find(world: World): Promise<LogKey> {
  let kept = await ask(world, room, logKey, {});
  if (!kept) {
    const made = generateKeyPairSync("ed25519");
    const pkcs8 = made.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    const { host } = new URL(world.config.PUBLIC_URL);
    // Two processes that make it at once: the first one's stands, and both use it.
    await act(world, room, keepKey, { name: `${host}/log`, pkcs8, public: rawKey(made.publicKey).toString("base64") });
    kept = await ask(world, room, logKey, {});
  }
  const { name, pkcs8, publicKey } = kept!;
  return { origin: name, privateKey: createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" }), publicKey };
}

/** What verifiers need: "name+hash+key". */
export async function verifierOf(world: World): Promise<string> {
  const { origin, publicKey } = await openLogKey(world);
  return verifierKey(origin, publicKey);
}

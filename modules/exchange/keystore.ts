import { ask, systemActor, type World } from "../../kernel/index.ts";
import { openPrivate } from "./keys.ts";
import { hostedKey } from "./queries/private-key.ts";
import type { SigningKey } from "./signature/sign.ts";

const room = systemActor("exchange");
const patience = 5_000;

interface Kept {
  until: number;
  key: Promise<SigningKey | null>;
}
const opened = new WeakMap<World, Map<string, Kept>>();

/** The key by which the house signs for a system that it hosts; null when the system signs by itself. Asked anew after some seconds. */
export function signingKeyOf(world: World, system: string): Promise<SigningKey | null> {
  let keys = opened.get(world);
  if (!keys) {
    keys = new Map();
    opened.set(world, keys);
  }
  const now = performance.now();
  const kept = keys.get(system);
  if (kept && kept.until > now) return kept.key;
  const key = ask(world, room, hostedKey, { system }).then(
    (found) => found && { id: found.id, algorithm: "ed25519" as const, privateKey: openPrivate(found.pkcs8) },
  );
  if (keys.size >= 10_000) keys.clear();
  keys.set(system, { until: now + patience, key });
  key.catch(() => keys.delete(system));
  return key;
}

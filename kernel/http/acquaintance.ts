import type { Actor } from "../actor.ts";
import type { Proof } from "../ask.ts";
import type { World } from "../world.ts";

/** Whom this process has seen lately; the one seen longest ago is forgotten first. */
const places = 10_000;
const seen = new WeakMap<World, Map<string, Actor>>();

/** What was taken for granted was no longer so: the request begins anew with who it really is. */
export class Mistaken extends Error {}

/**
 * Somebody known by sight, and the question that proves it. The answer comes in the same trip as the page's first question,
 * so nothing is shown to a session that was revoked; only the wait for it is saved.
 */
export interface Known {
  actor: Actor;
  proof: Proof;
}

/** Asks who holds the token, and remembers it. */
export async function meet(
  world: World,
  hash: Buffer,
  kind: "session" | "token",
  statement = world.database.statement,
): Promise<Actor | null> {
  const doorman = world.modules.find((room) => room.doorman)!.doorman!;
  const faces = seen.get(world) ?? new Map<string, Actor>();
  seen.set(world, faces);
  const key = keyOf(hash, kind);
  const actor = await doorman.recognise(world, hash, kind, statement);
  faces.delete(key);
  if (actor) faces.set(key, actor);
  if (faces.size > places) faces.delete(faces.keys().next().value!);
  return actor;
}

/** Who held this token when it was last proved here; null when it was not. */
export function bySight(world: World, hash: Buffer, kind: "session" | "token"): Known | null {
  const actor = seen.get(world)?.get(keyOf(hash, kind));
  if (!actor) return null;
  const taken = JSON.stringify(actor);
  return {
    actor,
    proof: async (statement) => {
      if (JSON.stringify(await meet(world, hash, kind, statement)) !== taken) throw new Mistaken();
    },
  };
}

const keyOf = (hash: Buffer, kind: string): string => `${kind} ${hash.toString("base64")}`;

import { ask, believed, systemActor, type World } from "../../kernel/index.ts";
import { openPrivate } from "./keys.ts";
import { hostedKey } from "./queries/private-key.ts";
import type { SigningKey } from "./signature/sign.ts";

const room = systemActor("exchange");
// Asked anew after so many milliseconds.
const opened = believed<SigningKey | null>(5_000);

/** The key by which the house signs for a system that it hosts; null when the system signs by itself. */
export const signingKeyOf = (world: World, system: string): Promise<SigningKey | null> =>
  opened(world, system, async () => {
    const found = await ask(world, room, hostedKey, { system });
    return found && { id: found.id, algorithm: "ed25519", privateKey: openPrivate(found.pkcs8) };
  });

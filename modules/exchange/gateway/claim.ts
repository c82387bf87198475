import { gather, type World } from "../../../kernel/index.ts";
import type { Sender } from "./admit.ts";
import type { Call } from "./call.ts";
import { GatewayFault } from "./fault.ts";

interface Claim {
  system: string;
  message: string;
  at: Date;
}
const claims = new WeakMap<World, (claim: Claim) => Promise<boolean>>();

/** Takes a message's id, once for each of a system's messages; those that come in the same moment share one statement. */
export async function claim(world: World, call: Call, sender: Pick<Sender, "id">): Promise<void> {
  let taking = claims.get(world);
  if (!taking) {
    taking = gather(async (all: readonly Claim[]) => {
      const [row] = await world.database.statement<{ fresh: boolean[] }>("select exchange.claim($1, $2, $3) as fresh", [
        all.map(({ system }) => system),
        all.map(({ message }) => message),
        all.map(({ at }) => at),
      ]);
      return row!.fresh;
    });
    claims.set(world, taking);
  }
  if (!(await taking({ system: sender.id, message: call.messageId, at: call.incoming.at })))
    throw new GatewayFault("Client.Replayed", "A message with this X-Road-Id came in before");
}

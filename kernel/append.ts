import type { z } from "zod";
import { checked, traceOf } from "./act.ts";
import type { Actor } from "./actor.ts";
import type { Command, CommandContext } from "./command.ts";
import { allowed } from "./policy.ts";
import { span } from "./telemetry.ts";
import type { ActOptions } from "./visit.ts";
import type { World } from "./world.ts";

/**
 * An act whose whole effect is rows that are added (`adds`): a log that never stops growing. It needs no transaction of its
 * own, so all that come in the same moment share one commit. Durable when this resolves, with its line in the journal.
 */
export async function append<I extends z.ZodType, R>(
  world: World,
  actor: Actor,
  command: Command<I, undefined, R>,
  raw: z.input<I>,
  options: ActOptions = {},
): Promise<R> {
  return span(`append ${command.name}`, async () => {
    const input = checked(command, raw);
    const grant = allowed(command.allow, actor, undefined, input);
    const now = world.clock.now();
    const context = { world, actor, now, newId: world.newId } as CommandContext;
    const outcome = await command.carryOut(context, input, undefined);
    await world.receipts.keep([traceOf({ world, options }, actor, command.name, grant, outcome, now)]);
    return outcome.result;
  });
}

import { act, ask, systemActor, type WorkContext, type World } from "../../kernel/index.ts";

/** What this room does by itself in the background: act and ask as the room. */
export function workContext(world: World): Pick<WorkContext, "act" | "ask"> {
  const room = systemActor("cases");
  return {
    act: (command, raw, options) => act(world, room, command, raw, { via: "job", ...options }),
    ask: (query, raw) => ask(world, room, query, raw, { via: "job" }),
  };
}

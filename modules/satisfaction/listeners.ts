import type { Listener } from "../../kernel/index.ts";
import { invite } from "./commands/invite.ts";

/** However a case ended, who asked for it is asked what they think: also the refused one. */
export const listeners: readonly Listener[] = ["issued", "refused", "lapsed", "withdrawn"].map((end) => ({
  fact: `cases.${end}`,
  name: `satisfaction.ask-after-${end}`,
  handle: async ({ act }, fact) => void (await act(invite, { case: fact.subject }, { key: `${fact.id}:survey` })),
}));

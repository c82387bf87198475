import type { Listener } from "../../kernel/index.ts";
import { tellSuspended } from "./commands/tell-suspended.ts";

/** Two records became one: whose second account was suspended is told. */
export const onMerged: Listener = {
  fact: "registry.people-merged",
  name: "identity.tell-suspended",
  async handle({ act }, fact) {
    const { from, into } = fact.body as { from: string; into: string };
    await act(tellSuspended, { from, into }, { key: `${fact.id}:suspended` });
  },
};

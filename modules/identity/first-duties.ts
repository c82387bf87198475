import type { Sign, Tx } from "../../kernel/index.ts";
import { firstDuties, holders } from "./commands/appoint-first.ts";

const open = async (tx: Tx): Promise<string[]> => {
  const held = await Promise.all(firstDuties.map((duty) => holders(tx, duty)));
  return firstDuties.filter((_, i) => held[i]!.length === 0);
};

/** Without an administrator nobody gets a desk; without an approver nobody gets power. */
export const firstDutiesAdvice: Sign = {
  name: "identity.first-duties",
  async look(_world, tx) {
    const missing = await open(tx);
    return missing.length === 0
      ? { ok: true, detail: "there are an administrator and an approver" }
      : {
          ok: false,
          detail: `nobody is ${missing.join(", nobody ")} yet. Once they have opened their own account: pendopo appoint --roles ${missing[0]} (then another person as the other)`,
        };
  },
};

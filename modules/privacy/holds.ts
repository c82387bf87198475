import { type Holding, heldIn } from "../../kernel/index.ts";

/** What a person said yes and no to. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "privacy.consent",
    table: "privacy.consent",
    ended: "case when r.verdict = 'withdrawn' then r.at end",
  }),
];

import { type Holding, heldIn } from "../../kernel/index.ts";

/** The permits that a person holds in private life. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "permits.permit",
    table: "permits.permit",
    ended: "case when r.state not in ('active', 'suspended') then r.valid_until end",
    only: "r.hat = 'citizen'",
    hides: ["search"],
  }),
];

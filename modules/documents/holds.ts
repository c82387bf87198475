import { type Holding, heldIn } from "../../kernel/index.ts";

/** The documents that a person holds in private life. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "documents.document",
    table: "documents.document",
    ended: "coalesce(r.revoked_at, case when r.valid_until < clock.today then r.valid_until::timestamptz end)",
    only: "r.business is null",
    hides: ["store"],
  }),
];

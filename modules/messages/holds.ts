import { type Holding, heldIn } from "../../kernel/index.ts";

/** What messages hold of a person: their inbox. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "messages.message",
    table: "messages.message",
    ended: "r.sent_at",
    removes: ["delete from messages.delivery where message = any($1::text[]::uuid[])"],
  }),
];

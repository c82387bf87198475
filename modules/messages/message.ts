import { isId, on, relation, type Tx } from "../../kernel/index.ts";
import type { MessagesTables } from "./tables.ts";

/** After so many tries a copy is given up: the queue waits e^n seconds after the nth try, at most e^10, so about two days. */
export const mostTries = 17;

export type HeldMessage = MessagesTables["messages.message"];

export async function messageHeld(tx: Tx, id: string): Promise<HeldMessage | null> {
  if (!isId(id)) return null;
  return (
    (await on<MessagesTables>(tx).selectFrom("messages.message").selectAll().where("id", "=", id).executeTakeFirst()) ??
    null
  );
}

/** The one it was sent to: the person in private life, or who now acts for the business. */
export const addressee = relation<HeldMessage>("addressee", (actor, message) =>
  actor.hat === "business"
    ? message.business !== null && message.business === actor.business?.id
    : message.person !== null && message.person === actor.person,
);

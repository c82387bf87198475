import { type Actor, isId, type Relation, relation, type Tx } from "../../kernel/index.ts";
import type { Place } from "./counters.ts";
import type { TicketRow } from "./tables.ts";

export async function ticketHeld(tx: Tx, id: string): Promise<TicketRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<TicketRow>("select * from appointments.ticket where id = $1", [id]);
  return row ?? null;
}
/** A ticket that nobody else moves until this transaction is over. */
export async function ticketLocked(tx: Tx, id: string): Promise<TicketRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<TicketRow>("select * from appointments.ticket where id = $1 for update", [id]);
  return row ?? null;
}

/** Whose number it is. */
export const holder: Relation<TicketRow, unknown> = relation<TicketRow>(
  "holder of the number",
  (actor, ticket) => ticket.person !== null && ticket.person === actor.person,
);
/** The same, where the place was looked up with it. */
export const holds: Relation<never, unknown> = relation<{ row: TicketRow }>(
  "holder of the number",
  (actor, { row }) => row.person !== null && row.person === actor.person,
);

const worksAt = ({ officer }: Actor, offices: readonly string[]): boolean =>
  officer !== null && offices.includes(`${officer.agency}/${officer.office}`);
/** Works at the place. */
export const atPlace: Relation<never, unknown> = relation<{ place: Pick<Place, "offices"> }>(
  "officer of the place",
  (actor, { place }) => worksAt(actor, place.offices),
);
/** Whether an officer works at a place. */
export const servesAt = (actor: Actor, place: Place): boolean => worksAt(actor, place.offices);

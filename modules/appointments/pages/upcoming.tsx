import type { RequestContext } from "../../../kernel/index.ts";
import { myAppointments } from "../queries/mine.ts";
import { namesOf, stateTag, whenWords } from "./parts.tsx";

/** What I have to come for, as rows of a list; nothing for who acts for a business. */
export async function upcoming(context: RequestContext) {
  const { actor, ask, say, locale } = context;
  if (actor.hat !== "citizen") return [];
  const { live } = await ask(myAppointments, {});
  return live.map((ticket) => ({
    href: `/janji/${ticket.id}`,
    title: `${namesOf(context, ticket).errand}, ${whenWords(ticket, locale)}`,
    facts: stateTag(ticket.state, say),
    under: namesOf(context, ticket).place,
  }));
}

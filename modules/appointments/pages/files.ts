import { createHash } from "node:crypto";
import { refuse, route } from "../../../kernel/index.ts";
import { calendarFile } from "../calendar-file.ts";
import { openFeed, ticketById } from "../queries/mine.ts";

const type = "text/calendar; charset=utf-8";

/** One appointment for the phone's calendar. */
export const ticketFile = route({
  method: "GET",
  path: "/janji/:id/kalender.ics",
  async handle({ ask, params, world, locale }) {
    const ticket = await ask(ticketById, { id: params.id ?? "" });
    return { body: calendarFile(world, [ticket], locale), type, filename: `janji-${ticket.number}.ics` };
  },
});

/** The private feed: its address is the proof, so it is as long as a session's token and never logged whole. */
export const feedFile = route({
  method: "GET",
  path: "/kalender/:token",
  limit: { times: 120, seconds: 3600 },
  async handle({ ask, params, world, locale }) {
    const token = /^([A-Za-z0-9_-]{43})\.ics$/.exec(params.token ?? "")?.[1];
    const tickets = token
      ? await ask(openFeed, { hash: createHash("sha256").update(token).digest("base64url") })
      : null;
    if (!tickets) refuse("not-found", "kernel.refusal.not-found");
    return { body: calendarFile(world, tickets, locale), type };
  },
});

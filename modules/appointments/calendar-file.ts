import { createHash } from "node:crypto";
import { type Locale, textIn, type World } from "../../kernel/index.ts";
import { countersOf, errandOf } from "./counters.ts";
import type { TicketRow } from "./tables.ts";

const escaped = (text: string): string => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, "\\n");
const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, "");

/** Lines of at most 75 octets, the rest behind a space (RFC 5545 3.1); a letter of several octets is never cut. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of line) {
    if (Buffer.byteLength(piece + letter) > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece].join("\r\n ");
}

/**
 * Appointments as iCalendar (RFC 5545). Names no person: a phone's calendar is seen by others. Times are UTC, so that
 * no description of a time zone is needed.
 */
export function calendarFile(world: World, tickets: readonly TicketRow[], locale: Locale): string {
  const say = world.words.say(locale);
  const host = new URL(world.config.PUBLIC_URL).hostname;
  const { daysBefore } = countersOf(world.government).reminder;
  const event = (ticket: TicketRow): string[] => {
    const at = errandOf(world.government, ticket.place, ticket.errand);
    const place = textIn(at?.place.name ?? ticket.place, locale);
    const gone = ["cancelled", "missed", "lapsed"].includes(ticket.state);
    const description = [
      say("appointments.ics.number", { number: ticket.number, code: ticket.code }),
      at?.errand.bring && say("appointments.ics.bring", { what: textIn(at.errand.bring, locale) }),
    ].filter(Boolean);
    return [
      "BEGIN:VEVENT",
      `UID:${createHash("sha256").update(ticket.id).digest("hex").slice(0, 32)}@${host}`,
      `DTSTAMP:${utc(ticket.changed_at)}`,
      `LAST-MODIFIED:${utc(ticket.changed_at)}`,
      `SEQUENCE:${ticket.revision}`,
      `DTSTART:${utc(ticket.starts_at!)}`,
      `DTEND:${utc(ticket.ends_at!)}`,
      `STATUS:${gone ? "CANCELLED" : "CONFIRMED"}`,
      `SUMMARY:${escaped(`${textIn(at?.errand.name ?? ticket.errand, locale)} · ${place}`)}`,
      `LOCATION:${escaped(`${place}, ${textIn(at?.place.address ?? "", locale)}`)}`,
      `DESCRIPTION:${escaped(description.join("\n"))}`,
      `URL:${new URL(`/janji/${ticket.id}`, world.config.PUBLIC_URL).href}`,
      "CLASS:PRIVATE",
      ...(gone
        ? []
        : [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            `TRIGGER:-P${daysBefore}D`,
            `DESCRIPTION:${escaped(say("appointments.ics.alarm"))}`,
            "END:VALARM",
          ]),
      "END:VEVENT",
    ];
  };
  const name = escaped(say("appointments.ics.name", { government: textIn(world.government.name, locale) }));
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Pendopo//${escaped(world.government.code)}//${locale.toUpperCase()}`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ...tickets.filter(({ starts_at }) => starts_at !== null).flatMap(event),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
}

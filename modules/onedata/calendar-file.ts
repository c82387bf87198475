import { createHash } from "node:crypto";
import { type Locale, nextDay, type World } from "../../kernel/index.ts";
import type { Release } from "./queries/datasets.ts";

const escaped = (text: string): string => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, "\\n");
const compact = (day: string): string => day.replaceAll("-", "");

/** Lines of at most 75 octets (RFC 5545 3.1), never cut within a letter. */
function folded(line: string): string {
  let [text, room] = ["", 75];
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (room < size) {
      text += "\r\n ";
      room = 74;
    }
    text += letter;
    room -= size;
  }
  return text;
}

/** Releases as whole days of a calendar (RFC 5545). One that is late says so in its title. */
export function releaseCalendar(world: World, releases: readonly Release[], locale: Locale): string {
  const say = world.words.say(locale);
  const { hostname } = new URL(world.config.PUBLIC_URL);
  const stamp = world.clock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d{3}/g, "");
  const event = (one: Release): string[] => {
    const title = (locale === "en" && one.title.en) || one.title.id;
    const late = one.published === null && one.late > 0;
    return [
      "BEGIN:VEVENT",
      `UID:${createHash("sha256").update(`${one.code} ${one.promised}`).digest("hex").slice(0, 32)}@${hostname}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(one.promised)}`,
      `DTEND;VALUE=DATE:${compact(nextDay(one.promised))}`,
      `SUMMARY:${escaped(late ? say("onedata.release.calendar-late", { title, late: one.late }) : title)}`,
      `STATUS:${one.published ? "CONFIRMED" : "TENTATIVE"}`,
      ...(one.number === null
        ? []
        : [`URL:${new URL(`/data/${one.code}/${one.number}`, world.config.PUBLIC_URL).href}`]),
      "END:VEVENT",
    ];
  };
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Pendopo//One Data//ID",
    `X-WR-CALNAME:${escaped(say("onedata.releases.title"))}`,
    "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ...releases.flatMap(event),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
}

import { Tag } from "../../../design/index.ts";
import { shortDate } from "../../../design/words.ts";
import { type Locale, type RequestContext, refuse, type Say, textIn, type World } from "../../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../../catalogue/index.ts";
import type { ActRow, CaseRow, Status } from "../tables.ts";

const tones: Partial<Record<Status, "green" | "yellow" | "red">> = {
  waiting: "yellow",
  approved: "yellow",
  issued: "green",
  refused: "red",
  lapsed: "red",
};
export const statusTag = (status: Status, say: Say) => <Tag tone={tones[status]}>{say(`cases.status.${status}`)}</Tag>;

/** Where the case is among its stations, as steps. */
export function stationsOf(
  service: OnlineService,
  row: CaseRow,
  { say, locale, world }: { say: Say; locale: Locale; world: World },
) {
  const at = row.process.tokens.map((token) => token.at);
  const current = service.process.stations.findIndex((station) => station.steps.some((name) => at.includes(name)));
  const zone = world.calendar.timeZone;
  const over = row.status === "issued";
  const items = service.process.stations.map((station, i) => ({
    title: textIn(station.title, locale),
    state:
      over || (current >= 0 && i < current) ? ("done" as const) : i === current ? ("now" as const) : ("next" as const),
    ...(i === current && {
      detail: row.paused_at
        ? say("cases.station.yours")
        : i === 0
          ? say("cases.station.due", { day: shortDate(row.due_at, locale, zone) })
          : "",
    }),
  }));
  return [
    {
      title: say("cases.station.submitted"),
      detail: shortDate(row.submitted_at, locale, zone),
      state: "done" as const,
    },
    ...items,
  ];
}

/** What an act of the history was, in words. */
export function actWords(
  act: ActRow,
  service: OnlineService,
  say: Say,
  locale: Locale,
): { what: string; more?: string } {
  const { field: id, message, reason } = act.body as Record<string, string>;
  const asked = service.form.pages.flatMap((one) => one.fields).find((one) => one.id === id);
  const why = service.refusals.find((one) => one.code === reason);
  const more = [asked && textIn(asked.label, locale), why && textIn(why.text, locale), message]
    .filter(Boolean)
    .join(": ");
  return { what: say(`cases.act.${act.kind}`), ...(more && { more }) };
}

/** The version of the service that a case is pinned to. */
export async function serviceOf({ ask }: Pick<RequestContext, "ask">, row: CaseRow): Promise<OnlineService> {
  const service = await ask(serviceByCode, { code: row.service, version: row.version });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  return service;
}

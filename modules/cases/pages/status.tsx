import { Tag } from "../../../design/index.ts";
import { shortDate } from "../../../design/words.ts";
import {
  type Locale,
  money,
  moneyText,
  type RequestContext,
  refuse,
  type Say,
  textIn,
  type World,
} from "../../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../../catalogue/index.ts";
import { forms } from "../../forms/index.ts";
import { withHand } from "../by-hand.ts";
import type { ActRow, CaseRow, Status } from "../tables.ts";

const tones: Partial<Record<Status, "green" | "yellow" | "red">> = {
  waiting: "yellow",
  approved: "yellow",
  issued: "green",
  granted: "green",
  refused: "red",
  lapsed: "red",
};
/** The state in a word. `own`: said to the applicant, who is waited for. */
export const statusTag = (status: Status, say: Say, own = true) => (
  <Tag tone={tones[status]}>{say(`cases.status.${own && status === "waiting" ? "yours" : status}`)}</Tag>
);

type Station = OnlineService["process"]["stations"][number];
/** The act that ends a station: what it waits for, or the decision. */
function endOf({ process }: OnlineService, station: Station): string {
  const waits = station.steps.flatMap((name) => {
    const step = process.steps[name];
    return step && "wait" in step ? [step.wait] : [];
  });
  return waits.includes("payment") ? "paid" : waits.includes("issued") ? "issued" : "approved";
}
const withoutResult: readonly Status[] = ["refused", "withdrawn", "lapsed", "merged"];

/** Where the case is among its stations, as steps: each with the day that is known of it. */
export function stationsOf(
  service: OnlineService,
  row: CaseRow,
  acts: readonly ActRow[],
  { say, locale, world }: { say: Say; locale: Locale; world: World },
) {
  const at = row.process.tokens.map((token) => token.at);
  const { stations } = service.process;
  const current = stations.findIndex((station) => station.steps.some((name) => at.includes(name)));
  const day = (date: Date | undefined) => (date ? shortDate(date, locale, world.calendar.timeZone) : "");
  const ended = (station: Station) => acts.find((act) => act.kind === endOf(service, station))?.at;
  const closed = withoutResult.includes(row.status);
  const until = (station: Station): string => {
    if (row.paused_at) return say(row.paused_why ? "cases.station.stands" : "cases.station.yours");
    const billed = acts.findLast((act) => act.kind === "billed");
    const ends = endOf(service, station);
    if (ends === "issued") return "";
    const due =
      ends === "paid" && billed
        ? // What was billed before bills said their day counted it from one number.
          new Date(
            (billed.body.until as string | undefined) ??
              billed.at.getTime() + Number(service.fee?.payWithinDays) * 86_400_000,
          )
        : row.due_at;
    return say("cases.station.due", { day: day(due) });
  };
  return [
    { title: say("cases.station.submitted"), detail: day(row.submitted_at), state: "done" as const },
    ...stations
      .map((station, i) => {
        const title = textIn(station.title, locale);
        if (row.status === "issued" || row.status === "granted" || i < current || (closed && ended(station)))
          return { title, detail: day(ended(station)), state: "done" as const };
        return i === current
          ? { title, detail: until(station), state: "now" as const }
          : { title, state: "next" as const };
      })
      // What was refused or withdrawn goes no further: the stations ahead would promise what never comes.
      .filter(({ state }) => !closed || state === "done"),
    ...(closed
      ? [{ title: say(`cases.act.${row.status}`), detail: day(row.closed_at ?? undefined), state: "over" as const }]
      : []),
  ];
}

export const stepWords = (say: Say) => ({
  done: say("cases.step.done"),
  now: say("cases.step.now"),
  over: say("cases.step.over"),
});

/** What it costs, as it was decided; "" for what costs nothing. */
export function feeOf(
  { fee }: OnlineService,
  row: CaseRow,
  { locale, world }: { locale: Locale; world: World },
): string {
  const amount = fee && row.decisions[fee.decision]?.outputs?.[fee.output];
  return typeof amount === "number" ? moneyText(money(amount, world.government.currency), locale) : "";
}

/** What an act of the history was, in words. */
export function actWords(
  act: ActRow,
  service: OnlineService,
  say: Say,
  locale: Locale,
): { what: string; more?: string } {
  const {
    field: id,
    fields,
    returned,
    message,
    reason,
    to,
    named,
  } = act.body as {
    [name in "field" | "message" | "reason" | "to"]?: string;
  } & { fields?: string[]; named?: string[]; returned?: { field: string; message: string }[] };
  const label = (asked: string) => textIn(forms.fieldById(service.form, asked)?.field.label, locale);
  const why = service.refusals.find((one) => one.code === reason);
  const mended = fields ?? (id ? [id] : []);
  const more = [
    to,
    mended.map(label).join(", "),
    why && textIn(why.text, locale).replace(/\.$/, ""),
    returned?.map((one) => `${label(one.field)}: ${one.message}`).join("; "),
    message,
    named && say("cases.note.named", { names: named.join(", ") }),
  ]
    .filter(Boolean)
    .join(": ");
  return { what: say(`cases.act.${act.kind}`), ...(more && { more }) };
}

/** The version of the service that a case is pinned to. */
export async function serviceOf(
  { ask, world }: Pick<RequestContext, "ask" | "world">,
  row: CaseRow,
): Promise<OnlineService> {
  const service = await ask(serviceByCode, { code: row.service, version: row.version });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  return { ...service, process: withHand(world, service) };
}

import { Filters, Queue, SearchBox } from "../../../design/index.ts";
import {
  type Actor,
  desksOf,
  goTo,
  officeOf,
  page,
  type RequestContext,
  type Role,
  refuse,
  type Text,
  textIn,
} from "../../../kernel/index.ts";
import { allServices } from "../../catalogue/index.ts";
import { workOf } from "../../process/index.ts";
import { queue } from "../queries/queue.ts";

type QueueRow = Awaited<ReturnType<typeof queue.answer>>["rows"][number];

/** How long a task has: in words first, in colour second. */
function due({ say, world }: RequestContext, at: Date): { due: string; tone?: "late" | "well" } {
  const now = world.clock.now();
  const days = world.calendar.workingDaysBetween(now, at);
  if (at < now) return { due: say("cases.due.late"), tone: "late" };
  return days === 0
    ? { due: say("cases.due.today"), tone: "late" }
    : { due: say("cases.due.days", { days }), ...(days > 3 && { tone: "well" as const }) };
}

/** Tasks as a queue shows them. `here`: the case that is open beside it. */
export const queueItems = (context: RequestContext, rows: readonly QueueRow[], here?: string) =>
  rows.map((row) => ({
    href: `/petugas/kasus/${row.case_id}`,
    title: row.label,
    ...due(context, row.due_at),
    here: row.case_id === here,
    under: [row.number, textIn(row.title, context.locale), row.assignee_name ?? context.say("cases.queue.free")].join(
      " · ",
    ),
  }));

/** Duties that tasks are given to. */
const handlers: readonly Role[] = ["reviewer", "opinion-giver", "head"];
export const works = ({ officer }: Actor): boolean => officer?.roles.some((role) => handlers.includes(role)) ?? false;

/** The steps at which this officer's office has work, of all services. */
function stepsOf(services: Awaited<ReturnType<typeof allServices.answer>>, { officer }: Actor) {
  const found = new Map<string, { step: string; title: Text }>();
  for (const { process } of services)
    for (const [step, one] of Object.entries(process?.steps ?? {})) {
      const work = workOf(one);
      const here = work?.agency === "$item" || (work?.agency === officer!.agency && work.office === officer!.office);
      if (work && here && officer!.roles.some((role) => role === work.role))
        found.set(step, { step, title: work.title });
    }
  return [...found.values()];
}

/** My office's queue with its filters. */
export const queuePage = page({
  path: "/petugas",
  desk: { label: "cases.desk.queue", roles: handlers },
  async show(context) {
    const { ask, say, locale, query, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    if (!works(actor)) return goTo(desksOf(world, actor)[0]?.path ?? "/akun/bertindak");
    const words = query.q?.slice(0, 60);
    const steps = stepsOf(await ask(allServices, {}), actor);
    const step = steps.find((one) => one.step === query.tahap)?.step;
    const found = await ask(queue, {
      whose: query.siapa === "saya" ? "mine" : query.siapa === "bebas" ? "free" : "office",
      ...(step && { step }),
      ...(query.batas === "lewat" && { due: "late" as const }),
      ...(query.batas === "segera" && { due: "soon" as const }),
      ...(words && { words }),
      ...(query.after && { after: query.after }),
    });
    const office = officeOf(world.government, actor.officer!.agency, actor.officer!.office);
    const chosen = { siapa: query.siapa, tahap: step, batas: query.batas, q: words };
    const link = (change: Record<string, string>) => {
      const kept = Object.entries({ ...chosen, ...change }).filter((one): one is [string, string] => Boolean(one[1]));
      return kept.length > 0 ? `/petugas?${new URLSearchParams(kept)}` : "/petugas";
    };
    const choice = (name: keyof typeof chosen, value: string, label: string) => ({
      href: link({ [name]: value }),
      label,
      here: (chosen[name] ?? "") === value,
    });
    return {
      title: say("cases.queue.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("cases.queue.title")}</h1>
          <p class="quiet">{textIn(office?.name, locale)}</p>
          <Filters
            label={say("cases.queue.filter")}
            items={[
              choice("siapa", "", say("cases.queue.office")),
              choice("siapa", "saya", say("cases.queue.mine")),
              choice("siapa", "bebas", say("cases.queue.not-taken")),
            ]}
          />
          <Filters
            small
            label={say("cases.queue.by-due")}
            items={[
              choice("batas", "", say("cases.queue.any-due")),
              choice("batas", "lewat", say("cases.queue.late")),
              choice("batas", "segera", say("cases.queue.soon")),
            ]}
          />
          {steps.length > 1 && (
            <Filters
              small
              label={say("cases.queue.by-step")}
              items={[
                choice("tahap", "", say("cases.queue.any-step")),
                ...steps.map((one) => choice("tahap", one.step, textIn(one.title, locale))),
              ]}
            />
          )}
          <SearchBox
            seen
            action="/petugas"
            label={say("cases.queue.search")}
            button={say("cases.queue.find")}
            value={words ?? ""}
          />
          {found.rows.length === 0 ? (
            <p>{say("cases.queue.none")}</p>
          ) : (
            <Queue items={queueItems(context, found.rows)} />
          )}
          {found.next && (
            <p>
              <a href={link({ after: found.next })}>{say("cases.queue.more")}</a>
            </p>
          )}
        </>
      ),
    };
  },
});

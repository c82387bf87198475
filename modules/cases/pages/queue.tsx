import { FactRows, Queue, SearchBox } from "../../../design/index.ts";
import { type Actor, goTo, officeOf, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
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

/** Whether this officer has duties that tasks are given to. */
export const works = (actor: Actor): boolean =>
  actor.officer?.roles.some((role) => role === "reviewer" || role === "opinion-giver" || role === "head") ?? false;

/** My office's queue with its filters. */
export const queuePage = page({
  path: "/petugas",
  async show(context) {
    const { ask, say, locale, query, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    if (!works(actor)) {
      return {
        title: say("cases.queue.title"),
        main: (
          <>
            <h1>{say("cases.queue.title")}</h1>
            <p>{say("cases.queue.other-duty")}</p>
            <FactRows
              items={[
                ...(actor.officer!.roles.includes("auditor") ? [{ href: "/log", title: say("cases.queue.log") }] : []),
                { href: "/akun/bertindak", title: say("cases.queue.switch") },
              ]}
            />
          </>
        ),
      };
    }
    const whose = query.siapa === "saya" ? "mine" : query.siapa === "bebas" ? "free" : "office";
    const words = query.q?.slice(0, 60);
    const found = await ask(queue, { whose, ...(words && { words }), ...(query.after && { after: query.after }) });
    const office = officeOf(world.government, actor.officer!.agency, actor.officer!.office);
    const tab = (key: string, label: string) => ({
      href: key ? `/petugas?siapa=${key}` : "/petugas",
      label,
      here: (query.siapa ?? "") === key,
    });
    return {
      title: say("cases.queue.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("cases.queue.title")}</h1>
          <p class="quiet">{textIn(office?.name, locale)}</p>
          <nav aria-label={say("cases.queue.filter")}>
            <ul class="govuk-button-group">
              {[
                tab("", say("cases.queue.office")),
                tab("saya", say("cases.queue.mine")),
                tab("bebas", say("cases.queue.free")),
              ].map((one) => (
                <li key={one.href} class="govuk-list">
                  <a href={one.href} aria-current={one.here ? "page" : undefined}>
                    {one.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <SearchBox
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
              <a href={`/petugas?after=${found.next}${query.siapa ? `&siapa=${query.siapa}` : ""}`}>
                {say("cases.queue.more")}
              </a>
            </p>
          )}
        </>
      ),
    };
  },
});

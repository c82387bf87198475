import { Button, Desk, Filters, Notice, QueueList, SearchBox, Worklist } from "../../../design/index.ts";
import {
  type Actor,
  desksOf,
  field,
  goTo,
  officeOf,
  page,
  type RequestContext,
  type Role,
  refuse,
  textIn,
} from "../../../kernel/index.ts";
import { allServices } from "../../catalogue/index.ts";
import { colleaguesOf, seeMention } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { prepareBulk } from "../commands/bulk.ts";
import { remindApplicant } from "../commands/remind-applicant.ts";
import { dropQueue, saveQueue } from "../commands/saved-queues.ts";
import { mostCounted, queue, queueCounts } from "../queries/queue.ts";
import { savedQueues } from "../queries/saved-queues.ts";
import { Narrowing, type Queue, queuesFor } from "../queues.ts";
import { Once, Wrong } from "./parts.tsx";
import { ForMany, KeepView, stepsOf, workItems } from "./queue-parts.tsx";

/** Duties that tasks are given to. */
const handlers: readonly Role[] = ["reviewer", "opinion-giver", "head"];
export const works = ({ officer }: Actor): boolean => officer?.roles.some((role) => handlers.includes(role)) ?? false;

/** What is narrowed on top of the chosen queue, as its address says it. */
function narrowed({ query }: RequestContext, filter: Narrowing, steps: readonly { step: string }[]): Narrowing {
  const step = steps.find((one) => one.step === query.tahap)?.step;
  const words = query.q?.slice(0, 60);
  return {
    ...filter,
    ...(step && { step }),
    ...(query.batas === "lewat" && { due: "late" as const }),
    ...(query.batas === "segera" && { due: "soon" as const }),
    ...(words && { words }),
  };
}

/** The queues of an officer: the government's first, then their own. */
async function queuesOf({ ask, world, actor, query }: RequestContext) {
  const own = (await ask(savedQueues, {})).map(
    (one): Queue => ({
      code: one.id,
      title: one.title,
      roles: ["reviewer"],
      filter: Narrowing.parse(one.asked),
      order: "due",
      columns: ["number", "step", "assignee"],
      act: "open",
    }),
  );
  const all = [...queuesFor(world, actor), ...own];
  return { all, own, chosen: all.find(({ code }) => code === query.antrean) ?? all[0]! };
}

/** The office's work, one queue at a time: how much is in each, what is in this one, and what can be done with it. */
export const queuePage = page({
  path: "/petugas",
  desk: { label: "cases.desk.queue", roles: handlers },
  async show(context, refusal) {
    const { ask, say, locale, query, actor, world, once, form } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    if (queuesFor(world, actor).length === 0) return goTo(desksOf(world, actor)[0]?.path ?? "/akun/bertindak");
    const { all, own, chosen } = await queuesOf(context);
    const services = await ask(allServices, {});
    const steps = chosen.filter.of === "tasks" ? stepsOf(services, actor) : [];
    const asked = narrowed(context, chosen.filter, steps);
    const counts = await ask(queueCounts, { queues: [...all.map(({ filter }) => filter), asked] });
    const counted = (n: number) => (n >= mostCounted ? say("cases.queue.many", { most: mostCounted - 1 }) : String(n));
    const found = await ask(queue, { ...asked, order: chosen.order, ...(query.after && { after: query.after }) });
    const office = officeOf(world.government, actor.officer!.agency, actor.officer!.office);
    const view = { antrean: query.antrean, tahap: asked.step, batas: query.batas, q: asked.words };
    const link = (change: Record<string, string>) => {
      const kept = Object.entries({ ...view, ...change }).filter((one): one is [string, string] => Boolean(one[1]));
      return kept.length > 0 ? `/petugas?${new URLSearchParams(kept)}` : "/petugas";
    };
    const choice = (name: keyof typeof view, value: string, label: string) => ({
      href: link({ [name]: value }),
      label,
      here: (view[name] ?? "") === value,
    });
    const many = chosen.filter.of === "tasks" || chosen.filter.of === "waiting";
    const outcomes = [
      ...new Set(steps.filter((one) => !asked.step || one.step === asked.step).flatMap((one) => one.bulk)),
    ];
    const titles = new Map(services.map(({ code, title }) => [code, title]));
    return {
      title: say("cases.queue.title"),
      layout: "desk",
      main: (
        <Desk
          words={{ queue: say("cases.queue.title") }}
          queue={
            <>
              <h2>{textIn(office?.name, locale)}</h2>
              <QueueList
                label={say("cases.queue.title")}
                items={all.map((one, i) => ({
                  href: i === 0 ? "/petugas" : `/petugas?antrean=${one.code}`,
                  label: textIn(one.title, locale),
                  count: counted(counts[i]!),
                  here: one === chosen,
                }))}
              />
              <p>
                <a href="/petugas/lapangan">{say("cases.field.title")}</a>
              </p>
              <p>
                <a href="/petugas/absen">{say("cases.absence.title")}</a>
              </p>
            </>
          }
        >
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{textIn(chosen.title, locale)}</h1>
          {query.diingatkan && <Notice>{say("cases.queue.reminded")}</Notice>}
          {chosen.filter.of === "tasks" && !chosen.filter.due && (
            <Filters
              small
              label={say("cases.queue.by-due")}
              items={[
                choice("batas", "", say("cases.queue.any-due")),
                choice("batas", "lewat", say("cases.queue.late")),
                choice("batas", "segera", say("cases.queue.soon")),
              ]}
            />
          )}
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
            value={asked.words ?? ""}
            keep={{ antrean: view.antrean, tahap: view.tahap, batas: view.batas }}
          />
          <form method="post" action={link({})} noValidate>
            <Once once={once} />
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            {found.rows.length === 0 ? (
              <p>{say("cases.queue.none")}</p>
            ) : (
              <Worklist
                items={workItems(context, found.rows, chosen, titles)}
                choose={
                  many
                    ? {
                        name: "row",
                        label: (title) => say("cases.bulk.choose", { title }),
                        chosen: new Set([form.row ?? []].flat()),
                      }
                    : undefined
                }
              />
            )}
            {found.next && (
              <p>
                <a href={link({ after: found.next })}>{say("cases.queue.more")}</a>
              </p>
            )}
            {many && found.rows.length > 0 && (
              <ForMany
                context={context}
                of={chosen.filter.of}
                colleagues={await colleaguesOf(context)}
                outcomes={outcomes}
                all={counts.at(-1)! > 1 ? counted(counts.at(-1)!) : null}
              />
            )}
            {chosen.filter.whose === "free" && found.rows.length > 0 && (
              <Button look="secondary" name="do" value="balance">
                {say("cases.bulk.do.balance")}
              </Button>
            )}
            {chosen.filter.of === "tasks" && <KeepView context={context} kept={own.includes(chosen)} />}
          </form>
        </Desk>
      ),
    };
  },
  async submit(context) {
    const { act, ask, form, actor, address, query } = context;
    const [task = "", of = ""] = field(form, "take").split(".");
    if (task) {
      await act(assignTask, { task, officer: actor.officer?.id ?? null, seen: null });
      return goTo(`/petugas/kasus/${of}`);
    }
    const back = new URL(address, "http://here");
    if (field(form, "remind")) {
      await act(remindApplicant, { case: field(form, "remind") });
      back.searchParams.set("diingatkan", "ya");
      return goTo(back.pathname + back.search);
    }
    if (field(form, "seen")) {
      await act(seeMention, { id: field(form, "seen") });
      return goTo(address);
    }
    const [what, outcome] = field(form, "do").split(".");
    if (what === "keep") {
      const { chosen } = await queuesOf(context);
      const asked = narrowed(context, chosen.filter, stepsOf(await ask(allServices, {}), actor));
      const { id } = await act(saveQueue, { title: field(form, "title"), asked });
      return goTo(`/petugas?antrean=${id}`);
    }
    if (what === "forget") {
      await act(dropQueue, { id: query.antrean ?? "" });
      return goTo("/petugas");
    }
    const rows = [form.row ?? []].flat() as string[];
    const whole = what !== "balance" &&
      field(form, "which") === "all" && {
        queue: narrowed(context, (await queuesOf(context)).chosen.filter, stepsOf(await ask(allServices, {}), actor)),
      };
    const { id } = await act(prepareBulk, {
      kind: what as "assign",
      rows: what === "balance" || whole ? [] : rows,
      ...whole,
      ...(what === "assign" && { officer: field(form, "officer") || null }),
      ...(outcome && { outcome }),
      ...(field(form, "text") && { text: field(form, "text") }),
    });
    return goTo(`/petugas/sekaligus/${id}`);
  },
});

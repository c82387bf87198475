import { Button, FactRows, Figures, InsetText, Table, Tag, Textarea } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { allServices } from "../../catalogue/index.ts";
import { sendSignal, steerSignal } from "../commands/signals.ts";
import { signalById, signalNames, signalPreview, signals } from "../queries/signals.ts";
import type { SignalRow } from "../signals.ts";
import { ByState, Older, Once, Wrong } from "./parts.tsx";

const here = "/petugas/sinyal";
const hearing = (signal: string, to: Record<string, string>) =>
  `${here}/kirim?${new URLSearchParams({ sinyal: signal, ...to })}`;

/** "Identity card" for a service, "Registration" for an office. */
async function targetWords({ ask, world, locale, say }: RequestContext, target: Pick<SignalRow, "service" | "office">) {
  if (target.service) {
    const service = (await ask(allServices, {})).find(({ code }) => code === target.service);
    return service ? textIn(service.title, locale) : target.service;
  }
  const [agency, office] = (target.office ?? "").split("/");
  const found = world.government.agencies
    .find(({ code }) => code === agency)
    ?.offices.find(({ code }) => code === office);
  return say("cases.signal.all-of-office", { office: textIn(found?.name, locale) || (target.office ?? "") });
}

/** What cases of the agency can be told from outside, and what they were told. */
export const signalsPage = page({
  path: here,
  desk: { label: "cases.signal.desk", roles: ["head"] },
  async show(context) {
    const { ask, say, locale, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const sent = await ask(signals, {});
    const mine = (await ask(allServices, {})).filter(({ agency }) => agency === actor.officer?.agency);
    const names = await ask(signalNames, { services: mine.map(({ code }) => code) });
    const offices = [...new Set(mine.map(({ office }) => office))];
    const items = names.flatMap(({ name, services, texts }) => {
      const title = texts.map((text) => textIn(text, locale)).join(" / ") || name;
      const one = (target: { service?: string; office?: string }, to: Record<string, string>, of: string) => ({
        href: hearing(name, to),
        title,
        facts: null,
        under: `${of} · ${name}`,
        key: `${name} ${target.service ?? target.office}`,
      });
      return [
        ...offices
          .filter((office) => mine.filter((of) => of.office === office && services.includes(of.code)).length > 1)
          .map((office) => ({ office: `${actor.officer!.agency}/${office}` }))
          .map((target) => [target, { kantor: target.office }] as const),
        ...services.map((service) => [{ service }, { layanan: service }] as const),
      ].map(([target, to]) => ({ target, row: one(target, to as Record<string, string>, "") }));
    });
    const rows = await Promise.all(
      items.map(async ({ target, row }) => ({
        ...row,
        under: `${await targetWords(context, { service: null, office: null, ...target })}${row.under}`,
      })),
    );
    return {
      title: say("cases.signal.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("cases.signal.title")}</h1>
          <p class="lead">{say("cases.signal.about")}</p>
          <h2>{say("cases.signal.waited-for")}</h2>
          {rows.length === 0 ? <p>{say("cases.signal.none")}</p> : <FactRows items={rows} />}
          {sent.length > 0 && <h2>{say("cases.signal.sent")}</h2>}
          <FactRows
            items={
              await Promise.all(
                sent.map(async (one) => ({
                  href: `${here}/${one.id}`,
                  title: one.reason,
                  facts: <Tag>{say(`cases.signal.state.${one.state}`)}</Tag>,
                  under: `${await targetWords(context, one)} · ${one.name} · ${dateTime(one.sent_at, locale, world.calendar.timeZone)}`,
                })),
              )
            }
          />
        </>
      ),
    };
  },
});

/** Who would hear it, before anything is said. */
export const sendSignalPage = page({
  path: `${here}/kirim`,
  async show(context, refusal) {
    const { ask, say, locale, query, once, form, address } = context;
    const { after } = query;
    const asked = askedFor(context);
    const { count, cases, next, texts } = await ask(signalPreview, { ...asked, ...(after && { after }) });
    const title = texts.map((text) => textIn(text, locale)).join(" / ") || asked.signal;
    const titles = new Map((await ask(allServices, {})).map((one) => [one.code, textIn(one.title, locale)]));
    return {
      title: say("cases.signal.send"),
      layout: "wide",
      back: { href: here, label: say("cases.signal.title") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{title}</h1>
          <p class="lead">
            {say("cases.signal.would", {
              count,
              target: await targetWords(context, { service: asked.service ?? null, office: asked.office ?? null }),
            })}
          </p>
          {count > 0 && (
            <>
              <form method="post" action={address} class="short" noValidate>
                <Once once={once} />
                <Textarea
                  id="reason"
                  name="reason"
                  label={say("cases.signal.reason")}
                  hint={say("cases.signal.reason-hint")}
                  value={field(form, "reason")}
                  rows={2}
                  maxLength={500}
                />
                <Button>{say("cases.signal.go", { count })}</Button>
              </form>
              <Table
                caption={say("cases.signal.who")}
                head={[say("cases.bulk.number"), say("cases.signal.service"), say("cases.signal.where")]}
                rows={cases.map((one) => [
                  <a href={`/petugas/kasus/${one.id}`}>{one.number}</a>,
                  titles.get(one.service) ?? one.service,
                  one.texts.map((text) => textIn(text, locale)).join(", "),
                ])}
              />
              <Older context={context} next={next} newer={after !== undefined} />
            </>
          )}
        </>
      ),
    };
  },
  async submit(context) {
    const { id } = await context.act(sendSignal, { ...askedFor(context), reason: field(context.form, "reason") });
    return goTo(`${here}/${id}`);
  },
});

const askedFor = ({ query }: RequestContext) => ({
  signal: query.sinyal ?? "",
  ...(query.layanan && { service: query.layanan }),
  ...(query.kantor && { office: query.kantor }),
});

const states = ["waiting", "heard", "passed", "failed"] as const;

/** How far a signal has come. A reload shows more. */
export const signalPage = page({
  path: `${here}/:id`,
  async show(context, refusal) {
    const { ask, say, locale, params, query, once, world } = context;
    const state = states.find((one) => one === query.keadaan);
    const found = await ask(signalById, {
      id: params.id ?? "",
      ...(state && { state }),
      ...(query.after && { after: query.after }),
    });
    const { counts } = found;
    const self = `${here}/${found.id}`;
    const button = (go: "stop" | "on", look: "main" | "warning", label: string) => (
      <Button name="go" value={go} look={look}>
        {label}
      </Button>
    );
    return {
      title: say("cases.signal.one"),
      layout: "wide",
      back: { href: here, label: say("cases.signal.title") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <div class="title-row">
            <h1>{say("cases.signal.one")}</h1>
            <Tag>{say(`cases.signal.state.${found.state}`)}</Tag>
          </div>
          <p class="quiet">
            {[
              await targetWords(context, found),
              found.name,
              found.sent_by,
              dateTime(found.sent_at, locale, world.calendar.timeZone),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <InsetText>{found.reason}</InsetText>
          <Figures
            items={states.map((one) => ({ figure: String(counts[one]), meaning: say(`cases.signal.case.${one}`) }))}
          />
          {found.state === "running" && (
            <p>
              {say("cases.bulk.running")} <a href={self}>{say("cases.bulk.reload")}</a>
            </p>
          )}
          <form method="post" action={self}>
            <Once once={once} />
            {found.state === "running" && button("stop", "warning", say("cases.bulk.go.stop"))}
            {found.state === "stopped" && button("on", "main", say("cases.bulk.go.resume"))}
            {found.state === "done" &&
              counts.failed > 0 &&
              button("on", "main", say("cases.signal.again", { failed: counts.failed }))}
          </form>
          <ByState
            self={self}
            states={states.filter((one) => counts[one] > 0)}
            here={state}
            label={(one) => say(`cases.signal.case.${one}`)}
            say={say}
          />
          <Table
            caption={say("cases.bulk.each")}
            head={[say("cases.bulk.number"), say("cases.bulk.what")]}
            rows={found.cases.map((one) => [
              <a href={`/petugas/kasus/${one.case_id}`}>{one.number}</a>,
              say(`cases.signal.case.${one.state}`),
            ])}
          />
          <Older context={context} next={found.next} newer={query.after !== undefined} />
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    await act(steerSignal, { id, go: field(form, "go") === "stop" ? "stop" : "on" });
    return goTo(`${here}/${id}`);
  },
});

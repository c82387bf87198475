import { Button, ErrorSummary, FactRows, Notice, Select, Textarea, TextInput } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { finishFollowUp, planFollowUp } from "../commands/follow-up.ts";
import { instrumentOf } from "../instrument.ts";
import { results } from "../queries/results.ts";
import { followUps } from "../queries/survey.ts";
import { elementName, figureWords, periodWords } from "./parts.tsx";

/** The head of an agency sees what people liked least and says in public what is done about it. */
export const followUpPage = page({
  path: "/petugas/kepuasan",
  desk: { label: "satisfaction.desk", roles: ["head"] },
  async show({ ask, say, locale, actor, world, form, once, query }, refusal) {
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (!actor.officer?.roles.includes("head")) refuse("not-allowed", "kernel.refusal.not-allowed");
    const { agency } = actor.officer;
    const found = await ask(results, {});
    const instrument = instrumentOf(world.government, found.instrument)!;
    const own = found.services.filter((one) => one.agency === agency);
    const rows = await ask(followUps, { agency });
    const at = (path: string) => {
      const fault = refusal?.faults.find((one) => one.path === path);
      return fault && say(fault.messageKey, fault.values);
    };
    const text = (name: string) => ({
      id: name,
      name,
      label: say(`satisfaction.desk.${name}`),
      value: field(form, name),
      error: at(name),
    });
    return {
      title: say("satisfaction.desk.title"),
      main: (
        <>
          <ErrorSummary
            title={say("satisfaction.errors")}
            errors={
              refusal && refusal.faults.length === 0
                ? [{ text: say(refusal.messageKey, refusal.values) }]
                : (refusal?.faults ?? []).map((one) => ({
                    text: say(one.messageKey, one.values),
                    href: `#${one.path}`,
                  }))
            }
          />
          {query.selesai && <Notice>{say("satisfaction.desk.saved")}</Notice>}
          <h1>{say("satisfaction.desk.title")}</h1>
          {own.length === 0 && <p>{say("satisfaction.results.none")}</p>}
          <FactRows
            items={own.map((one) => ({
              href: `/kepuasan/${one.key}?periode=${found.period}`,
              title: textIn(one.title ?? one.key, locale),
              facts: one.index ? `${figureWords(one.index, locale)} · ${one.grade}` : say("satisfaction.too-few"),
              under: one.lowest
                ? say("satisfaction.lowest-is", { element: elementName(instrument, one.lowest, locale) })
                : undefined,
            }))}
          />
          {own.length > 0 && (
            <form method="post" action="/petugas/kepuasan" class="short" noValidate>
              <input type="hidden" name="_once" value={once} />
              <input type="hidden" name="period" value={found.period} />
              <h2>{say("satisfaction.desk.plan-new", { period: periodWords(found.period, say) })}</h2>
              <Select
                id="service"
                name="service"
                label={say("satisfaction.desk.service")}
                value={field(form, "service")}
                options={own.map((one) => ({ value: one.key, text: textIn(one.title ?? one.key, locale) }))}
              />
              <Select
                id="element"
                name="element"
                label={say("satisfaction.element")}
                value={field(form, "element") || own[0]!.lowest || undefined}
                options={instrument.elements.map((one) => ({ value: one.code, text: textIn(one.name, locale) }))}
              />
              <Textarea {...text("plan")} rows={3} maxLength={1000} />
              <Textarea {...text("planEn")} rows={3} maxLength={1000} />
              <TextInput {...text("due")} hint={say("satisfaction.desk.due-hint")} width={10} maxLength={10} />
              <Button name="do" value="plan">
                {say("satisfaction.desk.publish")}
              </Button>
            </form>
          )}
          {rows
            .filter((row) => row.done_at === null)
            .map((row) => (
              <form method="post" action="/petugas/kepuasan" class="box" noValidate key={row.id}>
                <input type="hidden" name="_once" value={once} />
                <input type="hidden" name="followUp" value={row.id} />
                <h3>
                  {elementName(instrument, row.element, locale)}: {textIn(row.plan, locale)}
                </h3>
                <p class="quiet">{say("satisfaction.follow-up.due", { day: dayWords(row.due, locale) })}</p>
                <Textarea
                  id={field(form, "followUp") === row.id ? "outcome" : `outcome-${row.id}`}
                  name="outcome"
                  label={say("satisfaction.desk.outcome")}
                  value={field(form, "followUp") === row.id ? field(form, "outcome") : ""}
                  error={field(form, "followUp") === row.id ? at("outcome") : undefined}
                  rows={2}
                  maxLength={1000}
                />
                <Button name="do" value="finish" look="secondary">
                  {say("satisfaction.desk.finish")}
                </Button>
              </form>
            ))}
        </>
      ),
    };
  },
  async submit({ act, form }) {
    if (field(form, "do") === "finish")
      await act(finishFollowUp, { followUp: field(form, "followUp"), outcome: field(form, "outcome") });
    else
      await act(planFollowUp, {
        service: field(form, "service"),
        period: field(form, "period"),
        element: field(form, "element"),
        plan: field(form, "plan"),
        planEn: field(form, "planEn"),
        due: field(form, "due"),
      });
    return goTo("/petugas/kepuasan?selesai=ya");
  },
});

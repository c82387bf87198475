import { Button, Checkboxes, DateInput, Select, Table } from "../../../design/index.ts";
import { longDate } from "../../../design/words.ts";
import { type Form, field, goTo, page, type Role, refuse } from "../../../kernel/index.ts";
import { faultWords } from "../../forms/index.ts";
import { officersOf } from "../../identity/index.ts";
import { declareAbsence, revokeAbsence } from "../commands/absence.ts";
import { absences } from "../queries/absences.ts";
import { Once, Wrong } from "./parts.tsx";

const duties: readonly Role[] = ["reviewer", "opinion-giver", "head"];
const dayOf = (form: Form, name: string): string =>
  ["year", "month", "day"].map((part) => field(form, `${name}.${part}`).padStart(2, "0")).join("-");

/** Who is away and who stands in; and saying so. */
export const absencePage = page({
  path: "/petugas/absen",
  async show({ ask, say, locale, actor, world, once, form }, refusal) {
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    const me = actor.officer!;
    const known = await ask(absences, {});
    const mine = me.roles.filter((role) => duties.includes(role));
    const found = await Promise.all(
      mine.map((role) => ask(officersOf, { agency: me.agency, office: me.office, role })),
    );
    const colleagues = [...new Map(found.flat().map((one) => [one.id, one])).values()];
    const at = (path: string) => {
      const fault = refusal?.faults.find((one) => one.path === path);
      return fault && faultWords(fault, say, locale);
    };
    const day = (iso: string) => longDate(new Date(`${iso}T05:00:00Z`), locale, world.calendar.timeZone);
    // Today, until something else was written: most absences are told on the day.
    const [thisYear = "", thisMonth = "", thisDay = ""] = world.calendar.today(world.clock.now()).split("-");
    const date = (name: string) => ({
      day: form[`${name}.day`] === undefined ? thisDay : field(form, `${name}.day`),
      month: form[`${name}.month`] === undefined ? thisMonth : field(form, `${name}.month`),
      year: form[`${name}.year`] === undefined ? thisYear : field(form, `${name}.year`),
    });
    const names = { day: say("forms.day"), month: say("forms.month"), year: say("forms.year") };
    return {
      title: say("cases.absence.title"),
      layout: "wide",
      back: { href: "/petugas", label: say("cases.queue.title") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.absence.title")}</h1>
          {known.length === 0 ? (
            <p>{say("cases.absence.none")}</p>
          ) : (
            <form method="post" action="/petugas/absen">
              <Once once={once} />
              <Table
                caption={say("cases.absence.list")}
                head={[
                  say("cases.absence.who"),
                  say("cases.absence.when"),
                  say("cases.absence.deputy"),
                  say("cases.absence.duties"),
                  "",
                ]}
                rows={known.map((one) => [
                  one.officer_name,
                  say("cases.absence.days", { from: day(one.from_day), until: day(one.until_day) }),
                  one.deputy_name ?? say("cases.absence.no-deputy"),
                  one.roles.map((role) => say(`cases.duty.${role}`)).join(", "),
                  <Button look="link" name="revoke" value={one.id}>
                    {say("cases.absence.revoke")}
                    <span class="govuk-visually-hidden"> {one.officer_name}</span>
                  </Button>,
                ])}
              />
            </form>
          )}
          <div class="short">
            <h2>{say("cases.absence.new")}</h2>
            <p class="quiet">{say("cases.absence.hint")}</p>
            <form method="post" action="/petugas/absen" noValidate>
              <Once once={once} />
              <Select
                id="officer"
                name="officer"
                label={say("cases.absence.who")}
                value={field(form, "officer") || me.id}
                options={colleagues.map((one) => ({ value: one.id, text: one.name }))}
                error={at("officer")}
              />
              <Select
                id="deputy"
                name="deputy"
                label={say("cases.absence.deputy")}
                hint={say("cases.absence.deputy-hint")}
                value={field(form, "deputy")}
                options={[
                  { value: "", text: say("cases.absence.no-deputy") },
                  ...colleagues.map((one) => ({ value: one.id, text: one.name })),
                ]}
                error={at("deputy")}
              />
              <Checkboxes
                id="duties"
                name="duties"
                label={say("cases.absence.duties")}
                values={form.duties === undefined ? mine : ([form.duties].flat() as string[])}
                options={mine.map((role) => ({ value: role, text: say(`cases.duty.${role}`) }))}
                error={at("duties")}
              />
              <DateInput
                id="from"
                name="from"
                label={say("cases.absence.from")}
                words={names}
                value={date("from")}
                error={at("from")}
              />
              <DateInput
                id="until"
                name="until"
                label={say("cases.absence.until")}
                words={names}
                value={date("until")}
                error={at("until")}
              />
              <Button>{say("cases.absence.go")}</Button>
            </form>
          </div>
        </>
      ),
    };
  },
  async submit({ act, form }) {
    if (field(form, "revoke")) await act(revokeAbsence, { id: field(form, "revoke") });
    else
      await act(declareAbsence, {
        officer: field(form, "officer"),
        deputy: field(form, "deputy") || null,
        duties: [form.duties ?? []].flat() as Role[],
        from: dayOf(form, "from"),
        until: dayOf(form, "until"),
      });
    return goTo("/petugas/absen");
  },
});

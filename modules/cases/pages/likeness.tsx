import { Button, Table, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, textIn } from "../../../kernel/index.ts";
import { type Answer, answerWords, forms } from "../../forms/index.ts";
import { judgeLikeness } from "../commands/related.ts";
import { given } from "../facts.ts";
import { caseById } from "../queries/case-by-id.ts";
import { factOf, Once, Wrong } from "./parts.tsx";
import { serviceOf, statusTag } from "./status.tsx";

/** Two applications side by side, what differs marked; and the word of a person on whether they are the same. */
export const likenessPage = page({
  path: "/petugas/kasus/:id/banding/:other",
  async show(context, refusal) {
    const { ask, params, say, locale, once, world } = context;
    const both = [
      (await ask(caseById, { id: params.id ?? "" })).row,
      (await ask(caseById, { id: params.other ?? "" })).row,
    ] as const;
    const [one, other] = both;
    const services = [await serviceOf(context, one), await serviceOf(context, other)] as const;
    const fields = new Map(
      both.flatMap((row, i) =>
        forms
          .pagesToShow(
            services[i]!.form,
            row.answers,
            given(row.facts, world.calendar.today(row.submitted_at), services[i]!),
          )
          .flatMap((shown) => shown.fields.map((asked) => [asked.id, asked] as const)),
      ),
    );
    const words = (row: (typeof both)[number], id: string): string => {
      const asked = fields.get(id)!;
      const value = asked.type === "fact" ? factOf(asked, row.facts) : (row.answers[id] as Answer | undefined);
      return answerWords(/Date$/.test(id) ? { ...asked, type: "date" } : asked, value, say, locale);
    };
    const rows = [...fields.values()].map((asked) => {
      const [a, b] = [words(one, asked.id), words(other, asked.id)];
      return [
        <>
          {textIn(asked.label, locale)} {a !== b && <Tag tone="yellow">{say("cases.alike.differs")}</Tag>}
        </>,
        a,
        b,
      ];
    });
    const zone = world.calendar.timeZone;
    const open = !one.closed_at && !other.closed_at;
    return {
      title: say("cases.alike.title"),
      layout: "wide",
      back: { href: `/petugas/kasus/${one.id}`, label: one.number },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.alike.title")}</h1>
          <p>{say("cases.alike.hint")}</p>
          <Table
            caption={say("cases.alike.table")}
            head={[say("cases.alike.question"), one.number, other.number]}
            rows={[
              [
                say("cases.alike.state"),
                ...both.map((row) => (
                  <>
                    {statusTag(row.status, say, false)}{" "}
                    <a href={`/petugas/kasus/${row.id}`}>{say("cases.alike.open")}</a>
                  </>
                )),
              ],
              [say("cases.alike.arrived"), ...both.map((row) => dateTime(row.submitted_at, locale, zone))],
              ...rows,
            ]}
          />
          <form method="post" action={`/petugas/kasus/${one.id}/banding/${other.id}`} class="govuk-button-group">
            <Once once={once} />
            <Button look="secondary" name="do" value="different">
              {say("cases.alike.different")}
            </Button>
            {open &&
              both.map((row) => (
                <Button look="warning" name="do" value={`keep.${row.id}`} key={row.id}>
                  {say("cases.alike.keep", { number: row.number })}
                </Button>
              ))}
          </form>
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const [id, other] = [params.id ?? "", params.other ?? ""];
    const kept = field(form, "do").split(".")[1];
    if (kept) await act(judgeLikeness, { case: kept, other: kept === id ? other : id, verdict: "same" });
    else await act(judgeLikeness, { case: id, other, verdict: "different" });
    return goTo(`/petugas/kasus/${kept ?? id}`);
  },
});

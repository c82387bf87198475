import { Button, ButtonLink, ErrorSummary, FactRows, Pages, Tag, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, moneyText, page } from "../../../kernel/index.ts";
import { settleException } from "../commands/settle-exception.ts";
import { exceptions } from "../queries/bills.ts";

/** Money that waits for a finance officer: paid twice, too late, or the wrong amount. */
export const financePage = page({
  path: "/petugas/keuangan",
  desk: { label: "payments.desk.finance", roles: ["finance", "auditor"] },
  async show({ ask, say, locale, world, query, once, form, actor }, refusal) {
    const { rows, older, newer } = await ask(exceptions, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const asked = field(form, "id");
    const [fault = refusal] = refusal?.faults ?? [];
    const wrong = fault && say(fault.messageKey, fault.values);
    const mayWrite = actor.officer?.roles.includes("finance") ?? false;
    return {
      title: say("payments.finance.title"),
      layout: "wide",
      main: (
        <>
          <ErrorSummary
            title={say("payments.errors")}
            errors={wrong ? [{ text: `${say("payments.finance.note")}: ${wrong}`, href: `#note-${asked}` }] : []}
          />
          <h1>{say("payments.finance.title")}</h1>
          {/* Asked for before anything is written: a code asked for afterwards would cost what was typed. */}
          {mayWrite && actor.assurance < 3 && rows.some((row) => !row.settled_at) && (
            <>
              <p>{say("payments.finance.code-first")}</p>
              <ButtonLink href="/masuk/lagi?lanjut=/petugas/keuangan">{say("payments.finance.code")}</ButtonLink>
            </>
          )}
          {rows.length === 0 && <p>{say("payments.finance.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              title: `${row.number ?? row.reference}: ${say(`payments.verdict.${row.kind}`)}`,
              facts: moneyText({ minor: row.amount_minor, currency: row.currency }, locale),
              under: row.settled_at ? (
                <>
                  <Tag tone="green">{say("payments.finance.settled")}</Tag>{" "}
                  {dateTime(row.settled_at, locale, world.calendar.timeZone)}: {row.note}
                </>
              ) : !mayWrite || actor.assurance < 3 ? (
                <Tag tone="yellow">{say("payments.finance.open")}</Tag>
              ) : (
                <form method="post" action="/petugas/keuangan" noValidate>
                  <input type="hidden" name="_once" value={once} />
                  <TextInput
                    id={`note-${row.id}`}
                    name="note"
                    label={say("payments.finance.note")}
                    hint={say("payments.finance.note-hint")}
                    maxLength={500}
                    value={row.id === asked ? field(form, "note") : ""}
                    error={row.id === asked ? wrong : undefined}
                  />
                  <Button name="id" value={row.id} look="secondary">
                    {say("payments.finance.settle")}
                  </Button>
                </form>
              ),
            }))}
          />
          <Pages
            older={older && `/petugas/keuangan?after=${older}`}
            newer={newer && `/petugas/keuangan?before=${newer}`}
            words={{ older: say("payments.older"), newer: say("payments.newer"), label: say("payments.finance.title") }}
          />
        </>
      ),
    };
  },
  async submit({ act, form }) {
    await act(settleException, { id: field(form, "id"), note: field(form, "note") });
    return goTo("/petugas/keuangan");
  },
});

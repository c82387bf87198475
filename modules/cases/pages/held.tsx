import { Button, FactRows, InsetText, Pages, SummaryList, Textarea } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import { registersOf } from "../../registers/index.ts";
import { retryEffect, settleEffect } from "../commands/record-effect.ts";
import { heldEffect, heldEffects } from "../queries/effects.ts";
import { Once, Wrong } from "./parts.tsx";

/** What ended applications should have written into my agency's registers, and these did not take. */
export const heldPage = page({
  path: "/petugas/belum-tercatat",
  desk: { label: "cases.held.title", roles: ["administrator", "front-desk", "reviewer"] },
  async show(context) {
    const { ask, say, locale, query } = context;
    const found = await ask(heldEffects, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("cases.held.title"),
      back: { href: "/petugas", label: say("registry.search.back") },
      main: (
        <>
          <h1>{say("cases.held.title")}</h1>
          <p>{say("cases.held.lead")}</p>
          {found.rows.length === 0 && <InsetText>{say("cases.held.none")}</InsetText>}
          <FactRows
            items={found.rows.map((row) => ({
              href: `/petugas/belum-tercatat/${row.id}`,
              title: `${textIn(row.title, locale)}, ${row.case_number}`,
              facts: registerName(context, row.register),
              under: row.why && say(row.why),
            }))}
          />
          <Pages
            older={found.older && `/petugas/belum-tercatat?after=${found.older}`}
            newer={found.newer && `/petugas/belum-tercatat?before=${found.newer}`}
            words={{ older: say("cases.older"), newer: say("cases.newer"), label: say("cases.held.title") }}
          />
        </>
      ),
    };
  },
});

/** A register as people call it. */
const registerName = (
  { say, locale, world }: Pick<RequestContext, "say" | "locale" | "world">,
  code: string,
): string =>
  code === "population" || code === "businesses"
    ? say(`cases.held.register.${code}`)
    : textIn(registersOf(world.government).find((one) => one.code === code)?.title ?? code, locale);

/** One of them: try it again, or say how it was settled. */
export const heldOnePage = page({
  path: "/petugas/belum-tercatat/:id",
  show: (context, refusal) => view(context, refusal),
  async submit({ act, form, params }) {
    const effect = params.id ?? "";
    if (field(form, "do") === "retry") await act(retryEffect, { effect });
    else await act(settleEffect, { effect, note: field(form, "note") });
    return goTo("/petugas/belum-tercatat");
  },
});

async function view(context: RequestContext, refusal: Refusal | undefined) {
  const { ask, say, locale, params, world, form, once } = context;
  const row = await ask(heldEffect, { effect: params.id ?? "" });
  const fault = refusal?.faults.find(({ path }) => path === "note");
  return {
    title: say("cases.held.one", { number: row.case_number }),
    back: { href: "/petugas/belum-tercatat", label: say("cases.held.title") },
    main: (
      <>
        <Wrong refusal={refusal} say={say} locale={locale} />
        <h1>{textIn(row.title, locale)}</h1>
        <SummaryList
          rows={[
            { key: say("cases.held.number"), value: row.case_number },
            { key: say("cases.held.register"), value: registerName(context, row.register) },
            { key: say("cases.held.why"), value: row.why ? say(row.why) : "" },
            { key: say("cases.held.tried"), value: dateTime(row.at, locale, world.calendar.timeZone) },
          ]}
        />
        <form method="post" class="short" noValidate>
          <Once once={once} />
          <p>{say("cases.held.retry-when")}</p>
          <Button name="do" value="retry" look="secondary">
            {say("cases.held.retry")}
          </Button>
          <Textarea
            id="note"
            name="note"
            label={say("cases.held.note")}
            hint={say("cases.held.note-hint")}
            maxLength={500}
            value={field(form, "note")}
            error={fault && say(fault.messageKey, fault.values)}
          />
          <Button name="do" value="settle">
            {say("cases.held.settle")}
          </Button>
        </form>
      </>
    ),
  };
}

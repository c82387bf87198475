import { Button, FactRows, Filters, Radios, Select, Textarea } from "../../../design/index.ts";
import { faultAt, field, goTo, page, textIn } from "../../../kernel/index.ts";
import { decide, liftRestriction } from "../commands/decide.ts";
import { editionOn } from "../edition.ts";
import { requestById, requestDesk } from "../queries/requests.ts";
import { dueWords, moment, Once, Refused, StateTag } from "./parts.tsx";
import { RequestFacts } from "./request.tsx";

const path = "/petugas/hak-data";

/** The protection officer's desk: what people asked, the most urgent first. */
export const deskPage = page({
  path,
  desk: { label: "rights.desk.menu", roles: ["protection-officer"] },
  async show(context) {
    const { ask, say, query } = context;
    const state = query.lihat === "selesai" ? "decided" : "open";
    const rows = await ask(requestDesk, { state });
    return {
      title: say("rights.desk.title"),
      main: (
        <>
          <h1>{say("rights.desk.title")}</h1>
          <Filters
            label={say("rights.desk.choose")}
            items={(["open", "decided"] as const).map((one) => ({
              href: one === "open" ? path : `${path}?lihat=selesai`,
              label: say(`rights.desk.${one}`),
              here: one === state,
            }))}
          />
          {rows.length === 0 && <p>{say("rights.desk.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `${path}/${row.id}`,
              title: `${row.number} · ${say(`rights.kind.${row.kind}`)}`,
              facts: <StateTag state={row.state} say={say} />,
              under: row.state === "open" ? dueWords(context, row.due_at) : moment(context, row.decided_at!),
            }))}
          />
        </>
      ),
    };
  },
});

/** One request, to be answered with reasons. */
export const decidePage = page({
  path: `${path}/:id`,
  async show(context, refusal) {
    const { ask, say, params, form, locale, world } = context;
    const request = await ask(requestById, { id: params.id ?? "" });
    const edition = editionOn(world.government, world.calendar.today(request.opened_at));
    return {
      title: `${request.number} · ${say(`rights.kind.${request.kind}`)}`,
      back: { href: path, label: say("rights.desk.title") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say(`rights.kind.${request.kind}`)}</h1>
          <RequestFacts context={context} request={request} />
          {request.holds && (
            <form method="post" action={`${path}/${request.id}`} noValidate>
              <Once context={context} />
              <Button look="secondary" name="do" value="lift">
                {say(`rights.request.lift-${request.kind}`)}
              </Button>
            </form>
          )}
          {request.state === "open" && (
            <form method="post" action={`${path}/${request.id}`} noValidate>
              <Once context={context} />
              <p>{say(`rights.decide.effect-${request.kind}`)}</p>
              <Radios
                id="verdict"
                name="verdict"
                label={say("rights.decide.verdict")}
                value={field(form, "verdict")}
                error={faultAt({ say }, refusal, "verdict")}
                options={[
                  { value: "granted", text: say("rights.decide.grant") },
                  {
                    value: "refused",
                    text: say("rights.decide.refuse"),
                    reveals: (
                      <Select
                        id="ground"
                        name="ground"
                        label={say("rights.request.ground")}
                        value={field(form, "ground")}
                        error={faultAt({ say }, refusal, "ground")}
                        options={[
                          { value: "", text: say("rights.decide.choose-ground") },
                          ...edition.refusals.map(({ code, law }) => ({ value: code, text: textIn(law, locale) })),
                        ]}
                      />
                    ),
                  },
                ]}
              />
              <Textarea
                id="answer"
                name="answer"
                label={say("rights.decide.answer")}
                hint={say("rights.decide.answer-hint")}
                value={field(form, "answer")}
                error={faultAt({ say }, refusal, "answer")}
                maxLength={4000}
              />
              <Button name="do" value="decide">
                {say("rights.decide.send")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const request = params.id ?? "";
    if (field(form, "do") === "lift") await act(liftRestriction, { request });
    else {
      const ground = field(form, "ground");
      const verdict = field(form, "verdict") as "granted" | "refused";
      await act(decide, { request, verdict, ...(ground && { ground }), answer: field(form, "answer") });
    }
    return goTo(`${path}/${request}`);
  },
});

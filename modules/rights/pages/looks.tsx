import { Button, FactRows, Filters, InsetText, Radios, SummaryList, Textarea } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { faultAt, field, goTo, officeOf, page, textIn } from "../../../kernel/index.ts";
import { settleLook } from "../commands/looks.ts";
import { editionOn } from "../edition.ts";
import { lookById, looks } from "../queries/looks.ts";
import { Once, Refused } from "./parts.tsx";

const path = "/petugas/pembacaan-ganjil";

/** Looks that a rule found odd. */
export const looksPage = page({
  path,
  desk: { label: "rights.look.menu", roles: ["protection-officer"] },
  async show({ ask, say, query, locale, world }) {
    const state = query.lihat === "selesai" ? "settled" : "opened";
    const rows = await ask(looks, { state });
    return {
      title: say("rights.look.title"),
      main: (
        <>
          <h1>{say("rights.look.title")}</h1>
          <p>{say("rights.look.lead")}</p>
          <Filters
            label={say("rights.look.choose")}
            items={(["opened", "settled"] as const).map((one) => ({
              href: one === "opened" ? path : `${path}?lihat=selesai`,
              label: say(`rights.look.${one}`),
              here: one === state,
            }))}
          />
          {rows.length === 0 && <p>{say("rights.look.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `${path}/${row.id}`,
              title: say(`rights.look.kind-${row.kind}`, { n: row.counted }),
              facts: dayWords(row.day, locale),
              under: textIn(officeOf(world.government, row.agency, row.office)?.name ?? row.agency, locale),
            }))}
          />
        </>
      ),
    };
  },
});

/** One of them: what was found, what speaks for the officer, and what came of looking into it. */
export const lookPage = page({
  path: `${path}/:id`,
  async show(context, refusal) {
    const { ask, say, params, locale, world, form } = context;
    const row = await ask(lookById, { id: params.id ?? "" });
    const rule = editionOn(world.government, row.day).looks.rules.find(({ kind }) => kind === row.kind);
    const office = officeOf(world.government, row.agency, row.office);
    const breach = `/petugas/kebocoran/baru?${new URLSearchParams({
      from: `${row.day} 00:00`,
      until: `${row.day} 23:59`,
      accounts: row.account,
    })}`;
    return {
      title: say("rights.look.one"),
      back: { href: path, label: say("rights.look.title") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say(`rights.look.kind-${row.kind}`, { n: row.counted })}</h1>
          <SummaryList
            rows={[
              { key: say("rights.look.day"), value: dayWords(row.day, locale) },
              { key: say("rights.look.officer"), value: row.name ?? say("rights.look.no-name") },
              {
                key: say("rights.look.office"),
                value: office ? `${textIn(office.agency.name, locale)}, ${textIn(office.name, locale)}` : row.agency,
              },
              ...(row.words ? [{ key: say(`rights.look.${row.state}`), value: row.words }] : []),
            ]}
          />
          {rule && (
            <InsetText>
              {say("rights.look.kindly")} {textIn(rule.kindly, locale)}
            </InsetText>
          )}
          {row.state === "breach" && (
            <p>
              <a href={breach}>{say("rights.breach.open")}</a>
            </p>
          )}
          {row.state === "opened" && (
            <form method="post" action={`${path}/${row.id}`} noValidate>
              <Once context={context} />
              <Radios
                id="verdict"
                name="verdict"
                label={say("rights.look.verdict")}
                value={field(form, "verdict")}
                error={faultAt({ say }, refusal, "verdict")}
                options={(["explained", "breach"] as const).map((value) => ({
                  value,
                  text: say(`rights.look.${value}`),
                }))}
              />
              <Textarea
                id="words"
                name="words"
                label={say("rights.look.words")}
                value={field(form, "words")}
                error={faultAt({ say }, refusal, "words")}
                maxLength={1000}
                rows={3}
              />
              <Button>{say("rights.look.settle")}</Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const verdict = field(form, "verdict") as "explained" | "breach";
    await act(settleLook, { look: params.id ?? "", verdict, words: field(form, "words") });
    return goTo(`${path}/${params.id}`);
  },
});

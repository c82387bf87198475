import { InsetText, SummaryList } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { page, refuse, textIn } from "../../../kernel/index.ts";
import { myRecords } from "../queries/records.ts";
import { valueWords } from "./values.tsx";

/** What the registers hold of me, or of the business I act for, and which office owns it. */
export const minePage = page({
  path: "/saya/catatan",
  async show(context) {
    const { ask, say, locale, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const records = await ask(myRecords, { locale });
    const agency = (code: string) => world.government.agencies.find((one) => one.code === code)?.name ?? code;
    return {
      title: say("registers.mine.title"),
      back: { href: "/saya", label: say("registers.mine.back") },
      main: (
        <>
          <h1>{say("registers.mine.title")}</h1>
          <p>{say("registers.mine.lead")}</p>
          {records.length === 0 && <InsetText>{say("registers.mine.none")}</InsetText>}
          {records.map(({ id, number, register, validFrom, endedOn, values }) => (
            <section key={id} aria-labelledby={`r-${id}`}>
              <h2 id={`r-${id}`}>{textIn(register.title, locale)}</h2>
              <SummaryList
                rows={[
                  ...(register.number === "holder" ? [] : [{ key: say("registers.number"), value: number }]),
                  ...values.map(({ name, label, value }) => ({
                    key: label,
                    value: valueWords(register.fields[name]!, value, context),
                  })),
                  {
                    key: say("registers.since"),
                    value: endedOn
                      ? say("registers.from-to", { from: dayWords(validFrom, locale), to: dayWords(endedOn, locale) })
                      : dayWords(validFrom, locale),
                  },
                  { key: say("registers.keeper"), value: textIn(agency(register.keeper), locale) },
                ]}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});

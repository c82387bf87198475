import { Table } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { policyTable } from "../processing.ts";
import { purposesOf } from "../purposes.ts";
import { wordsFor } from "../words.ts";

/** The record of processing for everybody: each purpose with its law, and who may see what for it. */
export const processingPage = page({
  path: "/privasi/pemrosesan",
  shared: 300,
  show({ say, locale, world }) {
    const words = wordsFor(world, say, locale);
    const lines = policyTable(world.modules);
    const used = [...purposesOf(world.government).values()].filter(({ code }) =>
      lines.some((line) => line.purpose === code),
    );
    const head = ["who", "what", "whole", "masked"].map((column) => say(`privacy.processing.${column}`));
    return {
      title: say("privacy.processing.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("privacy.processing.title")}</h1>
          <p class="govuk-body-l">{say("privacy.processing.lead")}</p>
          <p>{say("privacy.processing.from-code")}</p>
          {used.map((purpose) => (
            <section key={purpose.code}>
              <h2 id={purpose.code}>{textIn(purpose.name, locale)}</h2>
              <p>{textIn(purpose.explained, locale)}</p>
              <p>
                {say("privacy.processing.basis", { basis: textIn(purpose.basis, locale) })}
                <br />
                {say("privacy.processing.kept", { kept: textIn(purpose.kept, locale) })}
              </p>
              <Table
                caption={say("privacy.processing.table", { purpose: textIn(purpose.name, locale) })}
                head={head}
                rows={lines
                  .filter((line) => line.purpose === purpose.code)
                  .map((line) => [
                    words.holder(line),
                    words.what(line.query),
                    words.fields(line.whole) || say("privacy.processing.nothing"),
                    words.fields(line.masked) || say("privacy.processing.nothing"),
                  ])}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});

import { Table } from "../../../design/index.ts";
import { page, type Say, textIn } from "../../../kernel/index.ts";
import { type Processing, policyTable } from "../processing.ts";
import { purposesOf } from "../purposes.ts";
import { type PrivacyWords, wordsFor } from "../words.ts";

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
    return {
      title: say("privacy.processing.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("privacy.processing.title")}</h1>
          <p class="govuk-body-l">{say("privacy.processing.lead")}</p>
          <p>{say("privacy.processing.from-code")}</p>
          <nav aria-label={say("privacy.processing.jump")}>
            <ul class="jump">
              {used.map(({ code, name }) => (
                <li key={code}>
                  <a href={`#${code}`}>{textIn(name, locale)}</a>
                </li>
              ))}
            </ul>
          </nav>
          {used.map((purpose) => (
            <section key={purpose.code}>
              <h2 id={purpose.code}>{textIn(purpose.name, locale)}</h2>
              <p>{textIn(purpose.explained, locale)}</p>
              <p>
                {say("privacy.processing.basis", { basis: textIn(purpose.basis, locale) })}
                <br />
                {say("privacy.processing.kept", { kept: textIn(purpose.kept, locale) })}
              </p>
              <Lines
                caption={say("privacy.processing.table", { purpose: textIn(purpose.name, locale) })}
                lines={lines.filter((line) => line.purpose === purpose.code)}
                words={words}
                say={say}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});

/** Who may see what for one purpose. What nobody sees in part has no column. */
function Lines(props: { caption: string; lines: readonly Processing[]; words: PrivacyWords; say: Say }) {
  const { caption, lines, words, say } = props;
  const partly = lines.some(({ masked }) => masked.length > 0);
  const head = ["who", "what", "whole", ...(partly ? ["masked"] : [])];
  return (
    <Table
      caption={caption}
      head={head.map((column) => say(`privacy.processing.${column}`))}
      rows={lines.map((line) => [
        words.holder(line),
        words.what(line.query),
        words.fields(line.whole) || say("privacy.processing.nothing"),
        ...(partly ? [words.fields(line.masked) || say("privacy.processing.nothing")] : []),
      ])}
    />
  );
}

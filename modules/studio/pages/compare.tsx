import { Desk } from "../../../design/index.ts";
import { page } from "../../../kernel/index.ts";
import { publishedFiles } from "../../catalogue/index.ts";
import { openedDraft } from "../draft.ts";
import { lineDifference } from "../line-difference.ts";
import { Outline, partNames } from "../outline.tsx";

/** The draft beside the version that it began from: what was taken away and what was added, file by file. */
export const comparePage = page({
  path: "/studio/:draft/banding",
  async show(context) {
    const { ask, say, locale } = context;
    const draft = await openedDraft(context);
    const before =
      draft.based_on === null ? {} : ((await ask(publishedFiles, { code: draft.code, version: draft.based_on })) ?? {});
    const changed = partNames.flatMap((part) => {
      const name = `${part}.yaml`;
      const lines = lineDifference(before[name] ?? "", draft.files[name] ?? "");
      return lines.some(({ kind }) => kind !== "same") ? [{ part, lines }] : [];
    });
    return {
      title: `${say("studio.compare")}, ${draft.title}`,
      layout: "desk",
      main: (
        <Desk
          words={{ queue: say("studio.parts"), side: say("studio.beside") }}
          queue={<Outline draft={draft} here="/banding" say={say} locale={locale} />}
        >
          <h1>{say("studio.compare")}</h1>
          <p>
            {draft.based_on === null
              ? say("studio.compare.new")
              : say("studio.compare.with", { version: draft.based_on })}
          </p>
          {changed.length === 0 && <p>{say("studio.compare.same")}</p>}
          {changed.map(({ part, lines }) => (
            <section key={part}>
              <h2>{say(`studio.file.${part}`)}</h2>
              <ol class="outline line-difference">
                {lines.map(({ kind, text, number }) => (
                  <li key={`${kind}${number}`} class={kind}>
                    {kind === "gone" ? <del>{text}</del> : kind === "new" ? <ins>{text}</ins> : <span>{text}</span>}
                  </li>
                ))}
              </ol>
            </section>
          ))}
        </Desk>
      ),
    };
  },
});

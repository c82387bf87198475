import { page } from "../../../kernel/index.ts";
import { publishedFiles } from "../../catalogue/index.ts";
import { DraftDesk } from "../desk.tsx";
import { openedDraft } from "../draft.ts";
import { lineDifference } from "../line-difference.ts";
import { partNames } from "../outline.tsx";

/** The draft beside the version that it began from: what was taken away and what was added, file by file. */
export const comparePage = page({
  path: "/studio/:draft/banding",
  async show(context) {
    const { ask, say } = context;
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
        <DraftDesk context={context} draft={draft} here="/banding">
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
        </DraftDesk>
      ),
    };
  },
});

import { picture } from "../process/index.ts";
import type { RequestContext } from "../../kernel/index.ts";
import type { Draft } from "./draft.ts";
import type { Path } from "./editor/shape.ts";
import type { PartName } from "./outline.tsx";

interface BesideProps {
  context: RequestContext;
  draft: Draft;
  part: PartName;
  path: Path;
}

/** What comes of a place, beside it: the page as a phone shows it in both languages, or the process as a picture. */
export function Beside({ context, draft, part, path }: BesideProps) {
  const { say, locale } = context;
  if (part === "process") {
    const graph = draft.definition?.process;
    return (
      <>
        <h2>{say("studio.picture")}</h2>
        {graph ? picture(graph, { locale, at: typeof path[1] === "string" ? [path[1]] : [] }) : <p>{say("studio.no-picture")}</p>}
      </>
    );
  }
  const page = part === "form" && path[0] === "pages" && typeof path[1] === "number" ? path[1] : 0;
  const what = part === "form" ? `?hal=${page}&` : "?";
  return (
    <>
      <h2>{say("studio.preview")}</h2>
      {draft.definition ? (
        (["id", "en"] as const).map((language) => (
          <details key={language} open={language === locale}>
            <summary>{say(`studio.language.${language}`)}</summary>
            <iframe
              class="phone"
              loading="lazy"
              title={say("studio.preview-in", { language: say(`studio.language.${language}`) })}
              src={`/studio/${draft.id}/pratinjau${what}lang=${language}`}
            />
          </details>
        ))
      ) : (
        <p>{say("studio.no-preview")}</p>
      )}
    </>
  );
}

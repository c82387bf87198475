import type { RequestContext } from "../../kernel/index.ts";
import { namedBy } from "../cases/index.ts";
import { Picture, type ProcessState } from "../process/index.ts";
import type { Draft } from "./draft.ts";
import type { Path } from "./editor/shape.ts";

/** The process as a picture; the step at hand is where a case would stand. */
export function ProcessBeside({ context, draft, at }: Omit<BesideProps, "path"> & { at?: ProcessState | undefined }) {
  const { say, locale } = context;
  const graph = draft.definition?.process;
  return (
    <>
      <h2>{say("studio.picture")}</h2>
      {graph ? (
        <Picture graph={graph} words={{ say, locale, named: namedBy(say) }} {...(at && { at })} />
      ) : (
        <p>{say("studio.no-picture")}</p>
      )}
    </>
  );
}

interface BesideProps {
  context: RequestContext;
  draft: Draft;
  path: Path;
}

/** What comes of a place, beside it: the page as a phone shows it in both languages, or the process as a picture. */
export function Beside({ context, draft, path }: BesideProps) {
  const { say, locale } = context;
  const page = path[0] === "pages" && typeof path[1] === "number" ? path[1] : 0;
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
              src={`/studio/${draft.id}/pratinjau?hal=${page}&lang=${language}`}
            />
          </details>
        ))
      ) : (
        <p>{say("studio.no-preview")}</p>
      )}
    </>
  );
}

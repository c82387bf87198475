import { Details } from "../../../design/index.ts";
import type { RequestContext, Say } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { type Named, Picture } from "../../process/index.ts";
import type { CaseRow } from "../tables.ts";
import { vocabulary } from "../vocabulary.ts";

/** What a process's words for this room are called, to a person. */
export const namedBy =
  (say: Say): Named =>
  (kind, word) => {
    const { deeds, waits, ends, outcomes } = vocabulary;
    const known = (words: object) => Object.hasOwn(words, word);
    if (kind === "deed" && known(deeds)) return say(`cases.deed.${word}`);
    if (kind === "wait" && known(waits)) return say(`cases.wait.${word}`);
    if (kind === "end" && known(ends)) return say(`cases.status.${word}`);
    return kind === "outcome" && known(outcomes) ? say(`cases.outcome.${word}`) : undefined;
  };

/** Where the case stands in its service's process, as a picture that can be opened. */
export function CaseWay({
  context: { say, locale },
  service,
  row,
}: {
  context: Pick<RequestContext, "say" | "locale">;
  service: OnlineService;
  row: CaseRow;
}) {
  return (
    <Details summary={say("process.picture.summary")}>
      <Picture graph={service.process} at={row.process} words={{ say, locale, named: namedBy(say) }} />
    </Details>
  );
}

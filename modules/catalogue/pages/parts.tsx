import { ErrorSummary, Tag } from "../../../design/index.ts";
import type { Locale, Refusal, RequestContext, Say } from "../../../kernel/index.ts";
import { type Change, type ChangePart, changeParts, changeWords } from "../difference/difference.ts";
import type { VersionState } from "../queries/versions.ts";
import type { DraftState } from "../tables.ts";

/** The hidden word that makes a double click act once. */
export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What was refused, first on the page. */
export function Refused({ refusal, say }: { refusal: Refusal | undefined; say: Say }) {
  if (!refusal) return null;
  const errors =
    refusal.faults.length > 0
      ? refusal.faults.map(({ path, messageKey, values }) => ({ text: say(messageKey, values), href: `#${path}` }))
      : [{ text: say(refusal.messageKey, refusal.values) }];
  return <ErrorSummary title={say("catalogue.errors")} errors={errors} />;
}

/** Changes in words, under what they are about. */
export function Changes({ changes, say, locale }: { changes: readonly Change[]; say: Say; locale: Locale }) {
  if (changes.length === 0) return <p>{say("catalogue.changes.none")}</p>;
  const of = (part: ChangePart) => changes.filter((change) => change.part === part);
  return (
    <>
      {changeParts
        .filter((part) => of(part).length > 0)
        .map((part) => (
          <section key={part}>
            <p class="strong">{say(`catalogue.part.${part}`)}</p>
            <ul>
              {of(part).map((change) => {
                const words = changeWords(change, say, locale);
                return <li key={words}>{words}</li>;
              })}
            </ul>
          </section>
        ))}
    </>
  );
}

const tones: Partial<Record<VersionState | DraftState, "green" | "yellow" | "red">> = {
  "in-force": "green",
  next: "yellow",
  withdrawn: "red",
  "in-review": "yellow",
  returned: "red",
  approved: "green",
};
export const stateTag = (state: VersionState | DraftState, say: Say) => (
  <Tag tone={tones[state]}>{say(`catalogue.state.${state}`)}</Tag>
);

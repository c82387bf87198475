import { ErrorSummary } from "../../../design/index.ts";
import type { Refusal, Say } from "../../../kernel/index.ts";

export const Once = ({ once }: { once: string }) => <input type="hidden" name="_once" value={once} />;

/** A refused act in words, above the page that it came from. */
export const Refused = ({ refusal, say }: { refusal: Refusal | undefined; say: Say }) =>
  refusal ? (
    <ErrorSummary
      title={say("studio.refused")}
      errors={
        refusal.faults.length > 0
          ? refusal.faults.map((fault) => ({ text: say(fault.messageKey, fault.values), href: `#${fault.path}` }))
          : [{ text: say(refusal.messageKey, refusal.values), href: "#isi" }]
      }
    />
  ) : null;

import { ErrorSummary, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import type { Refusal, RequestContext, Say } from "../../../kernel/index.ts";
import type { RequestLine } from "../queries/requests.ts";

export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What was refused, first on the page; a fault leads to its field. */
export function Refused({
  refusal,
  say,
  labels = {},
}: {
  refusal: Refusal | undefined;
  say: Say;
  /** What fields are called, where the fault alone does not say which it is. */
  labels?: Readonly<Record<string, string>>;
}) {
  if (!refusal) return null;
  const errors =
    refusal.faults.length > 0
      ? refusal.faults.map((fault) => ({
          text: [labels[fault.path], say(fault.messageKey, fault.values)].filter(Boolean).join(": "),
          href: `#${fault.path}`,
        }))
      : [{ text: say(refusal.messageKey, refusal.values) }];
  return <ErrorSummary title={say("rights.errors")} errors={errors} />;
}

export const moment = ({ locale, world }: RequestContext, at: Date): string =>
  dateTime(at, locale, world.calendar.timeZone);

const tones = { open: "yellow", granted: "green", refused: "red", withdrawn: undefined } as const;
export const StateTag = ({ state, say }: { state: RequestLine["state"]; say: Say }) => (
  <Tag tone={tones[state]}>{say(`rights.state.${state}`)}</Tag>
);

/** Until when it must be answered, or that this has passed. */
export const dueWords = (context: RequestContext, due: Date, what: "until" | "tell-until" = "until"): string =>
  context.say(due < context.world.clock.now() ? "rights.due.over" : `rights.due.${what}`, {
    when: moment(context, due),
  });

import { ErrorSummary } from "../../../design/index.ts";
import { officeOf, type Refusal, type RequestContext, type Say, textIn } from "../../../kernel/index.ts";
import type { VisitRow } from "../tables.ts";

export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What was refused, first on the page; a fault leads to its field. */
export function Refused({ refusal, say }: { refusal: Refusal | undefined; say: Say }) {
  if (!refusal) return null;
  const errors =
    refusal.faults.length > 0
      ? refusal.faults.map((fault) => ({ text: say(fault.messageKey, fault.values), href: `#${fault.path}` }))
      : [{ text: say(refusal.messageKey, refusal.values) }];
  return <ErrorSummary title={say("counter.errors")} errors={errors} />;
}
export const faultAt = (refusal: Refusal | undefined, path: string, say: Say): string | undefined => {
  const fault = refusal?.faults.find((one) => one.path === path);
  return fault && say(fault.messageKey, fault.values);
};

/** "Loket Pelayanan, Dinas ..." */
export function officeWords(
  { world, locale }: Pick<RequestContext, "world" | "locale">,
  { agency, office }: Pick<VisitRow, "agency" | "office">,
): string {
  const found = officeOf(world.government, agency, office);
  return found ? `${textIn(found.name, locale)}, ${textIn(found.agency.name, locale)}` : `${agency}/${office}`;
}

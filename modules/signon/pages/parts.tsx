import { ErrorSummary } from "../../../design/index.ts";
import type { Form, Refusal, RequestContext, Say } from "../../../kernel/index.ts";
import { textIn } from "../../../kernel/index.ts";

/** The hidden word that makes a double click act once. */
export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What was refused, first on the page; a fault of a field leads to it. */
export function Refused({
  refusal,
  say,
  labels = {},
}: {
  refusal: Refusal | undefined;
  say: Say;
  labels?: Readonly<Record<string, string>>;
}) {
  if (!refusal) return null;
  const errors = refusal.faults.map(({ path, messageKey, values }) => {
    const name = path.split(".")[0]!;
    const label = labels[name];
    return { text: `${label ? `${label}: ` : ""}${say(messageKey, values)}`, ...(label && { href: `#${name}` }) };
  });
  return (
    <ErrorSummary
      title={say("signon.errors")}
      errors={errors.length > 0 ? errors : [{ text: say(refusal.messageKey, refusal.values) }]}
    />
  );
}

/** The ticked values of one name. */
export const ticked = (form: Form, name: string): string[] => [form[name] ?? []].flat() as string[];

/** An agency by its code, in the reader's language; the code itself when the government has no such agency. */
export function agencyName({ world, locale }: Pick<RequestContext, "world" | "locale">, code: string): string {
  const found = world.government.agencies.find((agency) => agency.code === code);
  return found ? textIn(found.name, locale) : code;
}

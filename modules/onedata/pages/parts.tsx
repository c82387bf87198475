import { ErrorSummary, Filters, Tag } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { type Form, field, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { State } from "../definition/settings.ts";

type Said = Pick<RequestContext, "say" | "locale" | "world">;

/** The public pages of One Data, as links above each. */
export function PublicPages({ context: { say, path } }: { context: RequestContext }) {
  const link = (href: string, key: string) => ({ href, label: say(key), here: path === href });
  return (
    <Filters
      label={say("onedata.pages")}
      items={[
        link("/satu-data", "onedata.nav.overview"),
        link("/data", "onedata.nav.data"),
        link("/satu-data/rilis", "onedata.nav.releases"),
        link("/satu-data/mutu", "onedata.nav.quality"),
        link("/satu-data/standar", "onedata.nav.standard"),
        link("/satu-data/ditanya-lagi", "onedata.nav.asked"),
        link("/satu-data/uji", "onedata.nav.checks"),
      ]}
    />
  );
}

export const agencyName = ({ world, locale }: Said, code: string): string =>
  textIn(world.government.agencies.find((one) => one.code === code)?.name ?? code, locale);

/** A producer wrote their words in one language at least: English falls back to it. */
export const either = (text: { id: string; en: string }, locale: string): string =>
  (locale === "en" && text.en) || text.id;

export const stateTag = ({ say }: Pick<Said, "say">, state: State) => (
  <Tag tone={state === "published" ? "green" : state === "declined" ? "red" : "yellow"}>
    {say(`onedata.state.${state}`)}
  </Tag>
);

/** When a release is or was due, and by how much it is late. */
export const releaseWords = (
  { say, locale }: Pick<Said, "say" | "locale">,
  { promised, published, late }: { promised: string; published: string | null; late: number },
): string => {
  const day = dayWords(promised, locale);
  if (published)
    return late > 0
      ? say("onedata.release.came-late", { day: dayWords(published, locale), late })
      : say("onedata.release.came", { day: dayWords(published, locale) });
  return late > 0 ? say("onedata.release.late", { day, late }) : say("onedata.release.due", { day });
};

/** What was refused, for the summary on top and for each field. */
export function faultsOf(
  { say }: Pick<RequestContext, "say">,
  refusal: Refusal | undefined,
  /** What a field is called: "too short" alone says not what. */
  labelOf: (name: string) => string | undefined = () => undefined,
) {
  const faults = refusal?.faults ?? [];
  const last = (path: string) => path.split(".").at(-1)!;
  return {
    at(name: string): string | undefined {
      const fault = faults.find(({ path }) => path === name || last(path) === name);
      return fault && say(fault.messageKey, fault.values);
    },
    summary: (
      <ErrorSummary
        title={say("onedata.mend")}
        errors={
          refusal && faults.length === 0
            ? [{ text: say(refusal.messageKey, refusal.values) }]
            : faults.map(({ path, messageKey, values }) => ({
                text: [labelOf(path) ?? labelOf(last(path)), say(messageKey, values)].filter(Boolean).join(": "),
                href: `#${last(path)}`,
              }))
        }
      />
    ),
  };
}
export type Faults = ReturnType<typeof faultsOf>;

/** What was typed, or what stands there. */
export const typed = (form: Form, name: string, stands = ""): string =>
  form._once === undefined ? stands : field(form, name);

export const Once = ({ once, rev }: { once: string; rev?: number }) => (
  <>
    <input type="hidden" name="_once" value={once} />
    {rev !== undefined && <input type="hidden" name="rev" value={String(rev)} />}
  </>
);

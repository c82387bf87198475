import type { ComponentChildren } from "preact";
import { Desk } from "../../../design/index.ts";
import { type Locale, type RequestContext, textIn } from "../../../kernel/index.ts";
import { held } from "../editor/edit.ts";
import { within } from "../findings.ts";
import type { RegisterDraft } from "./draft.ts";

/** What a field is called; one without a label yet by its own name. */
export const nameOfField = (value: unknown, locale: Locale): string => {
  const { label } = (value ?? {}) as { label?: unknown };
  return typeof label === "string" || label ? textIn(label as never, locale) : "";
};

/** A register's draft between its outline and what comes of it. */
export function RegisterDesk(props: {
  context: Pick<RequestContext, "say" | "locale">;
  draft: RegisterDraft;
  here: string;
  side?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { context, draft, here, side, children } = props;
  const { say, locale } = context;
  const said = held(draft.file) as { fields?: Record<string, unknown> } | null;
  const fields = typeof said?.fields === "object" && said.fields !== null ? Object.entries(said.fields) : [];
  const link = (rest: string, words: string, count = 0) => (
    <li key={rest}>
      <a href={`/studio/register/${draft.id}${rest}`} aria-current={here === rest ? "page" : undefined}>
        {words}
      </a>
      {count > 0 && <span class="place-faults"> {say("studio.findings", { count })}</span>}
    </li>
  );
  return (
    <Desk
      queueLast
      words={{ queue: say("studio.register.parts"), side: say("studio.beside") }}
      queue={
        <>
          <h2>{say("studio.register.parts")}</h2>
          <ul class="outline">
            {link("", say("studio.overview"))}
            {link("/isi", say("studio.register.file"), draft.findings.length)}
            <li>
              <ol class="outline">
                {fields.map(([name, one]) =>
                  link(
                    `/isi?di=fields.${encodeURIComponent(name)}`,
                    nameOfField(one, locale) || name,
                    within(draft.findings, ["fields", name]).length,
                  ),
                )}
              </ol>
            </li>
            {link("/pratinjau", say("studio.preview"))}
          </ul>
        </>
      }
      side={side}
    >
      {children}
    </Desk>
  );
}

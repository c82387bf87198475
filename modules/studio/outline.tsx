import type { Locale, Say } from "../../kernel/index.ts";
import type { Draft } from "./draft.ts";
import { held } from "./editor/edit.ts";
import { calledOf } from "./editor/inner.tsx";

/** The parts of a service in the order in which a designer thinks of them: what is promised, asked, decided, done, said, proven. */
export const partNames = [
  "service",
  "form",
  "decisions",
  "fee",
  "process",
  "documents",
  "eligibility",
  "effects",
  "permit",
  "remedies",
  "dpia",
  "tests",
] as const;
export type PartName = (typeof partNames)[number];
export const isPart = (name: string): name is PartName => (partNames as readonly string[]).includes(name);

interface OutlineProps {
  draft: Pick<Draft, "id" | "files" | "findings">;
  /** Where one is. */
  here: string;
  say: Say;
  locale: Locale;
}

/** All parts of a service, each with its findings; the form opened to its pages. */
export function Outline({ draft, here, say, locale }: OutlineProps) {
  const found = (part: PartName) => draft.findings.filter(({ file }) => file === part).length;
  const at = (rest: string) => `/studio/${draft.id}${rest}`;
  const link = (rest: string, words: string, count = 0) => (
    <li>
      <a href={at(rest)} aria-current={here === rest ? "page" : undefined}>
        {words}
      </a>
      {count > 0 && <span class="place-faults"> {say("studio.findings", { count })}</span>}
    </li>
  );
  const pages = (held(draft.files["form.yaml"] ?? "") as { pages?: unknown[] } | null)?.pages ?? [];
  return (
    <>
      <h2>{say("studio.parts")}</h2>
      <ul class="outline">
        {link("", say("studio.overview"))}
        {partNames.map((part) => (
          <>
            {link(`/${part}`, say(`studio.file.${part}`), found(part))}
            {part === "form" && pages.length > 0 && (
              <li>
                <ol class="outline">
                  {pages.map((one, i) => link(`/form?di=pages.${i}`, calledOf(one, locale) || String(i + 1)))}
                </ol>
              </li>
            )}
          </>
        ))}
      </ul>
      <h2>{say("studio.try")}</h2>
      <ul class="outline">
        {link("/coba", say("studio.run"))}
        {link("/banding", say("studio.compare"))}
        {link("/simulasi", say("studio.simulate"))}
        {link("/terbit", say("studio.publish"))}
      </ul>
    </>
  );
}

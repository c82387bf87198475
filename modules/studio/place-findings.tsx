import { InsetText } from "../../design/index.ts";
import type { Say } from "../../kernel/index.ts";
import type { Finding } from "./findings.ts";

/** A finding of the place at hand in words. */
export const findingWords = ({ says, line }: Finding, say: Say): string => `${says} (${say("studio.line", { line })})`;

/** What is wrong at the place at hand: told here by the page, and anew while one types, by `islands/typing.ts`. */
export const PlaceFindings = ({ findings, say }: { findings: readonly Finding[]; say: Say }) => (
  <div id="temuan" aria-live="polite" data-heading={say("studio.wrong")}>
    {findings.length > 0 && (
      <InsetText>
        <h2>{say("studio.wrong")}</h2>
        <ul>
          {findings.map((finding) => (
            <li key={`${finding.line}${finding.says}`} lang="en">
              {findingWords(finding, say)}
            </li>
          ))}
        </ul>
      </InsetText>
    )}
  </div>
);

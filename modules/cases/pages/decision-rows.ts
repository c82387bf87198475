import type { SummaryRow } from "../../../design/index.ts";
import { type RequestContext, type Text, textIn } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { explain } from "../../rules/index.ts";
import type { CaseRow } from "../tables.ts";

/** What the rules came to for a case: each table with its result, why, and by which law. */
export function decisionRows(
  service: OnlineService,
  row: Pick<CaseRow, "decisions">,
  context: Pick<RequestContext, "say" | "locale">,
): SummaryRow[] {
  const { say, locale } = context;
  return Object.entries(service.decisions).flatMap(([name, table]) => {
    const decision = row.decisions[name];
    if (!decision?.outputs) return [];
    const [first] = Object.values(decision.outputs);
    return [
      {
        key: textIn(table.title, locale),
        value: [
          decisionWords(first ?? null, table.words, context),
          explain(service.decisions, name, decision, say, locale),
        ]
          .filter(Boolean)
          .join(": "),
        source: `${table.periods.find(({ from }) => from === decision.period)?.law ?? table.law}, ${say("cases.rule", { rule: decision.rule ?? 0 })}`,
      },
    ];
  });
}

function decisionWords(
  value: unknown,
  words: Readonly<Record<string, Text>> | undefined,
  { locale }: Pick<RequestContext, "locale">,
): string {
  if (typeof value === "number") return `Rp ${new Intl.NumberFormat(locale).format(value)}`;
  return typeof value === "string" ? textIn(words?.[value] ?? value, locale) : "";
}

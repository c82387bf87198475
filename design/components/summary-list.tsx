import type { ComponentChildren } from "preact";

export interface SummaryRow {
  key: ComponentChildren;
  value: ComponentChildren;
  /** Where the fact comes from: "Data kependudukan". */
  source?: ComponentChildren;
  change?: { href: string; text: string; hidden: string };
}

/** Facts as key, value, where from, and a way to change. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const sources = rows.some((row) => row.source);
  const changes = rows.some((row) => row.change);
  return (
    <dl class="govuk-summary-list">
      {rows.map((row, i) => (
        <div
          class={`govuk-summary-list__row${changes && !row.change ? " govuk-summary-list__row--no-actions" : ""}`}
          key={i}
        >
          <dt class="govuk-summary-list__key">{row.key}</dt>
          <dd class="govuk-summary-list__value">{row.value}</dd>
          {sources && <dd class="govuk-summary-list__source">{row.source}</dd>}
          {row.change && (
            <dd class="govuk-summary-list__actions">
              <a href={row.change.href}>
                {row.change.text}
                <span class="govuk-visually-hidden"> {row.change.hidden}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

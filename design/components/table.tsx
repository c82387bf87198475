import type { ComponentChildren } from "preact";

/** A table with a caption. The first column heads its row; `numeric` columns stand right. On a phone each row is a block, and each cell says its column. */
export function Table({
  caption,
  head,
  rows,
  numeric = [],
}: {
  caption: ComponentChildren;
  head: readonly ComponentChildren[];
  rows: readonly (readonly ComponentChildren[])[];
  numeric?: readonly number[];
}) {
  const side = (column: number) => (numeric.includes(column) ? "--numeric" : "");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table-scroll" tabIndex={0} aria-label={typeof caption === "string" ? caption : undefined}>
      <table class="govuk-table">
        <caption class="govuk-table__caption">{caption}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((cell, i) => (
              <th scope="col" class={`govuk-table__header${side(i) && ` govuk-table__header${side(i)}`}`} key={i}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row, r) => (
            <tr class="govuk-table__row" key={r}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th scope="row" class={`govuk-table__header${side(i) && ` govuk-table__header${side(i)}`}`} key={i}>
                    {cell}
                  </th>
                ) : (
                  <td
                    class={`govuk-table__cell${side(i) && ` govuk-table__cell${side(i)}`}`}
                    // On a phone what says nothing has no column to name.
                    data-head={typeof head[i] === "string" && cell !== "" ? head[i] : undefined}
                    key={i}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

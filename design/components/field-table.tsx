import type { ComponentChildren } from "preact";
import { FieldError, type FieldProps, Hint } from "./field.tsx";

/**
 * Questions as a table: a line of controls for each row. On a wide screen the head says what each column asks and the
 * controls' own labels are heard only; on a phone each row is a block with its labels.
 */
export function FieldTable(
  props: Pick<FieldProps, "id" | "label" | "hint" | "error"> & {
    head: readonly ComponentChildren[];
    rows: readonly { title: ComponentChildren; cells: readonly ComponentChildren[] }[];
  },
) {
  return (
    <div class="table-scroll field-table" id={props.id}>
      <Hint {...props} />
      <FieldError {...props} />
      <table class="govuk-table">
        <caption class="govuk-table__caption">{props.label}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {props.head.map((cell, i) =>
              cell ? (
                <th scope="col" class="govuk-table__header" key={i}>
                  {cell}
                </th>
              ) : (
                <td class="govuk-table__cell" key={i} />
              ),
            )}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {props.rows.map((row, r) => (
            <tr class="govuk-table__row" key={r}>
              <th scope="row" class="govuk-table__header">
                {row.title}
              </th>
              {row.cells.map((cell, c) => (
                <td class="govuk-table__cell" key={c}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

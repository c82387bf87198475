import { Button } from "../../../design/index.ts";
import type { Say } from "../../../kernel/index.ts";
import type { Change } from "./edit.ts";
import { nameOf, type Posted } from "./reading.ts";
import type { Path } from "./shape.ts";

/** The rules of one period of a decision table, as its file holds them. */
interface Rule {
  when?: readonly unknown[];
  then?: readonly unknown[];
}
export interface RuleTableProps {
  /** Of the list of rules. */
  path: Path;
  rules: readonly Rule[];
  inputs: readonly string[];
  outputs: readonly string[];
  wrong: ReadonlyMap<string, string>;
  say: Say;
}

/** A decision table as a table: a row for each rule, a cell for each condition and each result. "-" is any. */
export function RuleTable({ path, rules, inputs, outputs, wrong, say }: RuleTableProps) {
  const columns = [
    ...inputs.map((words, i) => ["when", i, words] as const),
    ...outputs.map((words, i) => ["then", i, words] as const),
  ];
  const titles = columns.map(([, , words]) => words);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="table-scroll" tabIndex={0} aria-label={say("studio.rules.title")}>
        <table class="govuk-table rule-table">
          <caption class="govuk-visually-hidden">{say("studio.rules.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("studio.rules.number")}</th>
              {columns.map(([side, i, words]) => (
                <th key={`${side}${i}`} scope="col">
                  {words}
                </th>
              ))}
              <th scope="col">
                <span class="govuk-visually-hidden">{say("studio.rules.acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, r) => (
              <tr key={r}>
                <th scope="row">{r + 1}</th>
                {columns.map(([side, i], column) => {
                  const name = nameOf([...path, r, side, i]);
                  const fault = wrong.get(name);
                  return (
                    <td key={name}>
                      <input
                        class={`govuk-input govuk-input--width-10${fault ? " govuk-input--error" : ""}`}
                        id={name}
                        name={name}
                        value={String(rule[side]?.[i] ?? (side === "when" ? "-" : ""))}
                        aria-label={say("studio.rules.cell", { column: titles[column]!, rule: r + 1 })}
                        aria-describedby={fault ? `${name}-error` : undefined}
                        spellcheck={false}
                        autocomplete="off"
                      />
                      {fault && (
                        <p class="govuk-error-message" id={`${name}-error`}>
                          {fault}
                        </p>
                      )}
                    </td>
                  );
                })}
                <td class="place-acts">
                  {(["up", "down", "copy", "remove"] as const).map((what) => (
                    <button
                      key={what}
                      class="button-link"
                      type="submit"
                      name="_make"
                      value={`${what}:${nameOf([...path, r])}`}
                    >
                      {say(`studio.${what}`)}
                      <span class="govuk-visually-hidden"> {say("studio.rules.rule", { rule: r + 1 })}</span>
                    </button>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="govuk-hint">{say("studio.rules.hint")}</p>
      <Button look="secondary" name="_make" value={`add:${nameOf(path)}:`}>
        {say("studio.rules.add")}
      </Button>
    </>
  );
}

/** The cells that differ from what the file holds. A result that was a number stays one. */
export function cellChanges(path: Path, rules: readonly Rule[], posted: Posted): Change[] {
  return rules.flatMap((rule, r) =>
    (["when", "then"] as const).flatMap((side) => {
      const before = rule[side] ?? [];
      const typed = [...Array(20).keys()].flatMap((i) => {
        const said = posted[nameOf([...path, r, side, i])];
        return typeof said === "string" ? [said.trim()] : [];
      });
      if (typed.length === 0) return [];
      const cells = typed.map((text, i) => {
        const was = before[i];
        if (String(was ?? "") === text) return was ?? text;
        return typeof was === "number" && /^-?\d+(\.\d+)?$/.test(text)
          ? Number(text)
          : text || (side === "when" ? "-" : "");
      });
      if (cells.length !== before.length) return [{ do: "set" as const, path: [...path, r, side], value: cells }];
      return cells.flatMap((cell, i) =>
        cell === before[i] ? [] : [{ do: "set" as const, path: [...path, r, side, i], value: cell }],
      );
    }),
  );
}

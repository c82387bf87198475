import type { RequestContext } from "../../../kernel/index.ts";
import { textIn } from "../../../kernel/index.ts";
import type { Findings } from "../findings.ts";
import { valueAt } from "./edit.ts";
import { nameOf } from "./reading.ts";
import { RuleTable } from "./rule-table.tsx";
import type { Path } from "./shape.ts";

interface Table {
  inputs?: readonly { label?: unknown; expression?: string }[];
  outputs?: readonly unknown[];
}

/** Whether a place is one period of a decision table: its rules are shown as a table. */
export const isRules = (part: string, path: Path, value: unknown): boolean =>
  part === "decisions" && path.at(-2) === "periods" && Array.isArray((value as { rules?: unknown } | undefined)?.rules);

/** The rules of a period under the heads of its table. */
export function Rules(props: { whole: unknown; path: Path; value: unknown; wrong: Findings; context: RequestContext }) {
  const { whole, path, value, wrong, context } = props;
  const table = (valueAt(whole, path.slice(0, -2)) ?? {}) as Table;
  const at = [...path, "rules"];
  const rules = (value as { rules: { when?: unknown[]; then?: unknown[] }[] }).rules;
  const said = new Map<string, string>();
  rules.forEach((_, r) => {
    for (const finding of wrong.within([...at, r])) said.set(nameOf([...at, r, "when", 0]), finding.says);
  });
  return (
    <RuleTable
      path={at}
      rules={rules}
      inputs={(table.inputs ?? []).map(
        (input) => textIn(input.label as never, context.locale) || (input.expression ?? ""),
      )}
      outputs={(table.outputs ?? []).map((output) =>
        typeof output === "object" && output !== null && "name" in output ? String(output.name) : String(output),
      )}
      wrong={said}
      say={context.say}
    />
  );
}

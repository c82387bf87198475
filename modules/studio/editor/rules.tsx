import type { RequestContext } from "../../../kernel/index.ts";
import { textIn } from "../../../kernel/index.ts";
import { valueAt } from "./edit.ts";
import { RuleTable, type RuleTableProps } from "./rule-table.tsx";
import type { Path } from "./shape.ts";

interface Table {
  inputs?: readonly { label?: unknown; expression?: string }[];
  outputs?: readonly unknown[];
}

/** The rules of a period under the heads of its table. */
export function Rules(props: {
  whole: unknown;
  path: Path;
  value: unknown;
  wrong: RuleTableProps["wrong"];
  context: RequestContext;
}) {
  const { whole, path, value, wrong, context } = props;
  const table = (valueAt(whole, path.slice(0, -2)) ?? {}) as Table;
  const at = [...path, "rules"];
  const rules = (value as { rules: { when?: unknown[]; then?: unknown[] }[] }).rules;
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
      wrong={wrong}
      say={context.say}
    />
  );
}

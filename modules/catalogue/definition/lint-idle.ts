import type { FormField } from "../../forms/index.ts";
import { ExpressionFault, evaluate, namesIn, parseExpression } from "../../rules/index.ts";
import type { Find } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

type Tree = ReturnType<typeof parseExpression>;

/** What asks, decides or promises in vain: pages that never show, tables that nobody reads, what a register knows. */
export function lintIdle(service: ServiceDefinition, used: ReadonlySet<string>, find: Find): void {
  const fields = service.form?.pages.flatMap((page) => page.fields) ?? [];
  const choices = new Map(fields.filter(({ options }) => options).map((field) => [field.id, field]));
  service.form?.pages.forEach((page, p) => {
    shows(page.show, "page", ["pages", p, "show"], choices, find);
    page.fields.forEach((field, f) => {
      const at = ["pages", p, "fields", f];
      shows(field.show, "field", [...at, "show"], choices, find);
      const register = knows(field);
      if (register)
        find(
          "form",
          [...at, "id"],
          `asked again: the ${register} register knows "${field.id}"`,
          "Make it a fact: type: fact, from: { register: ..., path: ... }",
        );
    });
  });
  // A fee that misspells its table is told by itself.
  const billed = service.fee?.decision;
  const misspelt = billed !== undefined && !Object.hasOwn(service.decisions, billed);
  for (const name of Object.keys(service.decisions))
    if (!used.has(name) && billed !== name && !misspelt)
      find("decisions", [name], `nothing reads the decision "${name}"`, "Read it somewhere, or take it out");
  for (const [name, step] of Object.entries(service.process?.steps ?? {}))
    if ("timers" in step)
      step.timers.forEach((timer, i) => {
        if (timer.interrupt && timer.law === undefined)
          find(
            "process",
            ["steps", name, "timers", i],
            `"${name}" has a time limit without a law`,
            "A limit that ends something cites the law that says so",
          );
      });
  oneLanguage(service, find);
}

/** Finds a condition that cannot hold: it reads nothing, or asks a choice for a value that is no option of it. */
function shows(
  condition: string | undefined,
  what: "page" | "field",
  at: (string | number)[],
  choices: ReadonlyMap<string, FormField>,
  find: Find,
): void {
  if (condition === undefined) return;
  const tree = parsed(condition);
  if (!tree) return;
  if (namesIn(tree).length === 0 && evaluate(condition, {}) !== true)
    find(
      "form",
      at,
      `this ${what} is never shown: nothing makes "${condition}" true`,
      "Take it out, or mend the condition",
    );
  for (const { name, value } of equalities(tree)) {
    const options = choices.get(name)?.options?.map((option) => option.value);
    if (options && !options.includes(value))
      find("form", at, `"${name}" is never "${value}"`, `Its options are ${options.join(", ")}`);
  }
}

function parsed(condition: string): Tree | null {
  try {
    return parseExpression(condition);
  } catch (error) {
    // The linter of expressions tells of it.
    if (error instanceof ExpressionFault) return null;
    throw error;
  }
}

/** Every `name = "text"` in a condition. */
function equalities(tree: Tree): { name: string; value: string }[] {
  if (tree.is === "and" || tree.is === "or") return [...equalities(tree.left), ...equalities(tree.right)];
  if (tree.is !== "compare" || tree.op !== "=") return [];
  const { left, right } = tree;
  return left.is === "name" && right.is === "literal" && typeof right.value === "string"
    ? [{ name: left.name, value: right.value }]
    : [];
}

const known: readonly [id: RegExp, register: string][] = [
  [/^(applicant)?(Nik|BirthDate)$|^applicant(Name|Address)$/i, "population"],
  [/^nib$|^business(Name|Nib|Address|Activity)$/i, "business"],
];
/** The register that knows what a question asks of the applicant or the business; undefined when none does. */
const knows = ({ id, type }: FormField): string | undefined =>
  type === "fact" ? undefined : known.find(([like]) => like.test(id))?.[1];

/** Keys whose texts people read. */
const spoken = /^(title|label|hint|intro|text|item|summary|message|declaration|reason|yes|no|product|procedure)$/;

/** Texts in one language only: whoever reads the other would be left without. */
function oneLanguage(service: ServiceDefinition, find: Find): void {
  const { form, decisions, process, fee, documents, eligibility, effects: _, tests: __, hash: ___, ...own } = service;
  for (const [file, content] of Object.entries({ service: own, form, decisions, process, fee, documents, eligibility }))
    walk(content, [], (key, path, text) => {
      // What a step hands to a deed is a name, not a text.
      if (spoken.test(key) && !path.includes("with") && /\p{L}{3}/u.test(text))
        find(file as "form", path, `"${text.slice(0, 40)}" is there in one language`, "Write { id: ..., en: ... }");
    });
}

function walk(
  part: unknown,
  path: (string | number)[],
  see: (key: string, path: (string | number)[], text: string) => void,
): void {
  if (typeof part === "string") see(String(path.findLast((one) => typeof one === "string") ?? ""), path, part);
  else if (Array.isArray(part)) for (const [i, one] of part.entries()) walk(one, [...path, i], see);
  else if (typeof part === "object" && part !== null)
    for (const [key, one] of Object.entries(part)) walk(one, [...path, key], see);
}

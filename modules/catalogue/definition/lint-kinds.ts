import { type Text, textIn } from "../../../kernel/index.ts";
import { type FormField, forms } from "../../forms/index.ts";
import {
  checkDecisions,
  checkExpression,
  type Finding as Flaw,
  type Known,
  kindIn,
  kindOfTable,
  type Names,
} from "../../rules/index.ts";
import type { Finding } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

/** The parameters of a service: every table of a file carries them. */
export const parametersIn = ({ decisions }: Pick<ServiceDefinition, "decisions">) =>
  Object.values(decisions)[0]?.parameters ?? {};

const text: Known = { is: "string" };
/** What is known of facts; registers may say more. */
const facts: Names = {
  applicant: { is: "context", open: true, fields: { name: text, birthDate: { is: "date" } } },
  business: { is: "context", open: true, fields: { name: text } },
  today: { is: "date" },
};

/** What an expression of a service gives, as people say it; null when nobody can tell. */
export const kindOfExpression = (service: ServiceDefinition, text: string): Text | null =>
  kindIn(service.decisions, text, fieldKinds(service));

/** Kinds of values: a day held against a number, a choice that nobody offers, rules that meet or never decide. */
export function lintKinds(service: ServiceDefinition, findings: Finding[]): void {
  const names = fieldKinds(service);
  const told = new Set(findings.map(({ file, path }) => `${file} ${path.join()}`));
  const find = (file: "form" | "decisions", path: Finding["path"], flaws: readonly Flaw[]) => {
    // What was found in that place before is not said twice in other words.
    if (told.has(`${file} ${path.join()}`)) return;
    for (const { grade, says } of flaws) if (grade === "wrong") findings.push({ file, path, says: textIn(says, "en") });
  };
  for (const { text: said, path, names: here } of service.form ? forms.expressionsIn(service.form) : []) {
    const known = Object.fromEntries(here.map((name): [string, Known] => [name, names[name] ?? { is: "any" }]));
    const condition = ["show", "holds", "requiredIf"].includes(String(path.at(-1)));
    find("form", path, checkExpression(said, { ...names, ...known }, condition ? { is: "boolean" } : undefined));
  }
  if (findings.some(({ file }) => file === "decisions")) return;
  for (const flaw of checkDecisions(service.decisions, names)) find("decisions", flaw.path, [flaw]);
}

/** What is known of every name that an expression of the process may read: facts, parameters, answers, decisions. */
export function kindsOf(service: ServiceDefinition): Record<string, Known> {
  const known = fieldKinds(service);
  for (const [name, table] of Object.entries(service.decisions)) known[name] = kindOfTable(table, known);
  return known;
}

function fieldKinds(service: ServiceDefinition): Record<string, Known> {
  const names: Record<string, Known> = { ...facts, ...parameterKinds(service) };
  for (const { fields } of service.form?.pages ?? []) for (const field of fields) names[field.id] = kindOf(field);
  return names;
}

const parameterKinds = (service: ServiceDefinition): Record<string, Known> =>
  Object.fromEntries(
    Object.entries(parametersIn(service)).map(([name, { values }]): [string, Known] => {
      const [first] = values;
      const kind = typeof first?.value;
      if (kind === "string" && /^\d{4}-\d\d-\d\d$/.test(String(first?.value))) return [name, { is: "date" }];
      return [name, { is: kind === "number" || kind === "boolean" ? kind : "string" }];
    }),
  );

type Asked = Pick<FormField, "type" | "required" | "min" | "max" | "options"> & {
  id: string;
  show?: string | undefined;
  fields?: readonly Asked[] | undefined;
};

function kindOf(field: Asked): Known {
  const optional = !field.required || field.show !== undefined;
  const limits = {
    ...(optional && { optional }),
    ...(field.min !== undefined && { min: field.min }),
    ...(field.max !== undefined && { max: field.max }),
  };
  const options = field.options?.map(({ value }) => value);
  switch (field.type) {
    case "number":
    case "money":
      return { is: "number", ...limits };
    case "date":
      return { is: "date", ...limits };
    case "yes-no":
    case "declaration":
      return { is: "boolean", ...limits };
    // An entry of a code list has parts, as an address has.
    case "choice":
      return options ? { is: "string", ...limits, options } : { is: "any" };
    case "choices":
      return { is: "list", of: options ? text : { is: "any" } };
    case "text":
    case "long-text":
    case "email":
    case "phone":
    case "nik":
      return { is: "string", ...limits };
    case "group":
      return {
        is: "list",
        of: {
          is: "context",
          fields: Object.fromEntries(
            ("fields" in field ? (field.fields ?? []) : []).map((part) => [part.id, kindOf(part)]),
          ),
        },
      };
    default:
      return { is: "any" };
  }
}

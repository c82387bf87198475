import type { AskedFact } from "../../kernel/index.ts";
import { type AnyField, forms } from "../forms/index.ts";
import { isOnline, type ServiceDefinition } from "./definition/schema.ts";

/** What no register can know: it is made by the application itself, or read from a register already. */
const notFacts: ReadonlySet<string> = new Set([
  "fact",
  "computed",
  "declaration",
  "payment",
  "appointment",
  "signature",
  "files",
  "photo",
]);

/** What a service's form asks of whoever applies. A table's lines are about others, and are left out. */
export function factsAsked(service: ServiceDefinition): AskedFact[] {
  if (!isOnline(service)) return [];
  const { code, title, agency, form } = service;
  const one = (field: AnyField, within = ""): AskedFact[] => {
    if (field.type === "group") return forms.partsOf(field).flatMap((part) => one(part, `${field.id}.`));
    if (field.type === "table" || notFacts.has(field.type)) return [];
    return [
      {
        place: code,
        title,
        agency,
        field: within + field.id,
        label: field.label,
        type: field.type,
        bank: field.bank ?? null,
        list: forms.listOf(field)?.list ?? null,
      },
    ];
  };
  return form.pages.flatMap((page) => page.fields.flatMap((field) => one(field)));
}

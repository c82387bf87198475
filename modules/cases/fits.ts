import { type Answer, type FormField, forms } from "../forms/index.ts";

/** Whether an answer that was given elsewhere can stand as the answer to this question, apart from its own conditions. */
export function fits({ show: _, check: __, ...field }: FormField, value: Answer | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  const alone = { pages: [{ id: "alone", title: "", fields: [field] }], declaration: "" };
  return forms.faultsOfForm(alone, { [field.id]: value }).length === 0;
}

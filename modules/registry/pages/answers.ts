import type { Fault, Form, Refusal, Say } from "../../../kernel/index.ts";
import { field } from "../../../kernel/index.ts";

/** A refused form's faults for its fields and for the summary on top. */
export function faultsOn(say: Say, refusal: Refusal | undefined, labelOf: (path: string) => string = () => "") {
  const text = (fault: Fault) => say(fault.messageKey, fault.values);
  const faults = refusal?.faults ?? [];
  return {
    at: (path: string): string | undefined => {
      const fault = faults.find((one) => one.path === path);
      return fault && text(fault);
    },
    summary:
      refusal && faults.length === 0
        ? [{ text: say(refusal.messageKey, refusal.values) }]
        : faults.map((fault) => ({
            // "Fill this in" alone says not where.
            text: fault.messageKey.startsWith("kernel.fault.") ? `${labelOf(fault.path)}${text(fault)}` : text(fault),
            href: `#${idOf(fault.path)}`,
          })),
  };
}

/** The id of a field's control on the page. */
export const idOf = (path: string): string => path.replaceAll(".", "-");

/** A field's value, or nothing when it was left empty. */
export const given = (form: Form, name: string): string | undefined => field(form, name) || undefined;

/** The parts of a date as people typed them. */
export const dayParts = (form: Form, name: string) => ({
  day: field(form, `${name}.day`),
  month: field(form, `${name}.month`),
  year: field(form, `${name}.year`),
});

/** A day "2026-11-24" from its three parts; undefined when all were left empty. What is no day is refused by the schema. */
export function dayGiven(form: Form, name: string): string | undefined {
  const { day, month, year } = dayParts(form, name);
  if (!day && !month && !year) return undefined;
  return `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

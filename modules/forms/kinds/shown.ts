import { isSlot } from "../answer.ts";
import type { AnyField, FieldType } from "../field.ts";
import type { Kind } from "../kind.ts";
import { plain } from "../kind.ts";
import { choices } from "./choices.ts";
import { days, momentWords } from "./days.ts";
import { numbers } from "./numbers.ts";
import { texts } from "./texts.ts";

const nothing: Kind = {
  read: () => null,
  judge: () => undefined,
  words: (_field, value) => plain(value),
  schema: () => ({ type: "null" }),
  shownOnly: true,
};
const asKind = ({ as = "number" }: AnyField): Kind =>
  as === "text" ? texts.text : as === "yes-no" ? choices["yes-no"] : as === "date" ? days.date : numbers[as];

/** What is shown and not typed, and a time that is taken out of those an office has. */
export const shown = {
  fact: {
    ...nothing,
    words: (field, value, tongue) =>
      (field.as ? asKind(field) : /Date$/.test(field.id) ? days.date : texts.text).words(field, value, tongue),
  },
  payment: nothing,
  computed: {
    ...nothing,
    words: (field, value, tongue) => asKind(field).words(field, value, tongue),
    schema: (field) => ({
      type: field.as === "yes-no" ? "boolean" : /number|money/.test(field.as ?? "number") ? "number" : "string",
    }),
  },
  appointment: {
    read(_field, { one, kept, known, wrong }) {
      const id = one();
      if (!id) return null;
      const slot = known.slot(id) ?? (isSlot(kept) && kept.slot === id ? kept : undefined);
      if (slot) return slot;
      wrong({ messageKey: "forms.fault.slot" });
      return null;
    },
    judge: (_field, value) => (isSlot(value) ? undefined : { messageKey: "forms.fault.slot" }),
    words: (_field, value, { locale }) =>
      isSlot(value) ? `${momentWords(value.at, locale)}, ${value.place}` : plain(value),
    schema: () => ({
      type: "object",
      properties: { slot: { type: "string" }, at: { type: "string" }, place: { type: "string" } },
      required: ["slot", "at", "place"],
      additionalProperties: false,
    }),
    missing: "forms.fault.slot",
  },
} satisfies Partial<Record<FieldType, Kind>>;

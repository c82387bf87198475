import { lookups, readNik } from "../../registry/index.ts";
import type { AnyField, FieldType } from "../field.ts";
import { cut, type Kind, lengthOf, notOffered, oneLine, plain } from "../kind.ts";

const longest: Partial<Record<FieldType, number>> = { "long-text": 4000, phone: 20, nik: 20, business: 20 };
export const mostLetters = (field: AnyField): number => field.maxLength ?? longest[field.type] ?? 200;

interface Shape {
  pattern: string;
  /** What a pattern cannot see: a day of birth, a check digit. Its name is the schema's `format`. */
  format?: "nik" | "nib";
  messageKey: string;
  tidy?(text: string): string;
}
const digitsOnly = (text: string) => text.replace(/[\s.-]/g, "");
/** Formats of the schemas that are ours. */
export const formats = { nik: (text: string) => readNik(text) !== null, nib: lookups.isNib };

function written(shape?: Shape, tidy = shape?.tidy ?? oneLine): Kind {
  const fits = shape && new RegExp(shape.pattern, "u");
  return {
    read: (field, sheet) => cut(tidy(sheet.one()), mostLetters(field) * 2) || null,
    judge(field, value) {
      if (typeof value !== "string") return notOffered;
      const most = mostLetters(field);
      if (lengthOf(value) > most) return { messageKey: "kernel.fault.too-long", values: { maximum: most } };
      return shape && !(fits!.test(value) && (!shape.format || formats[shape.format](value)))
        ? { messageKey: shape.messageKey }
        : undefined;
    },
    words: (_field, value) => plain(value),
    schema: (field) => ({
      type: "string",
      maxLength: mostLetters(field),
      ...(shape && { pattern: shape.pattern }),
      ...(shape?.format && { format: shape.format }),
    }),
  };
}

export const texts = {
  text: written(),
  "long-text": written(undefined, (text) => text),
  email: written({ pattern: "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$", messageKey: "forms.fault.email" }),
  phone: written({ pattern: "^\\+?\\d{8,15}$", messageKey: "forms.fault.phone", tidy: digitsOnly }),
  nik: written({ pattern: "^\\d{16}$", format: "nik", messageKey: "forms.fault.nik", tidy: digitsOnly }),
  business: written({ pattern: "^\\d{13}$", format: "nib", messageKey: "forms.fault.nib", tidy: digitsOnly }),
} satisfies Partial<Record<FieldType, Kind>>;

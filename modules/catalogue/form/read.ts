import type { Fault } from "../../../kernel/index.ts";
import type { Answer, FormField, PlainField } from "./field.ts";

/** What a browser posts: names to texts. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;
type Reading = { value: Answer; fault?: Omit<Fault, "path"> };

const one = (posted: Posted, name: string): string => {
  const value = posted[name];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).normalize("NFC").trim();
};
const many = (posted: Posted, name: string): string[] => {
  const value = posted[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : [...value];
};

/** "1.250,5" and "1250.5" are the same number: a last comma or point with one or two digits is the decimal sign. */
export function readNumber(text: string): number | null {
  const clean = text.replace(/\s|^Rp\.?/gi, "");
  const match = /^(-?[\d.,]*\d)(?:[.,](\d{1,2}))?$/.exec(clean);
  if (!match) return null;
  const thousands = /^-?\d{1,3}([.,]\d{3})*$/.test(clean);
  if (thousands) return Number(clean.replace(/[.,]/g, ""));
  const decimal = /^(-?\d{1,3}(?:[.,]\d{3})*|-?\d+)[.,](\d{1,6})$/.exec(clean);
  if (decimal) return Number(`${decimal[1]!.replace(/[.,]/g, "")}.${decimal[2]}`);
  return /^-?\d+$/.test(clean) ? Number(clean) : null;
}

/** "day", "month", "year" as typed, to "2026-01-31"; null when there is no such day. */
export function readDate(day: string, month: string, year: string): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

const longest: Partial<Record<FormField["type"], number>> = {
  text: 200,
  "long-text": 4000,
  address: 500,
  email: 200,
  phone: 20,
  nik: 20,
};
const shapes: Partial<Record<FormField["type"], { shape: RegExp; messageKey: string }>> = {
  nik: { shape: /^\d{16}$/, messageKey: "catalogue.fault.nik" },
  email: { shape: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, messageKey: "catalogue.fault.email" },
  phone: { shape: /^\+?\d{8,15}$/, messageKey: "catalogue.fault.phone" },
};

/** Reads one posted field by its type; the value is kept even when it has a fault, so that the person sees what they wrote. */
export function readField(field: PlainField | FormField, posted: Posted, name: string = field.id): Reading {
  switch (field.type) {
    case "choices": {
      const chosen = many(posted, name);
      const known = chosen.filter((value) => field.options?.some((option) => option.value === value));
      return known.length < chosen.length
        ? { value: known, fault: { messageKey: "catalogue.fault.choice" } }
        : { value: known };
    }
    case "choice": {
      const value = one(posted, name);
      if (value && !field.options?.some((option) => option.value === value))
        return { value: null, fault: { messageKey: "catalogue.fault.choice" } };
      return { value: value || null };
    }
    case "yes-no": {
      const value = one(posted, name);
      return { value: value === "yes" ? true : value === "no" ? false : null };
    }
    case "declaration":
      return { value: one(posted, name) === "yes" ? true : null };
    case "date": {
      const [day, month, year] = ["day", "month", "year"].map((part) => one(posted, `${name}.${part}`)) as [
        string,
        string,
        string,
      ];
      if (!day && !month && !year) return { value: null };
      const date = readDate(day, month, year);
      return date
        ? { value: date }
        : { value: `${year}-${month}-${day}`, fault: { messageKey: "catalogue.fault.date" } };
    }
    case "number":
    case "money": {
      const text = one(posted, name);
      if (!text) return { value: null };
      const number = readNumber(text);
      if (number === null || !Number.isFinite(number) || Math.abs(number) > 1e15)
        return { value: text.slice(0, 100), fault: { messageKey: "catalogue.fault.number" } };
      return limited(field, number);
    }
    default: {
      const text =
        field.type === "phone" || field.type === "nik" ? one(posted, name).replace(/[\s.-]/g, "") : one(posted, name);
      const most = field.maxLength ?? longest[field.type] ?? 200;
      if (text.length > most)
        return {
          value: text.slice(0, most * 2),
          fault: { messageKey: "kernel.fault.too-long", values: { maximum: most } },
        };
      const shape = shapes[field.type];
      if (text && shape && !shape.shape.test(text)) return { value: text, fault: { messageKey: shape.messageKey } };
      return { value: text || null };
    }
  }
}

function limited(field: PlainField | FormField, number: number): Reading {
  if (field.min !== undefined && number < field.min)
    return { value: number, fault: { messageKey: "kernel.fault.too-small", values: { minimum: field.min } } };
  if (field.max !== undefined && number > field.max)
    return { value: number, fault: { messageKey: "kernel.fault.too-big", values: { maximum: field.max } } };
  return { value: number };
}

import type { Fault, Locale } from "../../kernel/index.ts";
import { type Answer, type FormField, isFileAnswer, type PlainField } from "./field.ts";

/** What a browser posts: names to texts. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;
type Reading = { value: Answer; fault?: Omit<Fault, "path"> };

/** Characters that no keyboard types and no database keeps. */
const unseen = /(?![\n\t])\p{Cc}/gu;
const given = (posted: Posted, name: string) => (Object.hasOwn(posted, name) ? posted[name] : undefined);
const one = (posted: Posted, name: string): string => {
  const value = given(posted, name);
  return (typeof value === "string" ? value : (value?.[0] ?? "")).normalize("NFC").replace(unseen, "").trim();
};
const many = (posted: Posted, name: string): string[] => {
  const value = given(posted, name);
  return value === undefined ? [] : typeof value === "string" ? [value] : [...value];
};

/**
 * "1.250,5", "1,250.5" and "1250.5" are the same number, whichever language the writer counts in: groups of three
 * after one and the same sign are thousands, what stands after another sign is the fraction. "1.250" is thousands.
 */
export function readNumber(text: string): number | null {
  const clean = text.replace(/\s|^Rp\.?/gi, "");
  const grouped = /^(-?[1-9]\d{0,2})((?:\.\d{3})+|(?:,\d{3})+)(?:([.,])(\d{1,10}))?$/.exec(clean);
  if (grouped && !grouped[2]!.startsWith(grouped[3] ?? " "))
    return Number(`${grouped[1]}${grouped[2]!.replace(/[.,]/g, "")}.${grouped[4] ?? "0"}`);
  const plain = /^(-?\d{1,20})(?:[.,](\d{1,10}))?$/.exec(clean);
  return plain ? Number(`${plain[1]}.${plain[2] ?? "0"}`) + 0 : null;
}

/** A number as it is shown in a field: written in the reader's language so that `readNumber` reads it back the same. */
export function writeNumber(value: number, locale: Locale): string {
  const written = (least: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: 10 }).format(value);
  // Three digits of a fraction would be read as thousands: a nought more, and they are not.
  return readNumber(written(0)) === value ? written(0) : written(4);
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
  nik: { shape: /^\d{16}$/, messageKey: "forms.fault.nik" },
  email: { shape: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, messageKey: "forms.fault.email" },
  phone: { shape: /^\+?\d{8,15}$/, messageKey: "forms.fault.phone" },
};

/** Reads one posted field by its type; the value is kept even when it has a fault, so that the person sees what they wrote. */
export function readField(field: PlainField | FormField, posted: Posted, name: string = field.id): Reading {
  const value = readValue(field, posted, name);
  const known = (option: string) => field.options?.some(({ value: offered }) => offered === option) ?? false;
  // What was never offered is not kept: no list could show it again.
  if (field.type === "choice" && typeof value === "string" && !known(value)) return { value: null, fault: notOffered };
  if (field.type === "choices" && Array.isArray(value) && !(value as string[]).every(known))
    return { value: (value as string[]).filter(known), fault: notOffered };
  const fault = value === null ? undefined : faultOf(field, value);
  return fault ? { value, fault } : { value };
}

function readValue(field: PlainField | FormField, posted: Posted, name: string): Answer {
  switch (field.type) {
    case "choices":
      return many(posted, name).slice(0, 200);
    case "choice":
      return one(posted, name) || null;
    case "yes-no": {
      const value = one(posted, name);
      return value === "yes" ? true : value === "no" ? false : null;
    }
    case "declaration":
      return one(posted, name) === "yes" ? true : null;
    case "date": {
      const [day = "", month = "", year = ""] = ["day", "month", "year"].map((part) =>
        one(posted, `${name}.${part}`).replaceAll("-", ""),
      );
      if (!day && !month && !year) return null;
      return readDate(day, month, year) ?? [year, month, day].map((part) => cut(part, 10)).join("-");
    }
    case "number":
    case "money": {
      const text = one(posted, name);
      return text ? (readNumber(text) ?? cut(text, 100)) : null;
    }
    default: {
      const written = one(posted, name);
      const digits = field.type === "phone" || field.type === "nik";
      const text =
        field.type === "long-text" ? written : digits ? written.replace(/[\s.-]/g, "") : written.replace(/\s+/g, " ");
      return cut(text, lengthOf(field) * 2) || null;
    }
  }
}

/** Much too long is kept only in part, and no letter in half: half of one cannot be stored. */
const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed().trimEnd();
const lengthOf = (field: PlainField | FormField): number => field.maxLength ?? longest[field.type] ?? 200;
const notOffered = { messageKey: "forms.fault.choice" };

/**
 * What is wrong with a value that is kept, whenever it is looked at: a wrong answer is kept so that it can be mended,
 * and must be found again before anything is handed in. Undefined when it is right; emptiness is judged elsewhere.
 */
export function faultOf(field: PlainField | FormField, value: Answer): Omit<Fault, "path"> | undefined {
  const offered = (option: unknown) => field.options?.some((one) => one.value === option) ?? false;
  switch (field.type) {
    case "choices":
      return Array.isArray(value) && value.every(offered) ? undefined : notOffered;
    case "choice":
      return offered(value) ? undefined : notOffered;
    case "yes-no":
    case "declaration":
      return typeof value === "boolean" ? undefined : notOffered;
    case "date": {
      const [year = "", month = "", day = ""] = typeof value === "string" ? value.split("-") : [];
      return readDate(day, month, year) === value ? undefined : { messageKey: "forms.fault.date" };
    }
    case "number":
    case "money":
      if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > 1e15)
        return { messageKey: "forms.fault.number" };
      if (field.min !== undefined && value < field.min)
        return { messageKey: "kernel.fault.too-small", values: { minimum: field.min } };
      if (field.max !== undefined && value > field.max)
        return { messageKey: "kernel.fault.too-big", values: { maximum: field.max } };
      return undefined;
    case "photo":
      return isFileAnswer(value) ? undefined : { messageKey: "forms.fault.photo" };
    default: {
      if (typeof value !== "string") return notOffered;
      const most = lengthOf(field);
      if (value.length > most) return { messageKey: "kernel.fault.too-long", values: { maximum: most } };
      const shape = shapes[field.type];
      return shape && !shape.shape.test(value) ? { messageKey: shape.messageKey } : undefined;
    }
  }
}

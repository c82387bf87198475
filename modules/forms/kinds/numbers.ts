import { type Locale, textIn } from "../../../kernel/index.ts";
import type { FieldType } from "../field.ts";
import { cut, type Kind, plain, type Wrong } from "../kind.ts";

/**
 * "1.250,5", "1,250.5" and "1250.5" are the same number, whichever language the writer counts in: groups of three
 * after one and the same sign are thousands, what stands after another sign is the fraction. "1.250" is thousands.
 */
export function readNumber(text: string): number | null {
  const clean = text.replace(/\s|^Rp\.?/gi, "");
  const grouped = /^(-?[1-9]\d{0,2})((?:\.\d{3})+|(?:,\d{3})+)(?:([.,])(\d{1,10}))?$/.exec(clean);
  if (grouped && !grouped[2]!.startsWith(grouped[3] ?? " "))
    return Number(`${grouped[1]}${grouped[2]!.replace(/[.,]/g, "")}.${grouped[4] ?? "0"}`);
  const simple = /^(-?\d{1,20})(?:[.,](\d{1,10}))?$/.exec(clean);
  return simple ? Number(`${simple[1]}.${simple[2] ?? "0"}`) + 0 : null;
}

/** A number as it is shown in a field: written in the reader's language so that `readNumber` reads it back the same. */
export function writeNumber(value: number, locale: Locale): string {
  const written = (least: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: 10 }).format(value);
  // Three digits of a fraction would be read as thousands: a nought more, and they are not.
  return readNumber(written(0)) === value ? written(0) : written(4);
}

/** Doubles count every unit up to here and beyond. */
const largest = 1e15;
const amount = (words: Kind["words"]): Kind => ({
  read(_field, sheet) {
    const text = sheet.one();
    return text ? (readNumber(text) ?? cut(text, 100)) : null;
  },
  judge({ min, max }, value): Wrong | undefined {
    if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > largest)
      return { messageKey: "forms.fault.number" };
    if (min !== undefined && value < min) return { messageKey: "kernel.fault.too-small", values: { minimum: min } };
    if (max !== undefined && value > max) return { messageKey: "kernel.fault.too-big", values: { maximum: max } };
    return undefined;
  },
  words,
  schema: ({ min, max }) => ({
    type: "number",
    minimum: Math.max(min ?? -largest, -largest),
    maximum: Math.min(max ?? largest, largest),
  }),
});

const counted = (value: number, locale: Locale) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(value);

export const numbers = {
  number: amount(({ unit }, value, { locale }) =>
    typeof value === "number" ? `${counted(value, locale)}${unit ? ` ${textIn(unit, locale)}` : ""}` : plain(value),
  ),
  money: amount((_field, value, { locale }) =>
    typeof value === "number" ? `Rp ${counted(value, locale)}` : plain(value),
  ),
} satisfies Partial<Record<FieldType, Kind>>;

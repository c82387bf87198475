import type { Locale } from "../../../kernel/index.ts";
import type { FieldType } from "../field.ts";
import { cut, type Kind, plain } from "../kind.ts";

/** "day", "month", "year" as typed, to "2026-01-31"; null when there is no such day. */
export function readDate(day: string, month: string, year: string): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/** "8.30", "08:30" and "0830" are half past eight; null when no clock shows it. */
export function readTime(text: string): string | null {
  const [, hour = "", minute = ""] = /^(\d{1,2})[.:]?(\d{2})$/.exec(text) ?? [];
  return hour && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, "0")}:${minute}` : null;
}

const isDate = (value: string): boolean => {
  const [year = "", month = "", day = ""] = value.split("-");
  return readDate(day, month, year) === value;
};
const isMonth = (value: string): boolean => isDate(`${value}-01`) && value.length === 7;
const isTime = (value: string): boolean => readTime(value) === value;
/** Formats of the schemas: `date` is the standard's, narrowed to what a calendar has. */
export const dayFormats = { date: isDate, month: isMonth, "time-of-day": isTime };

/** A day or month in words; what is none stays as it is. */
function dayWords(iso: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? iso
    : new Intl.DateTimeFormat(locale === "id" ? "id-ID" : "en-GB", { ...options, timeZone: "UTC" }).format(at);
}

const inParts = (
  parts: readonly string[],
  read: (parts: readonly string[]) => string | null,
  fits: (value: string) => boolean,
  format: string,
  words: (value: string, locale: Locale) => string,
): Kind => ({
  read(_field, sheet) {
    const written = parts.map((part) => sheet.one(part).replaceAll("-", ""));
    if (written.every((part) => !part)) return null;
    return read(written) ?? written.map((part) => cut(part, 10)).join("-");
  },
  judge: (_field, value) =>
    typeof value === "string" && fits(value) ? undefined : { messageKey: `forms.fault.${format}` },
  words: (_field, value, { locale }) =>
    typeof value === "string" && fits(value) ? words(value, locale) : plain(value),
  schema: () => ({ type: "string", format }),
});

export const days = {
  date: inParts(
    ["year", "month", "day"],
    ([year = "", month = "", day = ""]) => readDate(day, month, year),
    isDate,
    "date",
    (iso, locale) => dayWords(iso, locale, { dateStyle: "long" }),
  ),
  month: inParts(
    ["year", "month"],
    ([year = "", month = ""]) => readDate("1", month, year)?.slice(0, 7) ?? null,
    isMonth,
    "month",
    (iso, locale) => dayWords(`${iso}-01`, locale, { month: "long", year: "numeric" }),
  ),
  time: {
    read(_field, sheet) {
      const text = sheet.one();
      return text ? (readTime(text) ?? cut(text, 20)) : null;
    },
    judge: (_field, value) =>
      typeof value === "string" && isTime(value) ? undefined : { messageKey: "forms.fault.time" },
    words: (_field, value, { locale }) => (locale === "id" ? plain(value).replace(":", ".") : plain(value)),
    schema: () => ({ type: "string", format: "time-of-day" }),
  },
} satisfies Partial<Record<FieldType, Kind>>;

/** A moment of an office's clock, "2026-11-26T09:00", in words. */
export const momentWords = (at: string, locale: Locale): string =>
  `${dayWords(at.slice(0, 10), locale, { dateStyle: "full" })}, ${locale === "id" ? at.slice(11).replace(":", ".") : at.slice(11)}`;

// Dates as people of each language write them. The zone is the government's.
const tag = (locale: string): string => (locale === "id" ? "id-ID" : "en-GB");
const kept = new Map<string, Intl.DateTimeFormat>();
function format(locale: string, timeZone: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(style)}`;
  let made = kept.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(tag(locale), { timeZone, ...style });
    kept.set(key, made);
  }
  return made;
}

/** "24 Nov 2026, 16.00" */
export const dateTime = (at: Date, locale: string, timeZone: string): string =>
  format(locale, timeZone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
/** "24 November 2026" */
export const longDate = (at: Date, locale: string, timeZone: string): string =>
  format(locale, timeZone, { day: "numeric", month: "long", year: "numeric" }).format(at);
/** "24 Nov" */
export const shortDate = (at: Date, locale: string, timeZone: string): string =>
  format(locale, timeZone, { day: "numeric", month: "short" }).format(at);
/** A day without an hour, "2026-11-24", in words. */
export const dayWords = (day: string, locale: string): string =>
  format(locale, "UTC", { day: "numeric", month: "long", year: "numeric" }).format(new Date(`${day}T00:00:00Z`));

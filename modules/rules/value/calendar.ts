/** Days, times and durations of FEEL (DMN 1.5, 10.3.2.3): exact to the nanosecond, years from -999999999 to 999999999. */

export class Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
  toString(): string {
    const year = Math.abs(this.year).toString().padStart(4, "0");
    return `${this.year < 0 ? "-" : ""}${year}-${two(this.month)}-${two(this.day)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** Where a clock stands: seconds east of Greenwich, or a named zone, or nowhere in particular. */
export interface Place {
  offset: number | null;
  zone: string | null;
}
export const nowhere: Place = { offset: null, zone: null };

export class Clock {
  /** Nanoseconds since midnight. */
  readonly nanos: bigint;
  readonly place: Place;
  constructor(nanos: bigint, place: Place) {
    this.nanos = nanos;
    this.place = place;
  }
  get seconds(): number {
    return Number(this.nanos / billion);
  }
  toString(): string {
    const all = this.seconds;
    const fraction = this.nanos % billion;
    const part = fraction ? `.${fraction.toString().padStart(9, "0").replace(/0+$/, "")}` : "";
    return `${two(Math.floor(all / 3600))}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}${part}${placeText(this.place)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

export class Moment {
  readonly day: Day;
  readonly clock: Clock;
  constructor(day: Day, clock: Clock) {
    this.day = day;
    this.clock = clock;
  }
  toString(): string {
    return `${this.day}T${this.clock}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** A duration of days and time. */
export class Span {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
  toString(): string {
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    const [days, hours, minutes] = [size / dayNanos, (size / (3600n * billion)) % 24n, (size / (60n * billion)) % 60n];
    const seconds = (size / billion) % 60n;
    const fraction = size % billion;
    const exact = fraction ? `${seconds}.${fraction.toString().padStart(9, "0").replace(/0+$/, "")}` : `${seconds}`;
    const time = `${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${exact !== "0" ? `${exact}S` : ""}`;
    if (!days && !time) return "PT0S";
    return `${this.nanos < 0n ? "-" : ""}P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** A duration of years and months, in months. */
export class Months {
  readonly count: number;
  constructor(count: number) {
    this.count = count;
  }
  toString(): string {
    const size = Math.abs(this.count);
    const [years, months] = [Math.floor(size / 12), size % 12];
    if (size === 0) return "P0M";
    return `${this.count < 0 ? "-" : ""}P${years ? `${years}Y` : ""}${months ? `${months}M` : ""}`;
  }
  toJSON(): string {
    return this.toString();
  }
}
export type Temporal = Day | Clock | Moment | Span | Months;

export const billion = 1_000_000_000n;
export const dayNanos = 86_400n * billion;
const largestYear = 999_999_999;
const two = (n: number) => String(n).padStart(2, "0");

function placeText({ offset, zone }: Place): string {
  if (zone !== null) return `@${zone}`;
  if (offset === null) return "";
  if (offset === 0) return "Z";
  const size = Math.abs(offset);
  const seconds = size % 60 ? `:${two(size % 60)}` : "";
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds}`;
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** A day that there is; null otherwise. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const whole = [year, month, day].every(Number.isInteger);
  if (!whole || Math.abs(year) > largestYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return null;
  return new Day(year, month, day);
}

/** Days since 1970-01-01, by the calendar of 400 years (Gregorian, also before it was made). */
export function dayNumber({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const inEra = y - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468;
}

/** The day with that number; null beyond the years that there are. */
export function dayNumbered(number: number): Day | null {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const inEra = z - era * 146_097;
  const y = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const m = Math.floor((5 * inYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return dayOf(y + era * 400 + (month <= 2 ? 1 : 0), month, inYear - Math.floor((153 * m + 2) / 5) + 1);
}

/** Monday is 1, Sunday 7. */
export const weekday = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;

export function readDay(text: string): Day | null {
  const found = /^(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)$/.exec(text);
  return found && dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

export function readClock(text: string): Clock | null {
  const found = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w/+-]*)?$/.exec(text);
  if (!found) return null;
  const [, hour, minute, second, fraction = "", place = ""] = found;
  return clockOf(Number(hour), Number(minute), Number(second), BigInt(fraction.padEnd(9, "0")), readPlace(place));
}

/** A time that there is; null otherwise. */
export function clockOf(hour: number, minute: number, second: number, nanos: bigint, place: Place | null) {
  const whole = [hour, minute, second].every((n) => Number.isInteger(n) && n >= 0);
  if (!whole || hour > 23 || minute > 59 || second > 59 || !place) return null;
  return new Clock(BigInt(hour * 3600 + minute * 60 + second) * billion + nanos, place);
}

export function readPlace(text: string): Place | null {
  if (text === "") return nowhere;
  if (text === "Z") return { offset: 0, zone: null };
  if (text.startsWith("@")) {
    const zone = text.slice(1);
    if (zone === "Z" || zone === "Etc/UTC" || zone === "UTC") return { offset: 0, zone };
    return zoneFormat(zone) ? { offset: null, zone } : null;
  }
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(":").map(Number);
  if (hours > 18 || minutes > 59 || seconds > 59) return null;
  const size = hours * 3600 + minutes * 60 + seconds;
  return { offset: text.startsWith("-") ? 0 - size : size, zone: null };
}

export function readMoment(text: string): Moment | null {
  const [first = "", second, more] = text.split("T");
  // The T of a zone's name, such as Etc/GMT, is no mark between day and time.
  const rest = more === undefined ? second : text.slice(first.length + 1);
  const day = readDay(first);
  const clock = rest === undefined ? null : readClock(rest);
  return day && clock ? new Moment(day, clock) : null;
}

export function readSpan(text: string): Span | Months | null {
  const years = /^(-)?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/.exec(text);
  if (years) {
    const count = Number(years[2] ?? 0) * 12 + Number(years[3] ?? 0);
    return Number.isSafeInteger(count) ? new Months(years[1] ? 0 - count : count) : null;
  }
  const days = /^(-)?P(?=[\dT])(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{0,9})\d*)?S)?)?$/.exec(text);
  if (!days || text.length > 60) return null;
  const part = (index: number) => BigInt(days[index] ?? 0);
  const seconds = part(2) * 86_400n + part(3) * 3600n + part(4) * 60n + part(5);
  const nanos = seconds * billion + BigInt((days[6] ?? "").padEnd(9, "0"));
  return new Span(days[1] ? -nanos : nanos);
}

const zones = new Map<string, Intl.DateTimeFormat | null>();
function zoneFormat(zone: string): Intl.DateTimeFormat | null {
  if (!zones.has(zone)) {
    if (zones.size > 600) zones.clear();
    let format: Intl.DateTimeFormat | null = null;
    try {
      format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    } catch {
      // A zone that there is not makes the value unknown.
    }
    zones.set(zone, format);
  }
  return zones.get(zone) ?? null;
}

function zoneOffset(zone: string, utcSeconds: number): number {
  const at = Math.max(-8e12, Math.min(8e12, utcSeconds)) * 1000;
  const name =
    zoneFormat(zone)
      ?.formatToParts(at)
      .find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return readPlace(name.replace("GMT", "") || "Z")?.offset ?? 0;
}

/** Seconds east of Greenwich that a clock on that day shows; null when it stands nowhere. */
export function offsetOn(place: Place, localSeconds: number): number | null {
  if (place.offset !== null || place.zone === null) return place.offset;
  const guess = zoneOffset(place.zone, localSeconds);
  return zoneOffset(place.zone, localSeconds - guess);
}

/** Nanoseconds since 1970-01-01T00:00Z; of a moment that stands nowhere, as if at Greenwich. */
export function instant({ day, clock }: Moment): bigint {
  const local = dayNumber(day) * 86_400 + clock.seconds;
  const offset = offsetOn(clock.place, local) ?? 0;
  return BigInt(dayNumber(day)) * dayNanos + clock.nanos - BigInt(offset) * billion;
}

import {
  billion,
  Clock,
  clockOf,
  Day,
  dayNumber,
  dayOf,
  daysIn,
  Moment,
  Months,
  nowhere,
  type Place,
  readClock,
  readDay,
  readMoment,
  readPlace,
  readSpan,
  Span,
  weekday,
} from "../value/calendar.ts";
import type { Datum } from "../value/datum.ts";
import { type Num, written } from "../value/number.ts";
import { type Form, form } from "./form.ts";

const midnight = new Clock(0n, nowhere);

const dayFrom = (from: string | Day | Moment): Datum =>
  typeof from === "string" ? readDay(from) : from instanceof Moment ? from.day : from;

const utc: Place = { offset: 0, zone: null };
function clockFrom(from: string | Day | Moment | Clock): Datum {
  if (typeof from === "string") return readClock(from.replace(/^T/, ""));
  return from instanceof Clock ? from : from instanceof Moment ? from.clock : new Clock(0n, utc);
}

/** A time of parts; the seconds may be broken. */
function clockOfParts(hour: Num, minute: Num, second: Num, offset: Datum = null): Datum {
  if (offset !== null && !(offset instanceof Span)) return null;
  const [whole = "0", fraction = ""] = written(second).split(".");
  const place = offset === null ? nowhere : { offset: Number(offset.nanos / billion), zone: null };
  const nanos = BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return clockOf(Number(hour), Number(minute), Number(whole), nanos, place);
}

function momentFrom(from: string | Moment | Day): Datum {
  if (typeof from !== "string") return from instanceof Day ? new Moment(from, midnight) : from;
  const day = readDay(from);
  return day ? new Moment(day, midnight) : readMoment(from);
}

function monthsBetween(from: Day | Moment, to: Day | Moment): Datum {
  const [a, b] = [from, to].map((one) => (one instanceof Moment ? one.day : one)) as [Day, Day];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  // A month that is not full does not count, in either direction.
  return new Months(months > 0 && b.day < a.day ? months - 1 : months < 0 && b.day > a.day ? months + 1 : months);
}

const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const monthNames = "January,February,March,April,May,June,July,August,September,October,November,December".split(",");

/** The week of the year by ISO 8601: that of the Thursday in it. */
function weekOf(day: Day): number {
  const thursday = dayNumber(day) + 4 - weekday(day);
  const yearOf = [day.year - 1, day.year, day.year + 1].findLast((year) => dayNumber(new Day(year, 1, 1)) <= thursday);
  return Math.floor((thursday - dayNumber(new Day(yearOf ?? day.year, 1, 1))) / 7) + 1;
}

const atDay = (gives: string, does: (day: Day) => Datum): readonly Form[] => [
  form(gives, "date: date|date and time", (value: Day | Moment) => does(value instanceof Moment ? value.day : value)),
];

export const times: Readonly<Record<string, readonly Form[]>> = {
  date: [
    form("date", "from: string|date|date and time", dayFrom),
    form("date", "year: number, month: number, day: number", (year: Num, month: Num, day: Num) =>
      dayOf(Number(year), Number(month), Number(day)),
    ),
  ],
  time: [
    form("time", "from: string|time|date|date and time", clockFrom),
    form("time", "hour: number, minute: number, second: number, offset?: any", clockOfParts),
  ],
  "date and time": [
    form("date and time", "from: string|date and time|date", momentFrom),
    form(
      "date and time",
      "date: date|date and time, time: time",
      (day: Day | Moment, clock: Clock) => new Moment(day instanceof Moment ? day.day : day, clock),
    ),
    form("date and time", "from: string, timezone: string", (from: string, zone: string) => {
      const moment = readMoment(from);
      const place = readPlace(`@${zone}`);
      return moment && place ? new Moment(moment.day, new Clock(moment.clock.nanos, place)) : null;
    }),
  ],
  now: [form("date and time", "", () => null)],
  today: [form("date", "", () => null)],
  duration: [
    form("any", "from: string", (from: string) => readSpan(from)),
    form("any", "from: days and time duration|years and months duration", (from: Span | Months) => from),
  ],
  "years and months duration": [
    form("years and months duration", "from: date|date and time, to: date|date and time", monthsBetween),
  ],
  "day of year": atDay("number", (day) => dayNumber(day) - dayNumber(new Day(day.year, 1, 1)) + 1),
  "day of week": atDay("string", (day) => dayNames[weekday(day) - 1] ?? null),
  "month of year": atDay("string", (day) => monthNames[day.month - 1] ?? null),
  "week of year": atDay("number", weekOf),
  "last day of month": atDay("number", ({ year, month }) => daysIn(year, month)),
};

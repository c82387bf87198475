import { readClock, readDay, readMoment, readSpan, type Temporal } from "../value/calendar.ts";
import { type Num, readNumber } from "../value/number.ts";
import { ExpressionFault } from "./fault.ts";

/** A number as it is written, to 34 digits. */
export function readNumeral(words: string, at: number): Num {
  const bare = words.replace(/\s/g, "");
  if (bare.replace(/e.*$/i, "").replace(/^[-0.]+|\./g, "").length > 34)
    throw new ExpressionFault("a number has at most 34 digits", at);
  const number = readNumber(bare);
  if (number === null) throw new ExpressionFault("a number is written as 12.5", at);
  return number;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/**
 * A text between quotes, with the escapes of FEEL: \n \r \t \b \f, quotes, the backslash itself, \u and four digits, \U and
 * six. A backslash before anything else is one, so that patterns read as they are: "\d+".
 */
export const readText = (words: string): string =>
  words
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9a-fA-F]{4})|U(0[0-9a-fA-F]{5}|10[0-9a-fA-F]{4})|([nrtbf"'\\/]))/g,
      (whole: string, ...parts) => {
        const [four, six, one] = parts as (string | undefined)[];
        if (four !== undefined) return String.fromCharCode(Number.parseInt(four, 16));
        if (six !== undefined) return String.fromCodePoint(Number.parseInt(six, 16));
        return escapes[one ?? ""] ?? one ?? whole;
      },
    );

/** What `@"..."` says: a day, a time, both, or a duration; null when it is none. */
export const readTemporal = (text: string): Temporal | null =>
  readDay(text) ?? readMoment(text) ?? readClock(text) ?? readSpan(text);

/**
 * Exact decimals as FEEL defines them: 34 digits, rounded half to even (IEEE 754 decimal128).
 *
 * A JavaScript number stands for the decimal that it prints as, so 0.1 is one tenth. Whatever a number cannot print
 * exactly is a `Decimal`. Each value has one form only: `===` compares numbers, and a number never equals a Decimal.
 */
export class Decimal {
  readonly coefficient: bigint;
  /** How many digits of the coefficient stand after the point; below nought for trailing noughts. */
  readonly scale: number;
  constructor(coefficient: bigint, scale: number) {
    this.coefficient = coefficient;
    this.scale = scale;
  }
  toString(): string {
    return written(this);
  }
  toJSON(): string {
    return this.toString();
  }
}
export type Num = number | Decimal;
export type Rounding = "floor" | "ceiling" | "up" | "down" | "half up" | "half down" | "half even";

const precision = 34;
const largestExponent = 6144;

export const isNum = (value: unknown): value is Num =>
  typeof value === "number" ? Number.isFinite(value) : value instanceof Decimal;

type Parts = readonly [coefficient: bigint, scale: number];

function parts(n: Num): Parts {
  if (typeof n !== "number") return [n.coefficient, n.scale];
  if (Number.isSafeInteger(n)) return [BigInt(n), 0];
  return read(String(n));
}

function read(text: string): Parts {
  const [digits = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  return [BigInt(whole + fraction), fraction.length - Number(exponent)];
}

const lengthOf = (coefficient: bigint): number => (coefficient < 0n ? -coefficient : coefficient).toString().length;

/** Divides rounding as asked; the divisor is above nought. */
function divided(dividend: bigint, divisor: bigint, how: Rounding): bigint {
  const quotient = dividend / divisor;
  const rest = dividend - quotient * divisor;
  if (rest === 0n) return quotient;
  const away = dividend < 0n ? -1n : 1n;
  const half = (rest < 0n ? -rest : rest) * 2n - divisor;
  const outward =
    how === "up" ||
    (how === "floor" && away < 0n) ||
    (how === "ceiling" && away > 0n) ||
    (/^half/.test(how) &&
      (half > 0n || (half === 0n && (how === "half up" || (how === "half even" && quotient % 2n !== 0n)))));
  return outward ? quotient + away : quotient;
}

/** The one form of a value; null when it is too large for decimal128. */
function made([coefficient, scale]: Parts): Num | null {
  if (coefficient === 0n) return 0;
  let digits = coefficient.toString();
  let [m, s] = [coefficient, scale];
  const length = digits.length - (coefficient < 0n ? 1 : 0);
  if (length > precision) {
    m = divided(m, 10n ** BigInt(length - precision), "half even");
    s -= length - precision;
    digits = m.toString();
  }
  const bare = digits.replace(/0+$/, "");
  s -= digits.length - bare.length;
  const exponent = bare.length - s;
  if (exponent > largestExponent + 1) return null;
  if (exponent < -largestExponent) return 0;
  const near = Number(`${bare}e${-s}`);
  if (Number.isFinite(near) && near !== 0) {
    if (bare.length <= 15 && Math.abs(exponent) < 300) return near;
    const [m2, s2] = read(String(near));
    const bare2 = m2.toString().replace(/0+$/, "");
    if (bare2 === bare && s2 - (m2.toString().length - bare2.length) === s) return near;
  }
  return new Decimal(BigInt(bare), s);
}

/** A whole number of any length, to 34 digits. */
export const ofInteger = (n: bigint): Num => made([n, 0]) ?? 0;

function aligned(a: Num, b: Num): [bigint, bigint, number] {
  const [x, sx] = parts(a);
  const [y, sy] = parts(b);
  const scale = Math.max(sx, sy);
  return [x * 10n ** BigInt(scale - sx), y * 10n ** BigInt(scale - sy), scale];
}

/** Millionths of a plain number, when it has no finer part and is small enough to add two of them. */
const millionths = (n: number): number => {
  const whole = Math.round(n * 1e6);
  return whole / 1e6 === n && whole < 4e14 && whole > -4e14 ? whole : Number.NaN;
};

export function plus(a: Num, b: Num): Num | null {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum;
    const whole = millionths(a) + millionths(b);
    if (!Number.isNaN(whole)) return whole / 1e6;
  }
  // What is 34 digits smaller cannot be seen in the sum, and must not be spelled out.
  const [x, sx] = parts(a);
  const [y, sy] = parts(b);
  if (x === 0n) return b;
  if (y === 0n) return a;
  const apart = lengthOf(x) - sx - (lengthOf(y) - sy);
  if (Math.abs(apart) > 2 * precision + 2) return apart > 0 ? a : b;
  const [m, n, scale] = aligned(a, b);
  return made([m + n, scale]);
}

export const negative = (n: Num): Num => (typeof n === "number" ? 0 - n : new Decimal(-n.coefficient, n.scale));
export const minus = (a: Num, b: Num): Num | null => plus(a, negative(b));

export function times(a: Num, b: Num): Num | null {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product)) return product + 0;
    const whole = millionths(a) * millionths(b);
    if (Math.abs(whole) < 1e15) return whole / 1e12 + 0;
  }
  const [x, sx] = parts(a);
  const [y, sy] = parts(b);
  return made([x * y, sx + sy]);
}

/** Divides to 34 digits; null by nought, as FEEL says. */
export function over(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  if (typeof a === "number" && typeof b === "number") {
    const quotient = a / b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(quotient)) return quotient + 0;
  }
  const [x, sx] = parts(a);
  const [y, sy] = parts(b);
  const more = Math.max(0, precision + 2 - lengthOf(x) + lengthOf(y));
  const dividend = (y < 0n ? -x : x) * 10n ** BigInt(more);
  const divisor = y < 0n ? -y : y;
  const quotient = dividend / divisor;
  // One more digit that says whether anything was left keeps the later rounding right.
  const sticky = quotient * 10n + (quotient * divisor === dividend ? 0n : dividend < 0n ? -1n : 1n);
  return made([sticky, sx - sy + more + 1]);
}

/** Whole powers are exact to 34 digits; others come from binary logarithms and hold 15. */
export function power(base: Num, exponent: Num): Num | null {
  if (typeof exponent === "number" && Number.isInteger(exponent) && Math.abs(exponent) <= 100_000) {
    let [result, square, left]: [Num | null, Num | null, number] = [1, base, Math.abs(exponent)];
    while (left > 0 && result !== null && square !== null) {
      if (left % 2 === 1) result = times(result, square);
      left = Math.floor(left / 2);
      if (left > 0) square = times(square, square);
    }
    if (result === null || (left > 0 && square === null)) return null;
    return exponent < 0 ? over(1, result) : result;
  }
  return fromDouble(Number(base) ** Number(exponent));
}

/** A result of binary arithmetic as a decimal of 15 digits; null when it is none. */
export const fromDouble = (n: number): Num | null => (Number.isFinite(n) ? Number(n.toPrecision(15)) + 0 : null);

export function root(n: Num): Num | null {
  const [m, s] = parts(n);
  if (m < 0n) return null;
  if (m === 0n) return 0;
  const even = s % 2 === 0 ? 0 : 1;
  const more = 2 * precision + 4;
  const square = m * 10n ** BigInt(more + even);
  let guess = 10n ** BigInt(Math.ceil(lengthOf(square) / 2));
  for (let next = (guess + square / guess) / 2n; next < guess; next = (guess + square / guess) / 2n) guess = next;
  return made([guess, (s + more + even) / 2]);
}

/** Below nought, nought or above it: the order of two numbers. */
export function order(a: Num, b: Num): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  const [sa, sb] = [signOf(a), signOf(b)];
  if (sa !== sb) return sa - sb;
  const [x, sx] = parts(a);
  const [y, sy] = parts(b);
  const size = lengthOf(x) - sx - (lengthOf(y) - sy);
  if (size !== 0) return size * sa;
  const [m, n] = aligned(a, b);
  return m < n ? -1 : m > n ? 1 : 0;
}

export const signOf = (n: Num): number =>
  typeof n === "number" ? Math.sign(n) : n.coefficient < 0n ? -1 : n.coefficient > 0n ? 1 : 0;

/** Rounds to so many digits after the point (below nought: before it). */
export function rounded(n: Num, scale: number, how: Rounding): Num | null {
  const [m, s] = parts(n);
  if (s <= scale) return n;
  if (s - scale > largestExponent * 2) return 0;
  return made([divided(m, 10n ** BigInt(s - scale), how), scale]);
}

/** What is left of a division, with the sign of the divisor, as FEEL says; null by nought. */
export function modulo(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  const [x, y, scale] = aligned(a, b);
  return made([((x % y) + y) % y, scale]);
}

/** Reads a plain number, or one with an exponent; null when the text is none. */
export function readNumber(text: string): Num | null {
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i.test(text)) return null;
  if (/^-?\d{1,15}$/.test(text)) return Number(text) + 0;
  return made(read(text));
}

/** The digits of a number without an exponent, as long as there are not hundreds of them. */
export function written(n: Num): string {
  const [m, s] = parts(n);
  const sign = m < 0n ? "-" : "";
  const digits = (m < 0n ? -m : m).toString();
  if (s < -40 || s > 80) return `${sign}${digits}E${-s}`;
  if (s <= 0) return sign + (digits === "0" ? "0" : digits + "0".repeat(-s));
  const padded = digits.padStart(s + 1, "0");
  return `${sign}${padded.slice(0, -s)}.${padded.slice(-s)}`.replace(/\.?0+$/, "");
}

/** Exact decimal arithmetic on numbers: 0.1 + 0.2 is 0.3, as money and law expect. */

/** The digits that JavaScript itself writes for a number, and how many of them stand after the point. */
const split = (n: number): [bigint, number] => {
  const [digits = "", exponent = "0"] = String(n).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const scale = fraction.length - Number(exponent);
  const mantissa = BigInt(whole + fraction);
  return scale < 0 ? [mantissa * 10n ** BigInt(-scale), 0] : [mantissa, scale];
};

const join = (mantissa: bigint, scale: number): number => {
  const sign = mantissa < 0n ? "-" : "";
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(scale + 1, "0");
  return Number(scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
};

function aligned(a: number, b: number): [bigint, bigint, number] {
  const [ma, sa] = split(a);
  const [mb, sb] = split(b);
  const scale = Math.max(sa, sb);
  return [ma * 10n ** BigInt(scale - sa), mb * 10n ** BigInt(scale - sb), scale];
}

export function plus(a: number, b: number): number {
  const [x, y, scale] = aligned(a, b);
  return join(x + y, scale);
}

export function times(a: number, b: number): number {
  const [ma, sa] = split(a);
  const [mb, sb] = split(b);
  return join(ma * mb, sa + sb);
}

/** Divides to 15 digits after the point; null by nought, as FEEL says. */
export function over(a: number, b: number): number | null {
  if (b === 0) return null;
  const [x, y] = aligned(a, b);
  const scaled = (x * 10n ** 16n) / y;
  const half = scaled < 0n ? -5n : 5n;
  return join((scaled + half) / 10n, 15);
}

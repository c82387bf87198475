/** An exact number: what is averaged and weighted must not depend on the order in which answers came. */
export interface Fraction {
  over: bigint;
  under: bigint;
}

export const zero: Fraction = { over: 0n, under: 1n };
export const fraction = (over: number | bigint, under: number | bigint = 1): Fraction => ({
  over: BigInt(over),
  under: BigInt(under),
});
export const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
export const divided = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under, under: a.under * b.over });
/** Of two that are not negative. */
export const less = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;

/** "1/9", "0.05" or "25" as it is meant. */
export function readFraction(text: string): Fraction {
  const [over = "", under = "1"] = text.split("/");
  const decimals = over.split(".")[1]?.length ?? 0;
  return fraction(BigInt(over.replace(".", "")), BigInt(under) * 10n ** BigInt(decimals));
}

/** Rounded half up to so many decimals, of a number that is not negative: "81.25". */
export function rounded({ over, under }: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const units = (2n * over * scale + under) / (2n * under);
  const text = String(units).padStart(decimals + 1, "0");
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

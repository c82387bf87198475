/** Money is whole minor units and a currency; there is no fraction to lose. */
export interface Money {
  minor: bigint;
  currency: string;
}

/** Digits after the point that a currency has in ISO 4217. Rupiah amounts are billed in whole rupiah, kept as sen. */
const exponents: Record<string, number> = { IDR: 2, USD: 2, EUR: 2, JPY: 0, KWD: 3 };

const exponent = (currency: string): number => {
  const digits = exponents[currency];
  if (digits === undefined) throw new Error(`Unknown currency ${currency}`);
  return digits;
};

/** `amount` in whole units, such as 25000 rupiah. */
export function money(amount: number | bigint, currency: string): Money {
  if (typeof amount === "number" && !Number.isSafeInteger(amount)) throw new Error("Money takes whole units");
  return { minor: BigInt(amount) * 10n ** BigInt(exponent(currency)), currency };
}

/** Adds; refuses to mix currencies. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`Cannot add ${a.currency} to ${b.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** The amount as a decimal string in whole units: "25000" or "25000.50". */
export function decimal({ minor, currency }: Money): string {
  const digits = exponent(currency);
  const scale = 10n ** BigInt(digits);
  const sign = minor < 0n ? "-" : "";
  const abs = minor < 0n ? -minor : minor;
  const fraction = abs % scale;
  return fraction === 0n ? `${sign}${abs / scale}` : `${sign}${abs / scale}.${String(fraction).padStart(digits, "0")}`;
}

/** For people: "Rp 25.000" in Indonesian, "Rp 25,000" in English. */
export function moneyText(amount: Money, locale: string): string {
  const text = decimal(amount);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: text.includes(".") ? 2 : 0,
    maximumFractionDigits: 2,
  }).format(text as Intl.StringNumericLiteral);
}

import type { RequestContext } from "../../../kernel/index.ts";

/** How an outcome says numbers, amounts, and a count that was too small to be told. */
export function wordsOf({ say, locale }: Pick<RequestContext, "say" | "locale">) {
  const number = new Intl.NumberFormat(locale);
  return {
    number: (count: number) => number.format(count),
    people: (count: number | null) => (count === null ? say("studio.simulate.few") : number.format(count)),
    money: (amount: number) => `Rp ${number.format(Math.round(amount))}`,
  };
}

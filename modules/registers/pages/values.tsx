import { dayWords } from "../../../design/words.ts";
import { type Locale, money, moneyText, type Say, textIn, type World } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";

type Shown = { say: Say; locale: Locale; world: Pick<World, "government"> };
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as people read it: an amount as money, a day in words, an entry of a list by its text. */
export function valueWords(field: Register["fields"][string], value: unknown, { say, locale, world }: Shown): string {
  const plain = (one: unknown): string =>
    isObject(one)
      ? Object.values("text" in one ? { text: one.text } : one)
          .map(plain)
          .join(", ")
      : String(one ?? "");
  const unit = field.unit ? ` ${textIn(field.unit, locale)}` : "";
  switch (field.type) {
    case "date":
      return dayWords(String(value), locale);
    case "yes-no":
      return say(value === true ? "registers.yes" : "registers.no");
    case "money":
      return moneyText(money(Math.round(Number(value)), world.government.currency), locale);
    case "number":
      return new Intl.NumberFormat(locale).format(Number(value)) + unit;
    case "choice":
      return textIn(field.options?.find((option) => option.value === value)?.text ?? String(value), locale);
    case "list":
      return (value as unknown[]).map(plain).join("; ");
    default:
      return plain(value) + unit;
  }
}

/** The rows of a record: what it holds, in the order of the register's fields. */
export const valueRows = (register: Register, data: Record<string, unknown>, shown: Shown) =>
  Object.entries(register.fields).flatMap(([name, field]) =>
    data[name] === undefined
      ? []
      : [{ key: textIn(field.label, shown.locale), value: valueWords(field, data[name], shown) }],
  );

import { type Fault, type Locale, type Say, type Text, textIn } from "../../kernel/index.ts";
import { type Answer, type FormField, isFileAnswer, type PlainField } from "./field.ts";

/** A fault in words: a message key, or the field's own message. */
export function faultWords(fault: Fault, say: Say, locale: Locale): string {
  return fault.messageKey.startsWith("text:")
    ? textIn(JSON.parse(fault.messageKey.slice(5)) as Text, locale)
    : say(fault.messageKey, fault.values);
}

/** An answer as a person reads it. */
export function answerWords(
  field: PlainField | FormField,
  value: Answer | undefined,
  say: Say,
  locale: Locale,
): string {
  if (value === undefined || value === null || value === "") return say("forms.not-answered");
  if (typeof value === "boolean") return say(value ? "forms.yes" : "forms.no");
  if (isFileAnswer(value)) return `${value.name} (${Math.max(1, Math.round(value.bytes / 1024))} KB)`;
  if (typeof value === "number") {
    if (field.type === "money") return `Rp ${new Intl.NumberFormat(locale).format(value)}`;
    return `${new Intl.NumberFormat(locale).format(value)}${field.unit ? ` ${textIn(field.unit, locale)}` : ""}`;
  }
  if (typeof value === "string") {
    if (field.type === "date") return dateWords(value, locale);
    const option = field.options?.find((one) => one.value === value);
    return option ? textIn(option.text, locale) : value;
  }
  if (field.type === "choices")
    return (value as readonly string[])
      .map((v) => textIn(field.options?.find((one) => one.value === v)?.text ?? v, locale))
      .join(", ");
  const parts = "fields" in field ? (field.fields ?? []) : [];
  return (value as readonly Record<string, Answer>[])
    .map((item) => parts.map((part) => answerWords(part, item[part.id], say, locale)).join(", "))
    .join("; ");
}

const dateWords = (iso: string, locale: Locale): string => {
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? iso
    : new Intl.DateTimeFormat(locale === "id" ? "id-ID" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(at);
};

import { type Fault, type Locale, type Say, type Text, textIn } from "../../kernel/index.ts";
import type { Answer } from "./answer.ts";
import type { AnyField } from "./field.ts";
import { wordsOf } from "./kinds/index.ts";

/** A fault in words: a message key, or the field's own message. */
export function faultWords(fault: Fault, say: Say, locale: Locale): string {
  return fault.messageKey.startsWith("text:")
    ? textIn(JSON.parse(fault.messageKey.slice(5)) as Text, locale)
    : say(fault.messageKey, fault.values);
}

/** An answer as a person reads it. */
export const answerWords = (field: AnyField, value: Answer | undefined, say: Say, locale: Locale): string =>
  wordsOf(field, value, { say, locale });

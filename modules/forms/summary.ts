import { type Locale, type Say, textIn } from "../../kernel/index.ts";
import type { Scope } from "../rules/index.ts";
import type { Answer, Answers } from "./answer.ts";
import type { AnyField, Form } from "./field.ts";
import { fieldsToShow, pagesToShow, withComputed } from "./form.ts";
import { kinds } from "./kinds/index.ts";
import { answerWords } from "./words.ts";

/** One page of answers as it is printed. */
export interface Section {
  title: string;
  rows: { label: string; value: string }[];
}

/** What was asked and answered, page by page, in words: for a letter that prints any form. `fact` gives what registers say. */
export function summaryOf(
  form: Form,
  given: Answers,
  { say, locale, scope, fact }: { say: Say; locale: Locale; scope: Scope; fact(field: AnyField): Answer },
): Section[] {
  const answers = withComputed(form, given, scope);
  return pagesToShow(form, answers, scope).map((page) => ({
    title: textIn(page.title, locale),
    rows: fieldsToShow(page, answers, scope)
      .filter(({ type }) => type !== "payment")
      .map((field) => ({
        label: textIn(field.label, locale),
        value: answerWords(
          field,
          kinds[field.type].shownOnly && field.type === "fact" ? fact(field) : answers[field.id],
          say,
          locale,
        ),
      })),
  }));
}

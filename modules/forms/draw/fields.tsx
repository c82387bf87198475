import { SummaryList } from "../../../design/index.ts";
import { textIn } from "../../../kernel/index.ts";
import type { Answers } from "../answer.ts";
import type { Form, FormPage } from "../field.ts";
import { fieldsToShow, pagesToShow } from "../form.ts";
import { answerWords } from "../words.ts";
import { Question } from "./question.tsx";
import type { Drawing } from "./tools.ts";

/** The questions of one page: facts first as a list with their origin, then what is asked. */
export function Questions({ page, answers, drawing }: { page: FormPage; answers: Answers; drawing: Drawing }) {
  const { say, locale, scope, fact } = drawing;
  const fields = fieldsToShow(page, answers, scope);
  const known = fact ? fields.filter((field) => field.type === "fact") : [];
  return (
    <>
      {known.length > 0 && (
        <SummaryList
          rows={known.map((field) => {
            const { value, source } = fact!(field);
            return { key: textIn(field.label, locale), value: answerWords(field, value, say, locale), source };
          })}
        />
      )}
      {/* A field that another answer calls up is there from the start for who has no script; an unasked answer is not kept. */}
      {page.fields
        .filter((field) => field.type !== "fact" && (fields.includes(field) || field.show !== undefined))
        .map((field) => (
          <Question
            key={field.id}
            field={field}
            value={answers[field.id]}
            name={field.id}
            drawing={drawing}
            optional={!fields.includes(field)}
          />
        ))}
    </>
  );
}

/** All pages of a form as one, close together: for an officer who types in what somebody brings to the counter. */
export function WholeForm({ form, answers, drawing }: { form: Form; answers: Answers; drawing: Drawing }) {
  return (
    <div class="whole-form">
      {pagesToShow(form, answers, drawing.scope).map((page) => (
        <section key={page.id} aria-labelledby={`page-${page.id}`}>
          <h2 id={`page-${page.id}`}>{textIn(page.title, drawing.locale)}</h2>
          <div class="whole-page">
            <Questions page={page} answers={answers} drawing={drawing} />
          </div>
        </section>
      ))}
    </div>
  );
}

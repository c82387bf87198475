import {
  Button,
  Checkboxes,
  DateInput,
  FileUpload,
  Origin,
  Radios,
  SummaryList,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import { type Fault, type Locale, textIn } from "../../../kernel/index.ts";
import {
  type Answer,
  type Answers,
  answerWords,
  type FormField,
  type FormPage,
  faultWords,
  forms,
  isFileAnswer,
} from "../../forms/index.ts";
import type { Facts } from "../tables.ts";
import { factOf, type Shown, sourceKey } from "./parts.tsx";

type FieldsProps = Shown & {
  page: FormPage;
  answers: Answers;
  facts: Facts;
  scope: Record<string, never> | object;
  faults: readonly Fault[];
};

/** The fields of one page as a form: facts first as a list with their origin, then what is asked. */
export function PageFields({ page, answers, facts, scope, faults, say, locale }: FieldsProps) {
  const fields = forms.fieldsToShow(page, answers, scope as never);
  const known = fields.filter((field) => field.type === "fact");
  const at = (path: string) => {
    const fault = faults.find((one) => one.path === path);
    return fault && faultWords(fault, say, locale);
  };
  return (
    <>
      {known.length > 0 && (
        <SummaryList
          rows={known.map((field) => ({
            key: textIn(field.label, locale),
            value: answerWords(
              { ...field, type: /Date$/.test(field.id) ? "date" : "text" },
              factOf(field, facts),
              say,
              locale,
            ),
            source: say(sourceKey[field.from!.register]),
          }))}
        />
      )}
      {/* A field that another answer calls up is there from the start for who has no script; an unasked answer is not kept. */}
      {page.fields
        .filter((field) => field.type !== "fact" && (fields.includes(field) || field.show !== undefined))
        .map((field) => (
          <Asked
            key={field.id}
            field={field}
            value={answers[field.id]}
            name={field.id}
            at={at}
            say={say}
            locale={locale}
            optional={!fields.includes(field)}
          />
        ))}
    </>
  );
}

function Asked({
  field,
  value,
  name,
  at,
  say,
  locale,
  optional,
}: Shown & {
  field: FormField;
  value: Answer | undefined;
  name: string;
  at: (path: string) => string | undefined;
  optional?: boolean;
}) {
  const label = textIn(field.label, locale);
  const common = {
    id: name,
    name,
    label: field.required && !optional ? label : `${label} (${say("cases.optional")})`,
    ...(field.hint && { hint: textIn(field.hint, locale) }),
    error: at(name),
  };
  const text = value === null || value === undefined || typeof value === "object" ? "" : String(value);
  switch (field.type) {
    case "long-text":
      return <Textarea {...common} value={text} {...(field.maxLength && { maxLength: field.maxLength })} />;
    case "choice":
      return (
        <Radios
          {...common}
          value={text}
          options={(field.options ?? []).map((option) => ({
            value: option.value,
            text: textIn(option.text, locale),
            ...(option.hint && { hint: textIn(option.hint, locale) }),
          }))}
        />
      );
    case "yes-no":
      return (
        <Radios
          {...common}
          inline
          value={value === true ? "yes" : value === false ? "no" : ""}
          options={(["yes", "no"] as const).map((one) => ({ value: one, text: say(`forms.${one}`) }))}
        />
      );
    case "choices":
      return (
        <Checkboxes
          {...common}
          values={Array.isArray(value) ? (value as string[]) : []}
          options={(field.options ?? []).map((option) => ({ value: option.value, text: textIn(option.text, locale) }))}
        />
      );
    case "date": {
      const [year = "", month = "", day = ""] = text.split("-");
      return (
        <DateInput
          {...common}
          value={{ day, month, year }}
          words={{ day: say("cases.day"), month: say("cases.month"), year: say("cases.year") }}
        />
      );
    }
    case "photo":
      return (
        <FileUpload {...common} accept="image/jpeg,image/png,image/webp">
          {isFileAnswer(value) && (
            <p>
              <a href={`/berkas/${value.file}`}>{value.name}</a> <Origin>{say("cases.photo.kept")}</Origin>
            </p>
          )}
        </FileUpload>
      );
    case "group":
      return (
        <Group
          field={field}
          items={(Array.isArray(value) ? value : []) as Record<string, Answer>[]}
          at={at}
          say={say}
          locale={locale}
        />
      );
    case "number":
    case "money":
      return (
        <TextInput
          {...common}
          kind="number"
          width={10}
          value={shownNumber(value, locale)}
          {...(field.type === "money" && { prefix: "Rp" })}
          {...(field.unit && { suffix: textIn(field.unit, locale) })}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          kind={
            field.type === "email" ? "email" : field.type === "phone" ? "tel" : field.type === "nik" ? "code" : "text"
          }
          value={text}
          {...(field.autocomplete && { autocomplete: field.autocomplete })}
          {...((field.type === "phone" || field.type === "nik") && { width: 20 as const })}
        />
      );
  }
}

const shownNumber = (value: Answer | undefined, locale: Locale): string =>
  typeof value === "number" ? forms.writeNumber(value, locale) : typeof value === "string" ? value : "";

/** A list of the same few questions. Adding and taking away are buttons that post, so it works without script. */
function Group({
  field,
  items,
  at,
  say,
  locale,
}: Shown & { field: FormField; items: Record<string, Answer>[]; at: (path: string) => string | undefined }) {
  const shown = items.length > 0 ? items : [{}];
  const word = textIn(field.item ?? field.label, locale);
  return (
    <fieldset class="govuk-fieldset" id={field.id}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{textIn(field.label, locale)}</legend>
      {at(field.id) && <p class="govuk-error-message">{at(field.id)}</p>}
      {shown.map((item, i) => (
        <div class="group-item" key={i}>
          <h2>
            {word} {i + 1}
          </h2>
          {(field.fields ?? []).map((part) => (
            <Asked
              key={part.id}
              field={part as FormField}
              value={item[part.id]}
              name={`${field.id}.${i}.${part.id}`}
              at={at}
              say={say}
              locale={locale}
            />
          ))}
          {shown.length > field.minItems && (
            <Button look="secondary" name="_remove" value={`${field.id}.${i}`}>
              {say("cases.group.remove")}
              <span class="govuk-visually-hidden">
                {" "}
                {word} {i + 1}
              </span>
            </Button>
          )}
        </div>
      ))}
      {shown.length < field.maxItems && (
        <Button look="secondary" name="_add" value={field.id}>
          {say("cases.group.add", { item: word.toLowerCase() })}
        </Button>
      )}
    </fieldset>
  );
}

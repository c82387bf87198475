import { Checkboxes, DateInput, InsetText, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
import { type Locale, textIn } from "../../../kernel/index.ts";
import { type Answer, isSlot, partsIn } from "../answer.ts";
import { type AnyField, type FieldType, listOf } from "../field.ts";
import { momentWords } from "../kinds/days.ts";
import { writeNumber } from "../kinds/numbers.ts";
import { mostLetters } from "../kinds/texts.ts";
import { answerWords } from "../words.ts";
import { FilesField, PhotoField, SignatureField } from "./files.tsx";
import { AddressField, AreaField, FromList, PointField } from "./found.tsx";
import { GroupField, TableField } from "./lists.tsx";
import { type Asked, commonOf, partOf } from "./tools.ts";

const text = (value: Answer | undefined): string =>
  value === null || value === undefined || typeof value === "object" ? "" : String(value);
const shownNumber = (value: Answer | undefined, locale: Locale): string =>
  typeof value === "number" ? writeNumber(value, locale) : text(value);
const choicesOf = (field: AnyField, locale: Locale) =>
  (field.options ?? []).map((option) => ({
    value: option.value,
    text: textIn(option.text, locale),
    ...(option.hint && { hint: textIn(option.hint, locale) }),
  }));

/** Digits that are typed: the phone shows its figures, and nothing fills in a code. */
function Digits(asked: Asked) {
  const { type, autocomplete } = asked.field;
  return (
    <TextInput
      {...commonOf(asked)}
      kind={type === "phone" ? "tel" : "code"}
      value={text(asked.value)}
      width={20}
      autocomplete={autocomplete ?? (type === "phone" ? "tel" : "off")}
    />
  );
}
function Amount(asked: Asked) {
  const { field, value, drawing } = asked;
  return (
    <TextInput
      {...commonOf(asked)}
      kind="number"
      width={10}
      value={shownNumber(value, drawing.locale)}
      {...(field.type === "money" && { prefix: "Rp" })}
      {...(field.unit && { suffix: textIn(field.unit, drawing.locale) })}
    />
  );
}
function Day(asked: Asked) {
  const { field, value, drawing } = asked;
  const [year = "", month = "", day = ""] = text(value).split("-");
  const { say } = drawing;
  return (
    <DateInput
      {...commonOf(asked)}
      {...(field.type === "month" && { only: "month" })}
      {...(field.autocomplete === "bday" && { autocomplete: "bday" })}
      value={{ day, month, year }}
      words={{ day: say("forms.day"), month: say("forms.month"), year: say("forms.year") }}
    />
  );
}
function Line(asked: Asked) {
  const { field, value } = asked;
  return (
    <TextInput
      {...commonOf(asked)}
      kind={field.type === "email" ? "email" : "text"}
      value={text(value)}
      autocomplete={field.autocomplete ?? (field.type === "email" ? "email" : undefined)}
      {...(field.type === "time" && { width: 5 as const })}
    />
  );
}
const Long = (asked: Asked) => (
  <Textarea
    {...commonOf(asked)}
    value={text(asked.value)}
    {...(asked.field.maxLength && { maxLength: mostLetters(asked.field) })}
  />
);

function Choice(asked: Asked) {
  const { field, value, drawing } = asked;
  const common = commonOf(asked);
  if (listOf(field)) return <FromList asked={asked} common={common} value={value} />;
  return <Radios {...common} value={text(value)} options={choicesOf(field, drawing.locale)} />;
}
function Choices(asked: Asked) {
  const { field, value, drawing } = asked;
  const common = commonOf(asked);
  if (listOf(field)) return <FromList asked={asked} common={common} value={value} />;
  return (
    <Checkboxes
      {...common}
      values={Array.isArray(value) ? value.map((one) => text(one)) : []}
      options={choicesOf(field, drawing.locale)}
    />
  );
}
const YesNo = (asked: Asked) => (
  <Radios
    {...commonOf(asked)}
    inline
    value={asked.value === true ? "yes" : asked.value === false ? "no" : ""}
    options={(["yes", "no"] as const).map((one) => ({ value: one, text: asked.drawing.say(`forms.${one}`) }))}
  />
);
/** What is agreed to is one box with its sentence; the question above it is said by the sentence itself. */
function Declaration(asked: Asked) {
  const { label, ...common } = commonOf(asked);
  return (
    <Checkboxes
      {...common}
      label={asked.drawing.say("forms.declaration")}
      values={asked.value === true ? ["yes"] : []}
      options={[{ value: "yes", text: label }]}
    />
  );
}

/** Somebody else, by name and number. */
function Person(asked: Asked) {
  const { nik, name } = partsIn(asked.value);
  const { label, ...common } = commonOf(asked);
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{label}</legend>
      <TextInput
        {...common}
        label={asked.drawing.say("forms.person.name")}
        value={text(name)}
        autocomplete="off"
        maxLength={150}
      />
      <TextInput
        {...partOf(asked, "nik", "forms.person.nik")}
        kind="code"
        width={20}
        value={text(nik)}
        autocomplete="off"
      />
    </fieldset>
  );
}

/** What is worked out from other answers: seen, never typed. */
function Computed({ field, value, drawing, name, row }: Asked) {
  const { say, locale } = drawing;
  return (
    <div class="govuk-form-group" id={name}>
      <p class={row ? "govuk-visually-hidden" : "govuk-label"}>{textIn(field.label, locale)}</p>
      <output>{answerWords(field, value, say, locale)}</output>
      {!row && <p class="origin">{say("forms.computed")}</p>}
    </div>
  );
}
function Payment({ field, drawing }: Asked) {
  const fee = drawing.fee?.() ?? null;
  const words = drawing.say(fee === null ? "forms.fee.later" : "forms.fee.free");
  return (
    <InsetText>
      <p class="strong">{textIn(field.label, drawing.locale)}</p>
      {fee ? <p class="amount">{fee}</p> : <p>{words}</p>}
    </InsetText>
  );
}
function Appointment(asked: Asked) {
  const { field, value, drawing } = asked;
  const { say, locale, slots } = drawing;
  const kept = isSlot(value) ? [value] : [];
  const free = slots?.(field.errand ?? "") ?? [];
  const offered = [...kept, ...free.filter(({ slot }) => slot !== kept[0]?.slot)];
  if (offered.length === 0)
    return (
      <InsetText>
        <p id={asked.name}>{say("forms.slots.none")}</p>
      </InsetText>
    );
  const shared = { ...commonOf(asked), value: kept[0]?.slot ?? "" };
  if (offered.length <= fewHours)
    return (
      <Radios
        {...shared}
        options={offered.map(({ slot, at, place }) => ({ value: slot, text: momentWords(at, locale), hint: place }))}
      />
    );
  const many = offered.map(({ slot, at, place }) => ({ value: slot, text: `${momentWords(at, locale)}, ${place}` }));
  return <Select {...shared} options={[{ value: "", text: say("forms.slots.choose") }, ...many]} />;
}
/** More hours than these are a list to open, not a page to scroll. */
const fewHours = 6;

const drawn: Readonly<Record<FieldType, (asked: Asked) => preact.JSX.Element | null>> = {
  text: Line,
  "long-text": Long,
  number: Amount,
  money: Amount,
  date: Day,
  month: Day,
  time: Line,
  nik: Digits,
  business: Digits,
  phone: Digits,
  email: Line,
  choice: Choice,
  choices: Choices,
  "yes-no": YesNo,
  photo: PhotoField,
  files: FilesField,
  signature: SignatureField,
  address: AddressField,
  point: PointField,
  area: AreaField,
  person: Person,
  group: GroupField,
  table: TableField,
  declaration: Declaration,
  fact: () => null,
  computed: Computed,
  payment: Payment,
  appointment: Appointment,
};

/** One question with its control, by its kind. */
export function Question(asked: Asked) {
  const Drawn = drawn[asked.field.type];
  return <Drawn {...asked} />;
}

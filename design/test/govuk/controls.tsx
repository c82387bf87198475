import {
  Button,
  ButtonLink,
  Checkboxes,
  type Choice,
  DateInput,
  FieldError,
  type FieldProps,
  Fieldset,
  FileUpload,
  Hint,
  PasswordInput,
  Radios,
  Select,
  Textarea,
  TextInput,
} from "../../index.ts";
import { type Likeness, type Options, raw, size } from "./likeness.tsx";

const fieldOptions = [
  "id",
  "name",
  "value",
  "autocomplete",
  "disabled",
  "label.text",
  "label.html",
  "label.classes",
  "label.isPageHeading",
  "hint.text",
  "errorMessage.text",
];

/** What every field has, or null where it has what ours leaves out. */
function field(o: Options): (FieldProps & { value?: string; autocomplete?: string; disabled?: boolean }) | null {
  const look = size(o.label?.classes, "label");
  if (!look || !(o.label?.text || o.label?.html) || typeof o.value === "object") return null;
  return {
    id: o.id || o.name,
    name: o.name,
    label: raw(o.label.text, o.label.html),
    pageHeading: o.label.isPageHeading,
    hint: o.hint?.text,
    error: o.errorMessage?.text,
    errorPrefix: "Error:",
    value: o.value,
    autocomplete: o.autocomplete,
    disabled: o.disabled,
    ...look,
  };
}

const groupOptions = [
  "idPrefix",
  "name",
  "value",
  "values[]",
  "classes",
  "fieldset.legend.text",
  "fieldset.legend.html",
  "fieldset.legend.classes",
  "fieldset.legend.isPageHeading",
  "hint.text",
  "errorMessage.text",
  ...["value", "text", "html", "hint.text", "divider", "conditional.html", "checked", "disabled"].map(
    (o) => `items[].${o}`,
  ),
];

function group(o: Options, kind: "radios" | "checkboxes") {
  const look = size(o.fieldset?.legend?.classes, "fieldset__legend");
  const legend = o.fieldset?.legend;
  if (!look || !(legend?.text || legend?.html) || (o.classes && o.classes !== `govuk-${kind}--inline`)) return null;
  const options: Choice[] = [];
  let divider: string | undefined;
  for (const item of o.items) {
    if (item.divider) {
      divider = item.divider;
      continue;
    }
    options.push({
      value: item.value === undefined ? "" : String(item.value),
      text: raw(item.text, item.html),
      hint: item.hint?.text,
      disabled: item.disabled,
      ...(divider && { divider }),
      ...(item.conditional?.html && { reveals: raw(undefined, item.conditional.html) }),
    });
    divider = undefined;
  }
  // An item without a value, or one given by the number, is no question of ours.
  if (o.items.some((item: Options) => !item.divider && typeof item.value !== "string")) return null;
  const chosen: string[] = o.items.filter((item: Options) => item.checked).map((item: Options) => item.value);
  return {
    id: o.idPrefix || o.name,
    name: o.name,
    label: raw(legend.text, legend.html),
    pageHeading: legend.isPageHeading,
    hint: o.hint?.text,
    error: o.errorMessage?.text,
    errorPrefix: "Error:",
    inline: Boolean(o.classes),
    options,
    chosen: [...chosen, ...(o.values ?? []), ...(o.value === undefined ? [] : [o.value])],
    ...look,
  };
}

const dateParts = ["day", "month", "year"] as const;

/** The parts said to be wrong; when none is, all that are not said to be right. */
function wrongParts(o: Options): ("day" | "month" | "year")[] {
  const said = dateParts.filter((part) => o[part]?.error);
  return said.length > 0 ? said : dateParts.filter((part) => o[part]?.error !== false);
}

const words = {
  show: "Show",
  hide: "Hide",
  showLabel: "Show password",
  hideLabel: "Hide password",
  shown: "Your password is visible",
  hidden: "Your password is hidden",
};

/** Our controls. */
export const controls: Record<string, Likeness> = {
  button: {
    options: ["text", "html", "href", "name", "value", "id", "disabled", "preventDoubleClick", "classes"],
    draw(o) {
      const look = /^govuk-button--(secondary|warning)$/.exec(o.classes ?? "")?.[1] as
        | "secondary"
        | "warning"
        | undefined;
      if (o.preventDoubleClick === false || (o.classes && !look) || (o.href !== undefined && (o.id || o.name)))
        return null;
      const text = raw(o.text, o.html);
      if (o.href !== undefined)
        return (
          <ButtonLink href={o.href} look={look ?? "main"}>
            {text}
          </ButtonLink>
        );
      return (
        <Button name={o.name} value={o.value} id={o.id} disabled={o.disabled} look={look ?? "main"}>
          {text}
        </Button>
      );
    },
    // Ours never sends twice; theirs says so only when asked.
    likeTheirs: (html) => html.replace(' data-prevent-double-click="true"', ""),
  },
  "character-count": {
    options: [
      ...fieldOptions,
      "maxlength",
      "rows",
      ...["Under", "Over"].flatMap((side) => [`characters${side}LimitText.one`, `characters${side}LimitText.other`]),
      "charactersAtLimitText",
    ],
    draw(o) {
      const props = field(o);
      if (!props || !o.maxlength) return null;
      const counter = {
        most: `You can enter up to ${o.maxlength} characters`,
        under: o.charactersUnderLimitText ?? {},
        at: o.charactersAtLimitText,
        over: o.charactersOverLimitText ?? {},
      };
      return <Textarea {...props} maxLength={o.maxlength} rows={o.rows} counter={counter} />;
    },
    // Without script ours stops at the limit; the script takes maxlength away and counts.
    likeTheirs: (html) => html.replace(/ maxlength="\d+"/, ""),
  },
  checkboxes: {
    options: groupOptions,
    draw(o) {
      const props = group(o, "checkboxes");
      return props && <Checkboxes {...props} values={props.chosen} />;
    },
  },
  "date-input": {
    options: [
      "id",
      "namePrefix",
      "fieldset.legend.text",
      "hint.text",
      "errorMessage.text",
      ...dateParts.flatMap((part) => [`${part}.value`, `${part}.error`]),
    ],
    draw: (o) =>
      o.fieldset?.legend?.text && (o.errorMessage || !dateParts.some((part) => o[part]?.error)) ? (
        <DateInput
          // The first control carries our field's id, theirs the group.
          id={`${o.id}-FIRST`}
          name={o.namePrefix ?? ""}
          label={o.fieldset.legend.text}
          hint={o.hint?.text}
          error={o.errorMessage?.text}
          errorPrefix="Error:"
          words={{ day: "Day", month: "Month", year: "Year" }}
          value={{ day: o.day?.value, month: o.month?.value, year: o.year?.value }}
          wrong={wrongParts(o)}
        />
      ) : null,
    // Our names read "born.day", theirs "born-day"; ours end at two and four digits.
    likeTheirs: (html) =>
      html
        .replace(/-FIRST-(group|hint|error|month|year)(?=[" ])/g, "-$1")
        .replaceAll("-FIRST", "-day")
        .replace(/(class="govuk-date-input" id="[\w-]+)-group"/, '$1"')
        .replace(/ maxlength="\d"/g, "")
        .replace(/name="([\w-]*)\.(day|month|year)"/g, (_, name, part) => `name="${name && `${name}-`}${part}"`),
  },
  "error-message": {
    options: ["text", "visuallyHiddenText"],
    draw: (o) => (
      <FieldError
        id="x"
        error={o.text}
        {...(![false, ""].includes(o.visuallyHiddenText) && { errorPrefix: `${o.visuallyHiddenText ?? "Error"}:` })}
      />
    ),
    likeTheirs: (html) => html.replace(' id="x-error"', ""),
  },
  fieldset: {
    options: ["legend.text", "legend.html", "legend.classes", "legend.isPageHeading", "html", "describedBy"],
    draw(o) {
      const look = size(o.legend?.classes, "fieldset__legend");
      if (!look || !(o.legend?.text || o.legend?.html)) return null;
      return (
        <Fieldset
          legend={raw(o.legend.text, o.legend.html)}
          legendSize={look.labelSize}
          pageHeading={o.legend.isPageHeading}
          describedBy={o.describedBy}
        >
          {raw(undefined, o.html ?? "")}
        </Fieldset>
      );
    },
  },
  "file-upload": {
    options: [...fieldOptions.filter((option) => option !== "value"), "multiple"],
    draw(o) {
      const props = field(o);
      return props && <FileUpload {...props} multiple={o.multiple} />;
    },
  },
  hint: {
    options: ["text", "id"],
    draw: (o) => (o.id?.endsWith("-hint") ? <Hint id={o.id.slice(0, -5)} hint={o.text} /> : null),
  },
  input: {
    options: [...fieldOptions, "type", "spellcheck", "classes", "prefix.text", "suffix.text"],
    draw(o) {
      const width = /^govuk-input--width-(2|3|4|5|10|20|30)$/.exec(o.classes ?? "")?.[1];
      const kinds = ["text", "email", "tel", "url"];
      const props = field(o);
      if (!props || (o.classes && !width) || (o.type && !kinds.includes(o.type))) return null;
      // Ours turns the spelling check off where there is nothing to spell, and leaves it alone elsewhere.
      if (o.spellcheck === true || (o.spellcheck === false) !== (o.type !== undefined && o.type !== "text"))
        return null;
      return (
        <TextInput
          {...props}
          kind={o.type}
          width={width ? (Number(width) as 2) : undefined}
          prefix={o.prefix?.text}
          suffix={o.suffix?.text}
        />
      );
    },
  },
  "password-input": {
    options: [
      ...fieldOptions.filter((option) => option !== "value" && option !== "disabled"),
      ...["showPasswordText", "hidePasswordText", "showPasswordAriaLabelText", "hidePasswordAriaLabelText"],
      ...["passwordShownAnnouncementText", "passwordHiddenAnnouncementText"],
    ],
    draw(o) {
      const props = field(o);
      return (
        props && (
          <PasswordInput
            {...props}
            autocomplete={o.autocomplete}
            words={{
              show: o.showPasswordText ?? words.show,
              hide: o.hidePasswordText ?? words.hide,
              showLabel: o.showPasswordAriaLabelText ?? words.showLabel,
              hideLabel: o.hidePasswordAriaLabelText ?? words.hideLabel,
              shown: o.passwordShownAnnouncementText ?? words.shown,
              hidden: o.passwordHiddenAnnouncementText ?? words.hidden,
            }}
          />
        )
      );
    },
    // Theirs falls back on English words in the script; ours always says them itself.
    likeTheirs: (html) =>
      Object.values(words).reduce((text, word) => text.replace(new RegExp(` data-i18n\\.[\\w-]+="${word}"`), ""), html),
  },
  radios: {
    options: groupOptions,
    draw(o) {
      const props = group(o, "radios");
      return props && <Radios {...props} value={props.chosen.at(-1)} />;
    },
  },
  select: {
    options: [...fieldOptions, "items[].text", "items[].value", "items[].disabled", "items[].selected"],
    draw(o) {
      const props = field(o);
      if (!props || !o.items || o.items.some((item: Options) => item.value === undefined || item.selected === false))
        return null;
      const chosen = o.items.find((item: Options) => item.selected)?.value ?? o.value;
      const options = o.items.map((item: Options) => ({ ...item, value: String(item.value) }));
      return <Select {...props} options={options} value={chosen === undefined ? undefined : String(chosen)} />;
    },
  },
  textarea: {
    options: [...fieldOptions, "rows"],
    draw(o) {
      const props = field(o);
      return props && <Textarea {...props} rows={o.rows} />;
    },
  },
};

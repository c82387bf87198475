import type { ComponentChildren } from "preact";
import { describedBy, FieldError, type FieldProps, Hint } from "./field.tsx";

export interface Choice {
  value: string;
  text: ComponentChildren;
  hint?: ComponentChildren;
}

type Choices = FieldProps & { options: readonly Choice[]; inline?: boolean; legendSize?: "m" | "l" };

/** A group of controls under one question. */
export function Fieldset({
  legend,
  legendSize,
  children,
  describedBy: by,
  legendHidden,
}: {
  legend: ComponentChildren;
  legendSize?: "m" | "l";
  legendHidden?: boolean;
  describedBy?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="govuk-fieldset" aria-describedby={by}>
      <legend
        class={
          legendHidden
            ? "govuk-visually-hidden"
            : `govuk-fieldset__legend${legendSize ? ` govuk-fieldset__legend--${legendSize}` : ""}`
        }
      >
        {legend}
      </legend>
      {children}
    </fieldset>
  );
}

function Group(props: Choices & { kind: "radios" | "checkboxes"; chosen: readonly string[] }) {
  const { kind, id, name, options, error, inline } = props;
  return (
    <div class={`govuk-form-group${error ? " govuk-form-group--error" : ""}`}>
      <Fieldset
        legend={props.label}
        {...(props.legendSize && { legendSize: props.legendSize })}
        describedBy={describedBy(props)}
      >
        <Hint {...props} />
        <FieldError {...props} />
        <div class={`govuk-${kind}${inline ? ` govuk-${kind}--inline` : ""}`}>
          {options.map((option, i) => {
            // The first control carries the field's own id: the error summary leads there.
            const own = i === 0 ? id : `${id}-${i + 1}`;
            return (
              <div class={`govuk-${kind}__item`} key={option.value}>
                <input
                  class={`govuk-${kind}__input`}
                  id={own}
                  name={name}
                  type={kind === "radios" ? "radio" : "checkbox"}
                  value={option.value}
                  checked={props.chosen.includes(option.value)}
                  aria-describedby={option.hint ? `${own}-item-hint` : undefined}
                />
                <label class={`govuk-label govuk-${kind}__label`} for={own}>
                  {option.text}
                </label>
                {option.hint && (
                  <div id={`${own}-item-hint`} class={`govuk-hint govuk-${kind}__hint`}>
                    {option.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </Fieldset>
    </div>
  );
}

/** Exactly one of a few. */
export function Radios(props: Choices & { value?: string }) {
  return <Group {...props} kind="radios" chosen={props.value ? [props.value] : []} />;
}

/** Any of a few. */
export function Checkboxes(props: Choices & { values?: readonly string[] }) {
  return <Group {...props} kind="checkboxes" chosen={props.values ?? []} />;
}

/** Day, month and year as people write them; posted as name.day, name.month, name.year. */
export function DateInput(
  props: FieldProps & {
    value?: { day: string; month: string; year: string };
    words: { day: string; month: string; year: string };
    autocomplete?: "bday";
  },
) {
  const parts = [
    ["day", 2],
    ["month", 2],
    ["year", 4],
  ] as const;
  return (
    <div class={`govuk-form-group${props.error ? " govuk-form-group--error" : ""}`}>
      <Fieldset legend={props.label} describedBy={describedBy(props)}>
        <Hint {...props} />
        <FieldError {...props} />
        <div class="govuk-date-input" id={`${props.id}-group`}>
          {parts.map(([part, width], i) => {
            const own = i === 0 ? props.id : `${props.id}-${part}`;
            return (
              <div class="govuk-date-input__item" key={part}>
                <div class="govuk-form-group">
                  <label class="govuk-label govuk-date-input__label" for={own}>
                    {props.words[part]}
                  </label>
                  <input
                    class={`govuk-input govuk-date-input__input govuk-input--width-${width}${props.error ? " govuk-input--error" : ""}`}
                    id={own}
                    name={`${props.name}.${part}`}
                    type="text"
                    inputMode="numeric"
                    maxLength={width}
                    value={props.value?.[part]}
                    autocomplete={props.autocomplete ? `bday-${part}` : undefined}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </Fieldset>
    </div>
  );
}

import { describedBy, FieldError, type FieldProps, groupClass, Hint } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";

const every = [
  ["day", 2],
  ["month", 2],
  ["year", 4],
] as const;

type Parts<Value> = { day: Value; month: Value; year: Value };

/** Day, month and year as people write them; posted as name.day, name.month, name.year. `only` leaves the day out. */
export function DateInput(
  props: FieldProps & {
    value?: Parts<string> | undefined;
    words: Parts<string>;
    autocomplete?: "bday" | undefined;
    /** Which parts are wrong; all, when there is an error and this is left out. */
    wrong?: readonly (keyof Parts<string>)[];
    only?: "month";
  },
) {
  const { error, wrong } = props;
  const parts = every.slice(props.only === "month" ? 1 : 0);
  return (
    <div class={groupClass(error)}>
      <Fieldset
        legend={props.label}
        legendSize={props.labelSize}
        pageHeading={props.pageHeading}
        describedBy={describedBy(props)}
        role="group"
      >
        <Hint {...props} />
        <FieldError {...props} />
        <div class="govuk-date-input" id={`${props.id}-group`}>
          {parts.map(([part, width], i) => {
            // The first control carries the field's own id: the error summary leads there.
            const own = i === 0 ? props.id : `${props.id}-${part}`;
            const bad = error && (!wrong || wrong.includes(part)) ? " govuk-input--error" : "";
            return (
              <div class="govuk-date-input__item" key={part}>
                <div class="govuk-form-group">
                  <label class="govuk-label govuk-date-input__label" for={own}>
                    {props.words[part]}
                  </label>
                  <input
                    class={`govuk-input govuk-date-input__input govuk-input--width-${width}${bad}`}
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

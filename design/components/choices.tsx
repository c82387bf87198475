import type { ComponentChildren } from "preact";
import { describedBy, FieldError, type FieldProps, groupClass, Hint } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";

export interface Choice {
  value: string;
  text: ComponentChildren;
  hint?: ComponentChildren;
  /**
   * Further fields that belong to this choice only. They show while it is chosen, by
   * the style sheet alone; in a browser too old for that they always show. They are
   * posted either way: whoever reads the form ignores those of a choice not made.
   */
  reveals?: ComponentChildren;
  /** A word that stands above this choice and parts it from the others: "atau". */
  divider?: string;
  disabled?: boolean;
}

type Choices = FieldProps & {
  options: readonly Choice[];
  inline?: boolean;
  legendSize?: "m" | "l";
};

/** One radio or tick box with its label; what belongs to a choice stands below it. */
export function Item(props: {
  kind: "radios" | "checkboxes";
  own: string;
  name: string;
  chosen: boolean;
  option: Choice;
}) {
  const { kind, own, option } = props;
  return (
    <>
      {option.divider && <div class={`govuk-${kind}__divider`}>{option.divider}</div>}
      <div class={`govuk-${kind}__item`}>
        <input
          class={`govuk-${kind}__input`}
          id={own}
          name={props.name}
          type={kind === "radios" ? "radio" : "checkbox"}
          value={option.value}
          checked={props.chosen}
          disabled={option.disabled}
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
      {option.reveals && (
        <div class={`govuk-${kind}__conditional`} id={`conditional-${own}`}>
          {option.reveals}
        </div>
      )}
    </>
  );
}

function Group(props: Choices & { kind: "radios" | "checkboxes"; chosen: readonly string[] }) {
  const { kind, id, name, options, error, inline } = props;
  let place = 0;
  return (
    <div class={groupClass(error)}>
      <Fieldset
        legend={props.label}
        legendSize={props.legendSize ?? props.labelSize}
        pageHeading={props.pageHeading}
        describedBy={describedBy(props)}
      >
        <Hint {...props} />
        <FieldError {...props} />
        <div class={`govuk-${kind}${inline ? ` govuk-${kind}--inline` : ""}`}>
          {options.map((option) => {
            place += option.divider ? 2 : 1;
            // The first control carries the field's own id: the error summary leads there.
            const own = place === 1 ? id : `${id}-${place}`;
            const chosen = props.chosen.includes(option.value);
            return <Item key={option.value} kind={kind} own={own} name={name} chosen={chosen} option={option} />;
          })}
        </div>
      </Fieldset>
    </div>
  );
}

/** Exactly one of a few. */
export function Radios(props: Choices & { value?: string | undefined }) {
  return <Group {...props} kind="radios" chosen={props.value === undefined ? [] : [props.value]} />;
}

/** Any of a few. */
export function Checkboxes(props: Choices & { values?: readonly string[] | undefined }) {
  return <Group {...props} kind="checkboxes" chosen={props.values ?? []} />;
}

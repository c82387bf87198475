import { describedBy, Field } from "./field.tsx";
import type { Typed } from "./text-input.tsx";

/** One of a list that is too long for radios. The first option may have the value "" and say what to do. */
export function Select(
  props: Typed & { options: readonly { value: string; text: string; disabled?: boolean | undefined }[] },
) {
  return (
    <Field
      {...props}
      control={
        <select
          class={`govuk-select${props.error ? " govuk-select--error" : ""}`}
          id={props.id}
          name={props.name}
          disabled={props.disabled}
          autocomplete={props.autocomplete}
          aria-describedby={describedBy(props)}
        >
          {props.options.map((option) => (
            <option
              value={option.value}
              key={option.value}
              selected={option.value === props.value}
              disabled={option.disabled}
            >
              {option.text}
            </option>
          ))}
        </select>
      }
    />
  );
}

import type { ComponentChildren } from "preact";
import { describedBy, Field, type FieldProps } from "./field.tsx";

type Typed = FieldProps & {
  value?: string;
  autocomplete?: string;
  maxLength?: number;
};

/** One line of text. `kind` chooses keyboard and browser checks; `prefix` and `suffix` stand beside it ("Rp", "m²"). */
export function TextInput(
  props: Typed & {
    kind?: "text" | "email" | "tel" | "password" | "number" | "code" | "search";
    prefix?: string;
    suffix?: string;
    /** Width in characters of what is expected. */
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
    autofocus?: boolean;
  },
) {
  const { kind = "text", width, error } = props;
  const numeric = kind === "number" || kind === "code";
  const input = (
    <input
      class={`govuk-input${error ? " govuk-input--error" : ""}${width ? ` govuk-input--width-${width}` : ""}`}
      id={props.id}
      name={props.name}
      type={numeric ? "text" : kind}
      {...(numeric && { inputMode: kind === "code" ? ("numeric" as const) : ("decimal" as const) })}
      value={kind === "password" ? undefined : props.value}
      autocomplete={props.autocomplete ?? (kind === "code" ? "one-time-code" : undefined)}
      maxLength={props.maxLength}
      spellcheck={kind === "text" ? undefined : false}
      aria-describedby={describedBy(props)}
      aria-invalid={error ? "true" : undefined}
    />
  );
  const control =
    props.prefix || props.suffix ? (
      <div class="govuk-input__wrapper">
        {props.prefix && (
          <div class="govuk-input__prefix" aria-hidden="true">
            {props.prefix}
          </div>
        )}
        {input}
        {props.suffix && (
          <div class="govuk-input__suffix" aria-hidden="true">
            {props.suffix}
          </div>
        )}
      </div>
    ) : (
      input
    );
  return <Field {...props} control={control} />;
}

/** Several lines of text. */
export function Textarea(props: Typed & { rows?: number }) {
  return (
    <Field
      {...props}
      control={
        <textarea
          class={`govuk-textarea${props.error ? " govuk-textarea--error" : ""}`}
          id={props.id}
          name={props.name}
          rows={props.rows ?? 4}
          maxLength={props.maxLength}
          autocomplete={props.autocomplete}
          aria-describedby={describedBy(props)}
          aria-invalid={props.error ? "true" : undefined}
        >
          {props.value}
        </textarea>
      }
    />
  );
}

/** One of a list that is too long for radios. */
export function Select(props: Typed & { options: readonly { value: string; text: string }[] }) {
  return (
    <Field
      {...props}
      control={
        <select
          class={`govuk-select${props.error ? " govuk-select--error" : ""}`}
          id={props.id}
          name={props.name}
          aria-describedby={describedBy(props)}
        >
          {props.options.map((option) => (
            <option value={option.value} key={option.value} selected={option.value === (props.value ?? "")}>
              {option.text}
            </option>
          ))}
        </select>
      }
    />
  );
}

/** A file from the phone or the computer. `capture` offers the camera first. */
export function FileUpload(
  props: FieldProps & { accept?: string; capture?: boolean; multiple?: boolean; children?: ComponentChildren },
) {
  return (
    <Field
      {...props}
      control={
        <>
          {props.children}
          <input
            class={`govuk-file-upload${props.error ? " govuk-file-upload--error" : ""}`}
            id={props.id}
            name={props.name}
            type="file"
            accept={props.accept}
            capture={props.capture ? "environment" : undefined}
            multiple={props.multiple}
            aria-describedby={describedBy(props)}
          />
        </>
      }
    />
  );
}

import type { ComponentChildren } from "preact";

/** What every field has: its id and name, a label, perhaps a hint and what is wrong with it. */
export interface FieldProps {
  id: string;
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  /** Said before the error by a screen reader: "Salah:". */
  errorPrefix?: string;
  required?: boolean;
}

/** The ids that a control is described by, for aria-describedby. */
export const describedBy = ({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">): string | undefined =>
  [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

export function Hint({ id, hint }: Pick<FieldProps, "id" | "hint">) {
  return hint ? (
    <div id={`${id}-hint`} class="govuk-hint">
      {hint}
    </div>
  ) : null;
}

export function FieldError({ id, error, errorPrefix }: Pick<FieldProps, "id" | "error" | "errorPrefix">) {
  return error ? (
    <p id={`${id}-error`} class="govuk-error-message">
      {errorPrefix && <span class="govuk-visually-hidden">{errorPrefix} </span>}
      {error}
    </p>
  ) : null;
}

/** Label, hint and error around one control. */
export function Field({ control, ...field }: FieldProps & { control: ComponentChildren }) {
  return (
    <div class={`govuk-form-group${field.error ? " govuk-form-group--error" : ""}`}>
      <label class="govuk-label" for={field.id}>
        {field.label}
      </label>
      <Hint {...field} />
      <FieldError {...field} />
      {control}
    </div>
  );
}

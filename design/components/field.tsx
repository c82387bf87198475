import type { ComponentChildren } from "preact";

/** What every field has: its id and name, a label, perhaps a hint and what is wrong with it. */
export interface FieldProps {
  id: string;
  name: string;
  label: ComponentChildren;
  /** "l" where the label is all that a page asks. */
  labelSize?: "m" | "l";
  /** The label is the page's own heading: one thing per page, said once. */
  pageHeading?: boolean;
  hint?: ComponentChildren;
  error?: string | undefined;
  /** Said before the error by a screen reader: "Salah:". */
  errorPrefix?: string;
}

/** The ids that a control is described by, for aria-describedby. */
export const describedBy = ({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">): string | undefined =>
  [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

/** What helps to answer, in grey below the label. */
export function Hint({ id, hint }: Pick<FieldProps, "id" | "hint">) {
  return hint ? (
    <div id={`${id}-hint`} class="govuk-hint">
      {hint}
    </div>
  ) : null;
}

/** What is wrong with an answer and how to mend it, above the control. */
export function FieldError({ id, error, errorPrefix }: Pick<FieldProps, "id" | "error" | "errorPrefix">) {
  return error ? (
    <p id={`${id}-error`} class="govuk-error-message">
      {errorPrefix && <span class="govuk-visually-hidden">{errorPrefix} </span>}
      {error}
    </p>
  ) : null;
}

export function Label({
  id,
  label,
  labelSize,
  pageHeading,
}: Pick<FieldProps, "id" | "label" | "labelSize" | "pageHeading">) {
  const own = (
    <label class={`govuk-label${labelSize ? ` govuk-label--${labelSize}` : ""}`} for={id}>
      {label}
    </label>
  );
  return pageHeading ? <h1 class="govuk-label-wrapper">{own}</h1> : own;
}

export const groupClass = (error: string | undefined, more = ""): string =>
  `govuk-form-group${error ? " govuk-form-group--error" : ""}${more && ` ${more}`}`;

/** Label, hint and error around one control. */
export function Field({ control, ...field }: FieldProps & { control: ComponentChildren }) {
  return (
    <div class={groupClass(field.error)}>
      <Label {...field} />
      <Hint {...field} />
      <FieldError {...field} />
      {control}
    </div>
  );
}

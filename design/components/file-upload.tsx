import type { ComponentChildren } from "preact";
import { describedBy, Field, type FieldProps } from "./field.tsx";

/** A file from the phone or the computer. `capture` offers the camera first; `children` is what was sent before. */
export function FileUpload(
  props: FieldProps & {
    accept?: string;
    capture?: boolean;
    multiple?: boolean;
    disabled?: boolean;
    children?: ComponentChildren;
  },
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
            disabled={props.disabled}
            aria-describedby={describedBy(props)}
          />
        </>
      }
    />
  );
}

import type { ComponentChildren } from "preact";
import type { FieldProps } from "./field.tsx";
import { FileUpload } from "./file-upload.tsx";

/** A signature: a photo of one, or with `signature.js` one that is drawn in a box and sent as that photo. */
export function SignatureInput({
  words,
  children,
  ...field
}: FieldProps & { words: { pad: string; clear: string }; children?: ComponentChildren }) {
  return (
    <div class="signature-input" data-for={field.id} data-pad={words.pad} data-clear={words.clear}>
      <FileUpload {...field} accept="image/jpeg,image/png,image/webp">
        {children}
      </FileUpload>
    </div>
  );
}

import { type Answer, isFileAnswer, partsIn } from "../answer.ts";
import type { FieldType } from "../field.ts";
import { cut, type Kind, oneLine, plain } from "../kind.ts";

const fileParts = {
  file: { type: "string", minLength: 1 },
  name: { type: "string" },
  bytes: { type: "integer", minimum: 0 },
  type: { type: "string" },
};
const fileSchema = {
  type: "object",
  properties: fileParts,
  required: Object.keys(fileParts),
  additionalProperties: false,
};
const fileWords = (value: Answer): string =>
  isFileAnswer(value) ? `${value.name} (${Math.max(1, Math.round(value.bytes / 1024))} KB)` : plain(value);
export const mostFiles = (field: { maxFiles?: number | undefined }): number => field.maxFiles ?? 5;

/** Files are never what somebody wrote: whoever takes them in puts their references where answers were before. */
export const files = {
  photo: {
    read: (_field, { kept }) => (isFileAnswer(kept) ? kept : null),
    judge: (_field, value) => (isFileAnswer(value) ? undefined : { messageKey: "forms.fault.photo" }),
    words: (_field, value) => fileWords(value),
    schema: () => fileSchema,
    missing: "forms.fault.photo",
  },
  files: {
    read(_field, sheet) {
      const gone = sheet.pressed("_remove");
      return (Array.isArray(sheet.kept) ? sheet.kept : [])
        .filter(isFileAnswer)
        .filter(({ file }) => file !== gone)
        .slice(0, 20);
    },
    judge(field, value) {
      if (!Array.isArray(value) || !value.every(isFileAnswer)) return { messageKey: "forms.fault.files" };
      const maximum = mostFiles(field);
      return value.length > maximum ? { messageKey: "forms.fault.too-many-files", values: { maximum } } : undefined;
    },
    words: (_field, value) => (Array.isArray(value) ? value.map(fileWords).join(", ") : plain(value)),
    schema: (field) => ({ type: "array", items: fileSchema, maxItems: mostFiles(field) }),
    missing: "forms.fault.files",
  },
  signature: {
    read(_field, { kept, one }): Answer {
      const signedBy = cut(oneLine(one("by")), 150) || null;
      if (!isFileAnswer(kept)) return signedBy ? { signedBy } : null;
      const { file, name, bytes, type } = kept;
      return { file, name, bytes, type, signedBy };
    },
    judge: (_field, value) => [
      ...(isFileAnswer(value) ? [] : [{ messageKey: "forms.fault.signature" }]),
      ...(partsIn(value).signedBy ? [] : [{ part: "by", messageKey: "kernel.fault.empty" }]),
    ],
    words: (_field, value) => {
      const { signedBy } = partsIn(value);
      return typeof signedBy === "string" ? signedBy : fileWords(value);
    },
    schema: () => ({
      ...fileSchema,
      properties: { ...fileParts, signedBy: { type: "string", minLength: 1 } },
      required: [...fileSchema.required, "signedBy"],
    }),
    missing: "forms.fault.signature",
  },
} satisfies Partial<Record<FieldType, Kind>>;

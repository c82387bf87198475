import { dayWords } from "../../../design/words.ts";
import { type Answer, isFileAnswer, isLater, partsIn } from "../answer.ts";
import { type AnyField, type FieldType, laterOf } from "../field.ts";
import { cut, type JsonSchema, type Kind, oneLine, plain, type Sheet, type Tongue } from "../kind.ts";

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

const wholeDay = /^\d{4}-\d\d-\d\d$/;
/** What is to be brought later, when that may be and was ticked. A last day that was given stays. */
const promised = (field: AnyField, { one, kept }: Sheet): Answer =>
  laterOf(field) && one("later") === "yes" ? (isLater(kept) ? kept : { later: true }) : null;
const isPromise = (field: AnyField, value: Answer): boolean => laterOf(field) !== undefined && isLater(value);
const laterWords = (value: Answer, { say, locale }: Tongue): string | undefined => {
  if (!isLater(value)) return undefined;
  return typeof value.later === "string" && wholeDay.test(value.later)
    ? say("forms.later.until", { day: dayWords(value.later, locale) })
    : say("forms.later.said");
};
const orLater = (field: AnyField, own: JsonSchema): JsonSchema =>
  laterOf(field)
    ? {
        anyOf: [
          own,
          {
            type: "object",
            properties: { later: { anyOf: [{ const: true }, { type: "string", format: "date" }] } },
            required: ["later"],
            additionalProperties: false,
          },
        ],
      }
    : own;

/** Files are never what somebody wrote: whoever takes them in puts their references where answers were before. */
export const files = {
  photo: {
    read: (field, sheet) => (isFileAnswer(sheet.kept) ? sheet.kept : promised(field, sheet)),
    judge: (field, value) =>
      isFileAnswer(value) || isPromise(field, value) ? undefined : { messageKey: "forms.fault.photo" },
    words: (_field, value, tongue) => laterWords(value, tongue) ?? fileWords(value),
    schema: (field) => orLater(field, fileSchema),
    missing: "forms.fault.photo",
  },
  files: {
    read(field, sheet) {
      const gone = sheet.pressed("_remove");
      const kept = (Array.isArray(sheet.kept) ? sheet.kept : [])
        .filter(isFileAnswer)
        .filter(({ file }) => file !== gone)
        .slice(0, 20);
      return kept.length > 0 ? kept : (promised(field, sheet) ?? kept);
    },
    judge(field, value) {
      if (isPromise(field, value)) return undefined;
      if (!Array.isArray(value) || !value.every(isFileAnswer)) return { messageKey: "forms.fault.files" };
      const maximum = mostFiles(field);
      return value.length > maximum ? { messageKey: "forms.fault.too-many-files", values: { maximum } } : undefined;
    },
    words: (_field, value, tongue) =>
      laterWords(value, tongue) ?? (Array.isArray(value) ? value.map(fileWords).join(", ") : plain(value)),
    schema: (field) => orLater(field, { type: "array", items: fileSchema, maxItems: mostFiles(field) }),
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

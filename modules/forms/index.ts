// What other rooms may use of the forms.
import { partsIn } from "./answer.ts";
import { bankOf, resolveForm } from "./bank.ts";
import { expressionsIn, findingsIn } from "./definition.ts";
import { laterOf, listOf, partsOf, registerOf } from "./field.ts";
import {
  faultsOfForm,
  fieldById,
  fieldsToShow,
  laterDays,
  nameAt,
  pagesToShow,
  promisedIn,
  pruned,
  scopeOf,
  withComputed,
} from "./form.ts";
import { readNumber } from "./kinds/numbers.ts";
import { postedOf } from "./posted.ts";
import { readPage, readWhole, wanted } from "./read.ts";
import { formSchema, schemaFormats } from "./schema.ts";
import { summaryOf } from "./summary.ts";

export { type Answer, type Answers, type Entry, isFileAnswer, isLater, isSlot, type SlotAnswer } from "./answer.ts";
export { FormFile } from "./bank.ts";
export { Questions, WholeForm } from "./draw/fields.tsx";
export { PaperForm } from "./draw/paper.tsx";
export { type Drawing, scriptsFor } from "./draw/tools.ts";
export type { AnyField, Form, FormField, FormPage, Later, PlainField } from "./field.ts";
export type { Known, Posted } from "./kind.ts";
export { known } from "./known.ts";
export { answerWords, faultWords } from "./words.ts";

/** All that can be done with a form's definition and its answers. */
export const forms = {
  bankOf,
  expressionsIn,
  findingsIn,
  faultsOfForm,
  nameAt,
  fieldById,
  fieldsToShow,
  formSchema,
  laterDays,
  laterOf,
  listOf,
  pagesToShow,
  promisedIn,
  postedOf,
  partsIn,
  partsOf,
  pruned,
  readNumber,
  readPage,
  readWhole,
  registerOf,
  resolveForm,
  schemaFormats,
  scopeOf,
  summaryOf,
  wanted,
  withComputed,
} as const;

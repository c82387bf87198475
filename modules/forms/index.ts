// What other rooms may use of the forms.
import { faultsOfForm, fieldById, fieldsToShow, pagesToShow, pruned, readPage, scopeOf } from "./form.ts";
import { readNumber, writeNumber } from "./read.ts";

export {
  type Answer,
  type Answers,
  Form,
  type FormField,
  type FormPage,
  isFileAnswer,
  type PlainField,
} from "./field.ts";
export { answerWords, faultWords } from "./words.ts";

/** All that can be done with a form's definition and its answers. */
export const forms = {
  faultsOfForm,
  fieldById,
  fieldsToShow,
  pagesToShow,
  pruned,
  readNumber,
  readPage,
  scopeOf,
  writeNumber,
} as const;

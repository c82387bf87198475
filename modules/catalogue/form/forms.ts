import { faultsOfForm, fieldById, fieldsToShow, pagesToShow, pruned, readPage, scopeOf } from "./form.ts";
import { writeNumber } from "./read.ts";

/** All that can be done with a form's definition and its answers. */
export const forms = {
  faultsOfForm,
  fieldById,
  fieldsToShow,
  pagesToShow,
  pruned,
  readPage,
  scopeOf,
  writeNumber,
} as const;

// Only on pages that ask for a password: a button that shows what one types.
import { createAll, PasswordInput } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(PasswordInput);

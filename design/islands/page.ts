// Loaded on every page, needed by none: the error summary takes the focus, a button
// that was pressed twice sends once, and a counter counts.
import { Button, CharacterCount, createAll, ErrorSummary, SkipLink } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, SkipLink] as never[]) createAll(component);

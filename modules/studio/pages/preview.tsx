import { page, textIn } from "../../../kernel/index.ts";
import { PageFields } from "../../cases/index.ts";
import { openedDraft } from "../draft.ts";

/** A page of the draft as the citizen will have it: within the Studio's own page, at a phone's width. It takes no answers. */
export const previewPage = page({
  path: "/studio/:draft/pratinjau",
  async show(context) {
    const { say, locale, query } = context;
    const { definition, title } = await openedDraft(context);
    const shown = query.hal === undefined ? undefined : definition?.form?.pages[Number(query.hal)];
    const nothing = { applicant: {}, business: {}, lookedUp: "" } as never;
    return {
      title: `${title}, ${say("studio.preview")}`,
      framed: true,
      main: shown ? (
        <div class="short">
          <h1>{textIn(shown.title, locale)}</h1>
          {shown.intro && <p>{textIn(shown.intro, locale)}</p>}
          <form>
            <PageFields page={shown} answers={{}} facts={nothing} scope={{}} faults={[]} say={say} locale={locale} />
          </form>
        </div>
      ) : (
        <p>{say("studio.no-preview")}</p>
      ),
    };
  },
});

import { page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { stewardship } from "../../registers/index.ts";
import { RegisterDesk } from "./desk.tsx";
import { openedRegister, type RegisterDraft } from "./draft.ts";

const { Standard, RecordFields } = stewardship;

/** Both sides of a register: what everybody reads, and the form that its keeper fills in. Its fields go nowhere. */
function BothSides({ context, draft }: { context: RequestContext; draft: RegisterDraft }) {
  const { say, locale } = context;
  if (!draft.register) return <p>{say("studio.no-preview")}</p>;
  return (
    <>
      <Standard register={draft.register} context={context} />
      <h2>{say("studio.register.form")}</h2>
      <fieldset class="govuk-fieldset" disabled>
        <RecordFields register={draft.register} stands={{}} context={{ say, locale, form: {} }} />
      </fieldset>
    </>
  );
}

export const registerPreviewPage = page({
  path: "/studio/register/:draft/pratinjau",
  async show(context) {
    const draft = await openedRegister(context);
    return {
      title: `${context.say("studio.preview")}, ${draft.title}`,
      layout: "desk",
      main: (
        <RegisterDesk context={context} draft={draft} here="/pratinjau">
          {!draft.register && <h1>{context.say("studio.preview")}</h1>}
          <BothSides context={context} draft={draft} />
        </RegisterDesk>
      ),
    };
  },
});

/** The same within the page of a place. */
export const registerFramePage = page({
  path: "/studio/register/:draft/bingkai",
  async show(context) {
    const draft = await openedRegister(context);
    if (!draft.register) refuse("not-found", "kernel.refusal.not-found");
    return { title: draft.title, framed: true, main: <BothSides context={context} draft={draft} /> };
  },
});

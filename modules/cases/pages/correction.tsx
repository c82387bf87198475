import { Button, InsetText } from "../../../design/index.ts";
import { goTo, page, Refusal } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { correctField } from "../commands/correct-field.ts";
import { given } from "../facts.ts";
import { caseById } from "../queries/case-by-id.ts";
import { type TakenFile, takePhoto } from "../upload.ts";
import { PageFields } from "./fields.tsx";
import { Once, Wrong } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

/** Mending the one field that was asked for: the officer's message above, only that field below. */
export const correctionPage = page({
  path: "/permohonan/:id/perbaiki",
  async show(context, refusal) {
    const { ask, say, locale, params, world, once, form } = context;
    const { row, corrections } = await ask(caseById, { id: params.id ?? "" });
    const open = corrections.find((one) => !one.answered_at);
    if (!open || row.closed_at) return goTo(`/permohonan/${row.id}`);
    const service = await serviceOf(context, row);
    const at = service.form.pages.find((one) => one.fields.some((asked) => asked.id === open.field))!;
    const asked = at.fields.find((one) => one.id === open.field)!;
    const only = { ...at, fields: [asked] };
    // After a refusal, or when a product was added, the person's own latest words are shown.
    const posted = Object.keys(form).length > 0 ? forms.readPage(only, form, row.answers).answers : {};
    return {
      title: say("cases.correct.title"),
      back: { href: `/permohonan/${row.id}`, label: row.number },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.correct.title")}</h1>
          <InsetText>
            <p class="strong">{say("cases.correct.message")}</p>
            <p>{open.message}</p>
          </InsetText>
          <form
            method="post"
            action={`/permohonan/${row.id}/perbaiki`}
            encType={asked.type === "photo" ? "multipart/form-data" : undefined}
            noValidate
          >
            <Once once={once} />
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            <PageFields
              page={only}
              answers={{ ...row.answers, ...posted }}
              facts={row.facts}
              scope={given(row.facts, world.calendar.today(row.submitted_at))}
              faults={refusal?.faults ?? []}
              say={say}
              locale={locale}
            />
            <Button>{say("cases.correct.send")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, uploads } = context;
    let file: TakenFile | undefined;
    const upload = uploads.find((one) => one.body.length > 0);
    if (upload) file = await takePhoto(context, upload.field, upload);
    const { done } = await act(
      correctField,
      { case: params.id ?? "", posted: form as never, ...(file && { file }) },
      { key: undefined },
    );
    if (!done) throw new Refusal("invalid", "cases.refusal.go-on");
    return goTo(`/permohonan/${params.id}`);
  },
});

import { Button, InsetText } from "../../../design/index.ts";
import { type Form, goTo, page, Refusal, textIn } from "../../../kernel/index.ts";
import { Questions, scriptsFor } from "../../forms/index.ts";
import { withoutLater } from "../awaited.ts";
import { correctField } from "../commands/correct-field.ts";
import { mend, photosSoFar } from "../mending.ts";
import { caseById } from "../queries/case-by-id.ts";
import { knownOf, takesFiles } from "../reading.ts";
import { secondReturnsOf } from "../returning.ts";
import { type TakenFile, takeFile } from "../upload.ts";
import { drawingOf, encodingOf } from "./fields.tsx";
import { Once, Wrong } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

/** The questions that were on the page that was sent. */
const seenIn = (form: Form) => (form._asked === undefined ? {} : { seen: [form._asked].flat() as string[] });

/** Mending what was asked for: the officer's remark above each question, what follows from the new answers below. */
export const correctionPage = page({
  path: "/permohonan/:id/perbaiki",
  async show(context, refusal) {
    const { ask, say, locale, params, world, once, form } = context;
    const { row, corrections } = await ask(caseById, { id: params.id ?? "" });
    const open = corrections.filter((one) => !one.answered_at);
    if (open.length === 0 || row.closed_at) return goTo(`/permohonan/${row.id}`);
    const service = await serviceOf(context, row);
    const day = world.calendar.today(world.clock.now());
    const returned = open.map(({ field }) => field);
    const sent = Object.keys(form).length > 0;
    // After a refusal, or when a product was added, the person's own latest words are shown.
    const photos = photosSoFar(open);
    const known = sent ? await knownOf(context, service.form, form, { ...row.answers, ...photos }) : undefined;
    const mending = sent ? mend(service, row, returned, form, photos, day, known) : undefined;
    const words = mending?.words ?? { ...row.answers, ...photos };
    const ids = new Set([...returned, ...(mending?.called ?? [])]);
    const pages = withoutLater(service.form, returned)
      .pages.map((one) => ({ ...one, fields: one.fields.filter((asked) => ids.has(asked.id)) }))
      .filter((one) => one.fields.length > 0);
    const fields = pages.flatMap((one) => one.fields);
    const why = secondReturnsOf(context).find(({ code }) => code === open[0]!.reason);
    const all = { ...pages[0]!, fields };
    const faults = refusal?.faults ?? [];
    const drawing = await drawingOf(context, service, all, { answers: words, facts: row.facts, day, faults });
    return {
      scripts: scriptsFor(fields),
      title: say("cases.correct.title", { fields: returned.length }),
      back: { href: `/permohonan/${row.id}`, label: row.number },
      main: (
        <div class="short">
          <Wrong refusal={refusal} fields={fields} say={say} locale={locale} />
          <h1>{say("cases.correct.title", { fields: returned.length })}</h1>
          {why && (
            <InsetText>
              {say("cases.correct.again")} {textIn(why.text, locale)}
            </InsetText>
          )}
          <form method="post" action={`/permohonan/${row.id}/perbaiki`} encType={encodingOf(all)} noValidate>
            <Once once={once} />
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            {pages.flatMap((one) =>
              one.fields.map((asked) => {
                const remark = open.find(({ field }) => field === asked.id);
                return (
                  <div key={asked.id}>
                    <input type="hidden" name="_asked" value={asked.id} />
                    <InsetText>
                      <p class="strong">{say(remark ? "cases.correct.message" : "cases.correct.follows")}</p>
                      <p>{remark ? remark.message : say("cases.correct.follows-why")}</p>
                    </InsetText>
                    <Questions page={{ ...one, fields: [asked] }} answers={words} drawing={drawing} />
                  </div>
                );
              }),
            )}
            <Button>{say("cases.correct.send")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, ask, form, params, uploads } = context;
    const { row } = await ask(caseById, { id: params.id ?? "" });
    const service = await serviceOf(context, row);
    const questions = service.form.pages.flatMap(({ fields }) => fields);
    const files: Record<string, TakenFile[]> = {};
    for (const upload of uploads.filter((one) => one.body.length > 0)) {
      const asked = questions.find((one) => one.id === upload.field && takesFiles(one));
      if (asked) files[asked.id] = [...(files[asked.id] ?? []), await takeFile(context, asked, upload)];
    }
    const { done, more, faults } = await act(
      correctField,
      { case: params.id ?? "", posted: form as never, files, ...seenIn(form) },
      { key: undefined },
    );
    if (faults.length > 0) throw new Refusal("invalid", "kernel.refusal.invalid", { faults });
    if (!done) throw new Refusal("invalid", more ? "cases.refusal.more-questions" : "cases.refusal.go-on");
    return goTo(`/permohonan/${params.id}`);
  },
});

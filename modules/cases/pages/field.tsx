import {
  Button,
  FileUpload,
  InsetText,
  Notice,
  NumberInput,
  Radios,
  Textarea,
  TextInput,
  WarningText,
} from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { field, goTo, page, type Refusal, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { faultWords } from "../../forms/index.ts";
import { definitionOf } from "../case.ts";
import { type Item, inspectionOf } from "../inspection.ts";
import { fieldTask, fieldWork } from "../queries/field-work.ts";
import { fileReport } from "./field-report.ts";
import { Once, Wrong } from "./parts.tsx";

/** Inspections that I have taken. With script the phone keeps them, and what was written, until there is signal. */
export const fieldPage = page({
  path: "/petugas/lapangan",
  async show(context) {
    const { ask, say, locale, actor, world, query } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    const { rows } = await ask(fieldWork, {});
    const kept = [];
    for (const row of rows)
      if (inspectionOf(await definitionOf(context, row.service, row.version), row.step)) kept.push(row);
    const words = ["waiting", "sent", "refused", "ready", "open"].map(
      (word) => [word, say(`cases.field.words.${word}`)] as const,
    );
    return {
      title: say("cases.field.title"),
      layout: "wide",
      back: { href: "/petugas", label: say("cases.queue.title") },
      scripts: ["field.js"],
      main: (
        <div class="short" data-field-list={JSON.stringify(Object.fromEntries(words))}>
          {query.masuk && (
            <Notice>{say(query.masuk === "ya" ? "cases.field.taken-in" : `cases.field.late.${query.masuk}`)}</Notice>
          )}
          <h1>{say("cases.field.title")}</h1>
          <p>{say("cases.field.hint")}</p>
          <p data-field-ready hidden role="status" />
          {kept.length === 0 ? (
            <p>{say("cases.field.none")}</p>
          ) : (
            <ul class="queue">
              {kept.map((row) => (
                <li key={row.id}>
                  <a href={`/petugas/lapangan/${row.id}`} data-keep>
                    {row.label}
                  </a>
                  <span class="due">{longDate(row.due_at, locale, world.calendar.timeZone)}</span>
                  <span class="under">
                    {row.number} · {row.address}
                    {row.reports > 0 && ` · ${say("cases.field.reports", { reports: row.reports })}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <section data-field-kept hidden>
            <h2>{say("cases.field.on-phone")}</h2>
            <ul />
            <div class="govuk-button-group">
              <button type="button" class="govuk-button" data-field-send>
                {say("cases.field.send-now")}
              </button>
              <button type="button" class="govuk-button govuk-button--secondary" data-field-clear>
                {say("cases.field.clear")}
              </button>
            </div>
          </section>
        </div>
      ),
    };
  },
});

/** The checklist of one inspection: answers, words, photos and the place. */
export const fieldTaskPage = page({
  path: "/petugas/lapangan/:task",
  async show(context, refusal) {
    const { ask, say, locale, params, once, world, form } = context;
    const row = await ask(fieldTask, { task: params.task ?? "" });
    const asked = inspectionOf(await definitionOf(context, row.service, row.version), row.step);
    if (!asked) refuse("not-found", "kernel.refusal.not-found");
    const zone = world.calendar.timeZone;
    return {
      title: `${say("cases.field.one")}: ${row.label}`,
      layout: "wide",
      back: { href: "/petugas/lapangan", label: say("cases.field.title") },
      scripts: ["field.js"],
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{row.label}</h1>
          <p>
            {row.number} · {row.address}
          </p>
          {row.sent.map((one) => (
            <InsetText key={one.id}>
              {say("cases.field.sent-at", { when: dateTime(one.received_at, locale, zone) })}
            </InsetText>
          ))}
          <form
            method="post"
            action={`/petugas/lapangan/${row.id}`}
            encType="multipart/form-data"
            noValidate
            data-field-report={row.id}
            data-label={`${row.label} ${row.number}`}
          >
            <Once once={once} />
            {asked.items.map((item) => (
              <Asked key={item.id} item={item} context={context} refusal={refusal} />
            ))}
            <TextInput
              id="place"
              name="place"
              label={say("cases.field.place")}
              hint={say("cases.field.place-hint")}
              value={field(form, "place")}
              width={20}
            />
            <p>
              <button type="button" class="govuk-button govuk-button--secondary" data-field-place hidden>
                {say("cases.field.place-go")}
              </button>
            </p>
            <Textarea
              id="note"
              name="note"
              label={say("cases.note.label")}
              value={field(form, "note")}
              rows={3}
              maxLength={2000}
            />
            <Button>{say("cases.field.file")}</Button>
          </form>
          <div data-field-fault hidden role="alert">
            <WarningText word={say("cases.errors")}>{say("cases.field.no-room")}</WarningText>
          </div>
        </div>
      ),
    };
  },
  async submit(context) {
    const { late } = await fileReport(context, context.params.task ?? "");
    return goTo(`/petugas/lapangan?masuk=${late ?? "ya"}`);
  },
});

function Asked({ item, context, refusal }: { item: Item; context: RequestContext; refusal: Refusal | undefined }) {
  const { say, locale, form } = context;
  const name = `item.${item.id}`;
  const fault = refusal?.faults.find(({ path }) => path === name);
  const label = `${textIn(item.text, locale)}${item.required ? "" : ` (${say("forms.optional")})`}`;
  const input = { id: name, name, label, value: field(form, name), error: fault && faultWords(fault, say, locale) };
  const lacking = refusal?.faults.find(({ path }) => path === `photo.${item.id}`);
  return (
    <>
      {item.kind === "yes-no" ? (
        <Radios
          {...input}
          inline
          options={["yes", "no", "na"].map((value) => ({ value, text: say(`cases.field.answer.${value}`) }))}
        />
      ) : item.kind === "number" ? (
        <NumberInput {...input} width={5} suffix={textIn(item.unit, locale)} />
      ) : (
        <Textarea {...input} rows={2} maxLength={500} />
      )}
      {item.kind !== "text" && (
        <TextInput
          id={`remark.${item.id}`}
          name={`remark.${item.id}`}
          label={say("cases.field.remark", { item: textIn(item.text, locale) })}
          value={field(form, `remark.${item.id}`)}
        />
      )}
      {item.photo !== "none" && (
        <FileUpload
          id={`photo.${item.id}`}
          name={`photo.${item.id}`}
          label={say("cases.field.photo", { item: textIn(item.text, locale) })}
          accept="image/jpeg,image/png,image/webp"
          error={lacking && faultWords(lacking, say, locale)}
        />
      )}
    </>
  );
}

import { Button, ButtonLink, InsetText, Tag } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { field, goTo, page, Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { type FormField, forms, isLater, Questions } from "../../forms/index.ts";
import { bringAwaited } from "../commands/bring-awaited.ts";
import type { AwaitedRow } from "../desk-tables.ts";
import { caseById } from "../queries/case-by-id.ts";
import { type TakenFile, takeFile } from "../upload.ts";
import { drawingOf } from "./fields.tsx";
import { Once, Wrong } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

type Found = Awaited<ReturnType<typeof caseById.answer>>;
interface Missing {
  asked: FormField;
  row: AwaitedRow;
}

/** What is still to be brought to an open case, with its question. */
function missingOf({ row, awaited }: Found, service: OnlineService): Missing[] {
  if (row.closed_at) return [];
  return awaited.flatMap((one) => {
    const asked = forms.fieldById(service.form, one.field)?.field;
    return asked && !one.over_at && isLater(row.answers[one.field]) ? [{ asked, row: one }] : [];
  });
}

/** On a case's page: what is missing and until when, and the way to where it is handed in. */
export function StillAwaited({
  found,
  service,
  context: { say, locale, actor },
}: {
  found: Found;
  service: OnlineService;
  context: RequestContext;
}) {
  const missing = missingOf(found, service);
  if (missing.length === 0) return null;
  const officer = actor.officer;
  const may = !officer || officer.roles.includes("front-desk");
  return (
    <InsetText>
      <p class="strong">{say(officer ? "cases.awaited.missing" : "cases.awaited.title", { count: missing.length })}</p>
      <ul>
        {missing.map(({ asked, row }) => (
          <li key={row.id}>
            {textIn(asked.label, locale)}: {say("cases.awaited.until", { day: dayWords(row.last_day, locale) })}{" "}
            {row.overdue_at && <Tag tone="red">{say("cases.awaited.overdue")}</Tag>}
          </li>
        ))}
      </ul>
      {officer && <p>{say("cases.awaited.holds")}</p>}
      {may && (
        <ButtonLink
          href={`${placeOf(officer !== null, found.row.id)}/susulan`}
          look={officer ? "secondary" : undefined}
        >
          {say(officer ? "cases.awaited.scan" : "cases.awaited.go")}
        </ButtonLink>
      )}
    </InsetText>
  );
}

const placeOf = (officer: boolean, id: string): string => (officer ? `/petugas/kasus/${id}` : `/permohonan/${id}`);

const bringing = (path: string, officer: boolean) =>
  page({
    path,
    async show(context, refusal) {
      const { ask, say, locale, params, world, once } = context;
      const found = await ask(caseById, { id: params.id ?? "" });
      const { row } = found;
      const here = placeOf(officer, row.id);
      const service = await serviceOf(context, row);
      const missing = missingOf(found, service);
      if (missing.length === 0 && !refusal) return goTo(here);
      const day = world.calendar.today(world.clock.now());
      const fields = missing.map(({ asked }) => asked);
      const title = say("cases.awaited.title", { count: missing.length });
      return {
        title: officer ? `${title}, ${row.number}` : title,
        back: { href: here, label: row.number },
        main: (
          <div class="short">
            <Wrong refusal={refusal} fields={fields} say={say} locale={locale} />
            <h1>{title}</h1>
            {officer && (
              <p>
                {row.label} · {row.number}
              </p>
            )}
            {
              await Promise.all(
                missing.map(async ({ asked, row: { id, last_day, overdue_at } }) => {
                  // It is brought now: the box for later is of the form only.
                  const { later: _, ...now } = asked;
                  const alone = { id: "susulan", title: "", fields: [now] };
                  const shown = { answers: { ...row.answers, [asked.id]: null }, facts: row.facts, day };
                  const faults = refusal?.faults ?? [];
                  const drawing = await drawingOf(context, service, alone, { ...shown, faults });
                  return (
                    <form key={id} method="post" action={`${here}/susulan`} encType="multipart/form-data" noValidate>
                      <Once once={once} />
                      <input type="hidden" name="field" value={asked.id} />
                      <Questions page={alone} answers={shown.answers} drawing={drawing} />
                      <p>
                        {say("cases.awaited.until", { day: dayWords(last_day, locale) })}{" "}
                        {overdue_at && <Tag tone="red">{say("cases.awaited.overdue")}</Tag>}
                      </p>
                      <Button>
                        {say("cases.awaited.send")}
                        <span class="govuk-visually-hidden"> {textIn(asked.label, locale)}</span>
                      </Button>
                    </form>
                  );
                }),
              )
            }
          </div>
        ),
      };
    },
    async submit(context) {
      const { act, ask, form, params, uploads, world } = context;
      const found = await ask(caseById, { id: params.id ?? "" });
      const { row } = found;
      const service = await serviceOf(context, row);
      const asked = forms.fieldById(service.form, field(form, "field"))?.field;
      const files: TakenFile[] = [];
      const forget = () => Promise.all(files.map(({ store }) => world.files.remove(store)));
      try {
        for (const upload of uploads.filter((one) => one.body.length > 0 && one.field === asked?.id))
          files.push(await takeFile(context, asked!, upload));
        if (asked && files.length === 0)
          throw new Refusal("invalid", "kernel.refusal.invalid", {
            faults: [{ path: asked.id, messageKey: `forms.fault.${asked.type}` }],
          });
        // Without a key: a file sent once more has another name, and the command itself knows it again.
        const { brought } = await act(
          bringAwaited,
          { case: row.id, field: asked?.id ?? "", files },
          { key: undefined },
        );
        if (!brought) await forget();
      } catch (error) {
        await forget();
        throw error;
      }
      return goTo(placeOf(officer, row.id));
    },
  });

/** What was promised at the hand-in is handed in after: by the applicant, or by an officer at a counter. */
export const bringPage = bringing("/permohonan/:id/susulan", false);
export const scanInPage = bringing("/petugas/kasus/:id/susulan", true);

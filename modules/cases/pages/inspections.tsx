import { SummaryList } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { type RequestContext, textIn } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { type Item, inspectionOf } from "../inspection.ts";
import type { caseById } from "../queries/case-by-id.ts";

type Found = Awaited<ReturnType<typeof caseById.answer>>;

/** What was found on the spot, each report with who, when and where; one that came late says so. */
export function Inspections({
  context: { say, locale, world },
  found,
  service,
}: {
  context: RequestContext;
  found: Found;
  service: OnlineService;
}) {
  const zone = world.calendar.timeZone;
  const words = ({ kind, unit }: Item, value: string) =>
    kind === "yes-no" && ["yes", "no", "na"].includes(value)
      ? say(`cases.field.answer.${value}`)
      : [value, textIn(unit, locale)].filter(Boolean).join(" ");
  return (
    <>
      {found.inspections.map((one) => {
        const step = found.tasks.find(({ id }) => id === one.task)?.step ?? "";
        const items = inspectionOf(service, step)?.items ?? [];
        const photos = found.attached.filter(({ inspection }) => inspection === one.id);
        return (
          <section key={one.id}>
            <h2>{say("cases.field.report", { who: one.officer_name })}</h2>
            <p class="quiet">
              {dateTime(one.made_at, locale, zone)}
              {one.received_at.getTime() - one.made_at.getTime() > 60_000 &&
                `, ${say("cases.field.received", { when: dateTime(one.received_at, locale, zone) })}`}
              {one.place && ` · ${one.place.lat}, ${one.place.lon}`}
            </p>
            {one.late && <p class="strong">{say(`cases.field.late.${one.late}`)}</p>}
            <SummaryList
              rows={items
                .filter(({ id }) => one.findings[id]?.value)
                .map((item) => ({
                  key: textIn(item.text, locale),
                  value: (
                    <>
                      {words(item, one.findings[item.id]!.value)} {one.findings[item.id]!.remark}
                      {photos
                        .filter(({ name }) => name === `${item.id}.jpg`)
                        .map((photo) => (
                          <>
                            {" "}
                            <a href={`/berkas/${photo.id}`}>{say("cases.field.see-photo")}</a>
                          </>
                        ))}
                    </>
                  ),
                }))}
            />
            {one.note && <p>{one.note}</p>}
          </section>
        );
      })}
    </>
  );
}

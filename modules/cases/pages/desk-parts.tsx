import {
  Button,
  Checkboxes,
  Details,
  FileUpload,
  InsetText,
  Notice,
  NumberInput,
  Select,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { field, officeOf, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { faultWords } from "../../forms/index.ts";
import type { InquiryRow } from "../desk-tables.ts";
import type { caseById } from "../queries/case-by-id.ts";
import { Once } from "./parts.tsx";
import { actWords } from "./status.tsx";

type Found = Awaited<ReturnType<typeof caseById.answer>>;

/** What happened on a case since the officer opened it: shown when their act no longer fits, with their words kept. */
export function Since({ context, found, service }: { context: RequestContext; found: Found; service: OnlineService }) {
  const { say, locale, form, world } = context;
  const last = field(form, "last");
  const news = found.acts.filter((act) => last !== "" && act.id > last);
  if (news.length === 0) return null;
  return (
    <Notice>
      <p class="strong">{say("cases.since.title")}</p>
      <ul>
        {news.map((act) => {
          const { what, more } = actWords(act, service, say, locale);
          return (
            <li key={act.id}>
              {dateTime(act.at, locale, world.calendar.timeZone)}: {what}
              {act.officer && ` (${act.officer})`}
              {more && `: ${more}`}
            </li>
          );
        })}
      </ul>
      <p>{say("cases.since.kept")}</p>
    </Notice>
  );
}

/** Questions to other offices with their answers; and, for who may, answering and taking back. */
export function Inquiries({ context, found }: { context: RequestContext; found: Found }) {
  const { say, locale, world, once, actor, form } = context;
  const me = actor.officer!;
  const office = (agency: string, code: string) => {
    const known = officeOf(world.government, agency, code);
    return known ? `${textIn(known.agency.short ?? known.agency.name, locale)}, ${textIn(known.name, locale)}` : agency;
  };
  const files = (one: InquiryRow) => found.attached.filter(({ inquiry }) => inquiry === one.id);
  const isAsker = (one: InquiryRow) => me.agency === one.asked_agency && me.office === one.asked_office;
  const answers = (one: InquiryRow) =>
    one.outside ? isAsker(one) : me.agency === one.agency && me.office === one.office;
  return (
    <>
      {found.inquiries
        .filter((one) => !one.withdrawn_at)
        .map((one) => (
          <InsetText key={one.id}>
            <p class="strong">{say("cases.inquiry.to", { to: one.outside ?? office(one.agency!, one.office!) })}</p>
            <p>{one.question}</p>
            {files(one).map((file) => (
              <p key={file.id}>
                <a href={`/berkas/${file.id}`}>{file.name}</a>
              </p>
            ))}
            {one.answer ? (
              <p>
                <b>{say("cases.inquiry.answer", { who: one.answered_by ?? "" })}</b> {one.answer}
              </p>
            ) : (
              <>
                <p class="quiet">
                  {say(one.holds ? "cases.inquiry.holds" : "cases.inquiry.open", {
                    day: longDate(one.due_at, locale, world.calendar.timeZone),
                  })}
                </p>
                <form method="post" action={`/petugas/kasus/${found.row.id}`} encType="multipart/form-data" noValidate>
                  <Once once={once} />
                  <input type="hidden" name="inquiry" value={one.id} />
                  {answers(one) && (
                    <>
                      <Textarea
                        id={`answer-${one.id}`}
                        name="answer"
                        label={say(one.outside ? "cases.inquiry.their-answer" : "cases.inquiry.your-answer")}
                        value={field(form, "inquiry") === one.id ? field(form, "answer") : ""}
                        rows={2}
                        maxLength={2000}
                      />
                      <FileUpload
                        id={`photo-${one.id}`}
                        name="photo"
                        label={say("cases.inquiry.photo")}
                        accept="image/jpeg,image/png,image/webp"
                      />
                      <Button look="secondary" name="do" value="answer-inquiry">
                        {say("cases.inquiry.send")}
                      </Button>
                    </>
                  )}
                  {isAsker(one) && (
                    <Button look="link" name="do" value="withdraw-inquiry">
                      {say("cases.inquiry.withdraw")}
                    </Button>
                  )}
                </form>
              </>
            )}
          </InsetText>
        ))}
    </>
  );
}

/** Asking another office, or a body outside. */
export function AskOffice({
  context,
  caseId,
  refusal,
}: {
  context: RequestContext;
  caseId: string;
  refusal: Refusal | undefined;
}) {
  const { say, locale, world, once, form, actor } = context;
  const at = (path: string) => {
    const fault = refusal?.faults.find((one) => one.path === path);
    return fault && faultWords(fault, say, locale);
  };
  const offices = world.government.agencies.flatMap((agency) =>
    agency.offices
      .filter((office) => agency.code !== actor.officer!.agency || office.code !== actor.officer!.office)
      .map((office) => ({
        value: `${agency.code}/${office.code}`,
        text: `${textIn(agency.short ?? agency.name, locale)}, ${textIn(office.name, locale)}`,
      })),
  );
  return (
    <Details summary={say("cases.inquiry.new")} open={field(form, "do") === "ask-inquiry"}>
      <form method="post" action={`/petugas/kasus/${caseId}`} encType="multipart/form-data" noValidate>
        <Once once={once} />
        <Select
          id="office"
          name="office"
          label={say("cases.inquiry.office")}
          value={field(form, "office")}
          options={[{ value: "", text: say("cases.inquiry.outside-choice") }, ...offices]}
          error={at("office")}
        />
        <TextInput
          id="outside"
          name="outside"
          label={say("cases.inquiry.outside")}
          value={field(form, "outside")}
          error={at("outside")}
        />
        <Textarea
          id="question"
          name="question"
          label={say("cases.inquiry.question")}
          value={field(form, "question")}
          rows={3}
          maxLength={2000}
          error={at("question")}
        />
        <NumberInput
          id="workingDays"
          name="workingDays"
          label={say("cases.inquiry.days")}
          value={field(form, "workingDays") || "3"}
          width={3}
          error={at("workingDays")}
        />
        <Checkboxes
          id="holds"
          name="holds"
          label={say("cases.inquiry.wait")}
          values={form.holds ? ["yes"] : []}
          options={[{ value: "yes", text: say("cases.inquiry.wait-yes"), hint: say("cases.inquiry.wait-hint") }]}
        />
        <FileUpload
          id="photo"
          name="photo"
          label={say("cases.inquiry.photo")}
          accept="image/jpeg,image/png,image/webp"
        />
        <Button look="secondary" name="do" value="ask-inquiry">
          {say("cases.inquiry.ask")}
        </Button>
      </form>
    </Details>
  );
}

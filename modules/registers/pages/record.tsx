import {
  Button,
  ButtonLink,
  ErrorSummary,
  InsetText,
  SummaryList,
  Tag,
  TextInput,
  Timeline,
} from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import { page, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";
import { type Believed, recordWhole } from "../queries/record.ts";
import { valueRows } from "./values.tsx";

/** One record with its history, for the agency that keeps it: what is so, what was so, and what was believed when. */
export const recordPage = page({
  path: "/petugas/register/:id",
  async show(context) {
    const { ask, say, locale, params, query, world, actor } = context;
    const asked = momentAsked(context);
    const shown = await ask(recordWhole, { id: params.id ?? "", ...(asked && "day" in asked && asked) });
    const { register, newest, record, versions } = shown;
    const zone = world.calendar.timeZone;
    const seen = [record, ...versions.filter((one) => one.recorded_until !== null)];
    const agency = actor.officer?.agency;
    const writes =
      agency === register.keeper || Object.values(newest.fields).some(({ owner }) => owner && owner === agency);
    return {
      title: textIn(register.title, locale),
      back: { href: "/petugas/register", label: say("registers.desk") },
      main: (
        <>
          {asked && "fault" in asked && (
            <ErrorSummary title={say("registry.search.mend")} errors={[{ text: say(asked.fault), href: "#hari" }]} />
          )}
          <div class="title-row">
            <h1>{textIn(register.title, locale)}</h1>
            {record.ended_on && <Tag>{say("registers.ended")}</Tag>}
          </div>
          <SummaryList
            rows={[
              ...(register.number === "holder" ? [] : [{ key: say("registers.number"), value: record.number }]),
              ...valueRows(register, record.data, context),
              { key: say("registers.since"), value: dayWords(record.valid_from, locale) },
              ...(register.version < newest.version
                ? [{ key: say("registers.written-by"), value: say("registers.version-n", { n: register.version }) }]
                : []),
            ]}
          />
          {!record.ended_on && writes && actor.officer?.roles.includes("administrator") && (
            <ButtonLink href={`/petugas/register/${record.id}/ubah`} look="secondary">
              {say("registers.change")}
            </ButtonLink>
          )}
          <h2 id="dulu">{say("registers.known")}</h2>
          <p>{say("registers.known-lead")}</p>
          <form method="get" action="#dulu" class="short" noValidate>
            <TextInput
              id="hari"
              name="hari"
              label={say("registers.known-day")}
              hint={say("registers.date-hint")}
              width={10}
              value={query.hari ?? ""}
            />
            <TextInput
              id="diketahui"
              name="diketahui"
              label={say("registers.known-at")}
              hint={say("registers.date-hint")}
              width={10}
              value={query.diketahui ?? ""}
            />
            <Button look="secondary">{say("registers.known-go")}</Button>
          </form>
          {shown.believed !== undefined && <Then register={register} stood={shown.believed} context={context} />}
          <h2>{say("registers.history")}</h2>
          <Timeline
            items={seen.map((one) => ({
              when: dateTime(one.recorded_at, locale, zone),
              iso: one.recorded_at.toISOString(),
              what: say("registers.version-n", { n: one.version }),
              more: one.authority ? `${one.reason} (${one.authority})` : one.reason,
            }))}
          />
        </>
      ),
    };
  },
});

/** The day and the moment of knowing that are asked for: the end of that day, as people mean it. Null when nothing is. */
function momentAsked({ query, world }: RequestContext): { day: string; known: string } | { fault: string } | null {
  const { hari = "", diketahui = "" } = query;
  if (hari === "" && diketahui === "") return null;
  const today = world.calendar.today(world.clock.now());
  const day = hari || today;
  const known = diketahui || today;
  if (![day, known].every(isDay)) return { fault: "registers.fault.date" };
  return { day, known: new Date(world.calendar.moment(known, "23:59").getTime() + 59_999).toISOString() };
}
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** What was held true of a day, as it was known then. */
function Then(props: {
  register: Register;
  stood: (Believed & { data: Record<string, unknown> }) | null;
  context: RequestContext;
}) {
  const { register, stood, context } = props;
  const { say } = context;
  if (!stood) return <InsetText>{say("registers.known-nothing")}</InsetText>;
  return (
    <InsetText>
      <p>
        {say(stood.ended_on ? "registers.known-ended" : "registers.known-version", { n: stood.version })} {stood.reason}
      </p>
      <SummaryList rows={valueRows(register, stood.data, context)} />
    </InsetText>
  );
}

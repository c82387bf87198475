import { Button, ButtonLink, InsetText, Table, Tag, Textarea } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, route, textIn } from "../../../kernel/index.ts";
import { stewardship } from "../../registers/index.ts";
import { Once, Refused } from "../pages/parts.tsx";
import { RegisterDesk } from "./desk.tsx";
import { openedRegister, type RegisterDraft } from "./draft.ts";

/** A register's draft at a glance: what is wrong, what it would break among the records, and what can be done next. */
export const registerDraftPage = page({
  path: "/studio/register/:draft",
  async show(context, refusal) {
    const { ask, say, locale, world } = context;
    const draft = await openedRegister(context);
    const tried = draft.newest && draft.register ? await ask(stewardship.tried, { id: draft.id }) : null;
    const zone = world.calendar.timeZone;
    return {
      title: `${draft.title}, ${say("studio.registers")}`,
      layout: "desk",
      main: (
        <RegisterDesk context={context} draft={draft} here="">
          <div class="title-row">
            <h1>{draft.title}</h1>
            <Tag>{say(`studio.state.${draft.state}`)}</Tag>
          </div>
          <Refused refusal={refusal} say={say} />
          <InsetText>
            {draft.findings.length === 0
              ? say("studio.sound")
              : say("studio.unsound", { count: draft.findings.length })}
          </InsetText>
          {draft.findings.length > 0 && (
            <ol>
              {draft.findings.slice(0, 100).map(({ line, says, path }) => (
                <li key={`${line}:${says}`}>
                  <a
                    href={`/studio/register/${draft.id}/isi${path[0] === "fields" && path[1] ? `?di=fields.${path[1]}` : ""}`}
                  >
                    {say("studio.line", { line })}
                  </a>
                  : <span lang="en">{says}</span>
                </li>
              ))}
            </ol>
          )}
          {tried && <Tried tried={tried} draft={draft} context={context} />}
          {draft.reviews.map((review) => (
            <InsetText key={review.revision}>
              <p>
                <b>{say(`studio.verdict.${review.verdict}`)}</b>: {review.name}, {dateTime(review.at, locale, zone)}
              </p>
              {review.remark && <p>{review.remark}</p>}
            </InsetText>
          ))}
          <NextAct draft={draft} context={context} />
          <p>
            <a href={`/studio/register/${draft.id}/berkas`}>{say("studio.register.download")}</a>
          </p>
          <h2>{say("studio.history")}</h2>
          <ol reversed>
            {draft.revisions.map((one) => (
              <li key={one.number}>
                {say("studio.revision", { number: one.number })}: {one.name}, {dateTime(one.at, locale, zone)}
              </li>
            ))}
          </ol>
        </RegisterDesk>
      ),
    };
  },
  async submit({ act, form, params }) {
    const draft = params.draft ?? "";
    const one = { draft, revision: Number(field(form, "_revision")) };
    switch (field(form, "_do")) {
      case "submit":
        await act(stewardship.submit, one);
        break;
      case "approved":
      case "returned":
        await act(stewardship.review, {
          ...one,
          verdict: field(form, "_do") === "approved" ? "approved" : "returned",
          remark: field(form, "remark"),
        });
        break;
      case "publish": {
        const { code } = await act(stewardship.publish, one);
        return goTo(`/register/${code}`);
      }
      case "drop":
        await act(stewardship.drop, { draft });
        return goTo("/studio/register");
      default:
        refuse("invalid", "kernel.refusal.invalid");
    }
    return goTo(`/studio/register/${draft}`);
  },
});

/** What the new version would find among the records that are there. */
function Tried(props: {
  tried: NonNullable<Awaited<ReturnType<typeof stewardship.tried.answer>>>;
  draft: RegisterDraft;
  context: RequestContext;
}) {
  const { tried, draft, context } = props;
  const { say, locale } = context;
  const labelOf = (name: string) => {
    const label = (draft.register?.fields[name] ?? draft.newest?.fields[name])?.label;
    return name === "" ? say("studio.register.whole") : label ? textIn(label, locale) : name;
  };
  return (
    <section>
      <h2>{say("studio.register.tried")}</h2>
      {tried.findings.length === 0 ? (
        <p>{say("studio.register.tried-none", { count: tried.records })}</p>
      ) : (
        <>
          <p>{say("studio.register.tried-some", { count: tried.records })}</p>
          <Table
            caption={say("studio.register.breaks")}
            head={[
              say("studio.register.field"),
              say("studio.register.rule"),
              say("studio.register.count"),
              say("studio.register.samples"),
            ]}
            rows={tried.findings.map(({ field: name, rule, breaks, count, samples }) => [
              labelOf(name),
              `${say(rule)}${breaks ? "" : ` (${say("studio.register.may")})`}`,
              String(count),
              samples.map(({ id, number }) => (
                <a key={id} href={`/petugas/register/${id}`}>
                  {number.slice(0, 20)}{" "}
                </a>
              )),
            ])}
          />
          {tried.findings.some(({ breaks }) => breaks) && <p>{say("studio.register.mend")}</p>}
        </>
      )}
    </section>
  );
}

/** What this officer can do with it now; who wrote in it judges none of it. */
function NextAct({ draft, context }: { draft: RegisterDraft; context: RequestContext }) {
  const { say, actor, once } = context;
  const isSteward = actor.officer?.roles.includes("steward") ?? false;
  const press = (what: string, look?: "secondary" | "warning") => (
    <Button name="_do" value={what} {...(look && { look })}>
      {say(`studio.do.${what}`)}
    </Button>
  );
  const at = `/studio/register/${draft.id}`;
  const wrote = draft.writers.includes(actor.account ?? "");
  if (draft.state === "published" || draft.state === "dropped") return null;
  if (draft.state === "in-review" && wrote) return <p>{say("studio.publish.waits")}</p>;
  if (draft.state !== "in-review" && !isSteward) return null;
  return (
    <form method="post" action={at} class="short" noValidate>
      <Once once={once} />
      <input type="hidden" name="_revision" value={draft.revision} />
      {draft.state === "in-review" ? (
        <>
          <p>{say("studio.publish.look")}</p>
          <Textarea id="remark" name="remark" label={say("studio.publish.remark")} rows={3} />
          <div class="govuk-button-group">
            {press("approved")}
            {press("returned", "secondary")}
          </div>
        </>
      ) : (
        <div class="govuk-button-group">
          <ButtonLink href={`${at}/isi`} look="secondary">
            {say("studio.change")}
          </ButtonLink>
          {draft.state === "draft" && draft.findings.length === 0 && press("submit")}
          {draft.state === "approved" && press("publish")}
          {press("drop", "warning")}
        </div>
      )}
    </form>
  );
}

/** The file as it is kept: laid into `registers/<code>/`, it is this register. */
export const registerFileRoute = route({
  method: "GET",
  path: "/studio/register/:draft/berkas",
  async handle(context) {
    const draft = await openedRegister(context);
    return { body: draft.file, type: "application/yaml; charset=utf-8", filename: `${draft.code}.yaml` };
  },
});

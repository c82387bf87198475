import { Button, InsetText, Select, Tag, Textarea, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { drafting } from "../../catalogue/index.ts";
import { DraftDesk } from "../desk.tsx";
import { type Draft, openedDraft } from "../draft.ts";
import { partNames } from "../outline.tsx";
import { Once, Refused } from "./parts.tsx";

/** From draft to published: a second person looks over it, then it is in force from a day. */
export const publishPage = page({
  path: "/studio/:draft/terbit",
  async show(context, refusal) {
    const { say, locale, world } = context;
    const draft = await openedDraft(context);
    const zone = world.calendar.timeZone;
    return {
      title: `${say("studio.publish")}, ${draft.title}`,
      layout: "desk",
      main: (
        <DraftDesk
          context={context}
          draft={draft}
          here="/terbit"
          sideWords={say("studio.history")}
          side={
            <>
              <h2>{say("studio.history")}</h2>
              <ol reversed>
                {draft.revisions.slice(0, 50).map((one) => (
                  <li key={one.number}>
                    {say("studio.revision", { number: one.number })}: {one.name}, {dateTime(one.at, locale, zone)}
                  </li>
                ))}
              </ol>
            </>
          }
        >
          <div class="title-row">
            <h1>{say("studio.publish")}</h1>
            <Tag>{say(`studio.state.${draft.state}`)}</Tag>
          </div>
          <Refused refusal={refusal} say={say} />
          {draft.reviews.map((review) => (
            <InsetText key={review.revision}>
              <p>
                <b>{say(`studio.verdict.${review.verdict}`)}</b>: {review.name}, {dateTime(review.at, locale, zone)},{" "}
                {say("studio.revision", { number: review.revision })}
              </p>
              {review.remarks.map((remark) => (
                <p key={remark.text}>
                  <a href={`/studio/${draft.id}/${remark.component.replace(".yaml", "")}`}>
                    {say(`studio.file.${remark.component.replace(".yaml", "")}`)}
                  </a>
                  : {remark.text}
                </p>
              ))}
            </InsetText>
          ))}
          <NextAct draft={draft} context={context} />
          {draft.state === "approved" && <OpenCases draft={draft} context={context} />}
        </DraftDesk>
      ),
    };
  },
  async submit(context) {
    const { act, form } = context;
    const draft = await openedDraft(context);
    const one = { draft: draft.id, revision: Number(field(form, "_revision")) || draft.revision };
    switch (field(form, "_do")) {
      case "submit":
        await act(drafting.submit, one);
        break;
      case "approved":
        await act(drafting.review, { ...one, verdict: "approved" });
        break;
      case "returned":
        await act(drafting.review, {
          ...one,
          verdict: "returned",
          remarks: [{ component: field(form, "component"), text: field(form, "text") }],
        });
        break;
      case "publish": {
        const from = field(form, "from");
        const { code } = await act(drafting.publish, { ...one, ...(from && { from }) });
        return goTo(`/layanan/${code}`);
      }
      case "drop":
        await act(drafting.drop, { draft: draft.id });
        return goTo("/studio");
      default:
        refuse("invalid", "kernel.refusal.invalid");
    }
    return goTo(`/studio/${draft.id}/terbit`);
  },
});

/** What becomes of applications that are under way, and the way to those who may bring them along. */
function OpenCases({ draft, context: { say, actor } }: { draft: Draft; context: RequestContext }) {
  const may = actor.officer?.roles.some((role) => role === "administrator" || role === "approver");
  return (
    <p>
      {say("studio.publish.open-cases")}{" "}
      {may && <a href={`/petugas/pemindahan/rencana?layanan=${draft.code}`}>{say("studio.publish.bring-along")}</a>}
    </p>
  );
}

/** What this officer can do with it now; who wrote in it judges none of it. */
function NextAct({ draft, context }: { draft: Draft; context: RequestContext }) {
  const { say, actor, once, world } = context;
  const roles = actor.officer?.roles ?? [];
  const wrote = draft.writers.includes(actor.account ?? "");
  const Form = ({ children }: { children: preact.ComponentChildren }) => (
    <form method="post" action={`/studio/${draft.id}/terbit`} class="short" noValidate>
      <Once once={once} />
      <input type="hidden" name="_revision" value={draft.revision} />
      {children}
    </form>
  );
  const press = (what: string, look?: "secondary" | "warning") => (
    <Button name="_do" value={what} {...(look && { look })}>
      {say(`studio.do.${what}`)}
    </Button>
  );
  if (draft.state === "draft" || draft.state === "returned")
    return (
      <Form>
        <p>
          {draft.findings.length > 0
            ? say("studio.unsound", { count: draft.findings.length })
            : say("studio.publish.second")}
        </p>
        <div class="govuk-button-group">
          {draft.findings.length === 0 && press("submit")}
          {press("drop", "warning")}
        </div>
      </Form>
    );
  if (draft.state === "in-review")
    return wrote ? (
      <p>{say("studio.publish.waits")}</p>
    ) : (
      <Form>
        <p>{say("studio.publish.look")}</p>
        {press("approved")}
        <h2>{say("studio.do.returned")}</h2>
        <Select
          id="component"
          name="component"
          label={say("studio.publish.component")}
          options={partNames.map((part) => ({ value: `${part}.yaml`, text: say(`studio.file.${part}`) }))}
        />
        <Textarea id="text" name="text" label={say("studio.publish.remark")} rows={3} />
        {press("returned", "secondary")}
      </Form>
    );
  if (draft.state === "approved" && roles.some((role) => role === "designer" || role === "head"))
    return (
      <Form>
        <p>{say("studio.publish.approved")}</p>
        <TextInput
          id="from"
          name="from"
          label={say("studio.publish.from")}
          hint={say("studio.publish.from-hint")}
          width={10}
          value={world.calendar.today(world.clock.now())}
        />
        {press("publish")}
      </Form>
    );
  return <p>{say("studio.publish.nothing")}</p>;
}

import {
  Button,
  ButtonLink,
  FileUpload,
  InsetText,
  Select,
  Textarea,
  TextInput,
  Timeline,
} from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { faultWords, field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { dropDraft, publishDraft } from "../commands/publish-draft.ts";
import { reviewDraft, submitDraft } from "../commands/review-draft.ts";
import { saveDraft } from "../commands/save-draft.ts";
import { difference } from "../difference/difference.ts";
import { inspected } from "../draft.ts";
import { draftById } from "../queries/drafts.ts";
import { serviceByCode } from "../queries/services.ts";
import { filesOfUpload } from "./definitions.tsx";
import { Changes, Once, Refused, stateTag } from "./parts.tsx";

type Found = Awaited<ReturnType<typeof draftById.answer>>;

/** One draft: what it changes, what is wrong with it, who wrote and judged it, and what can be done now. */
export const definitionPage = page({
  path: "/petugas/layanan/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, world } = context;
    const draft = await ask(draftById, { id: params.id ?? "" });
    const before = draft.based_on && (await ask(serviceByCode, { code: draft.code, version: draft.based_on }));
    const now = inspected(context, draft.files).definition;
    const zone = world.calendar.timeZone;
    const title = say("catalogue.definition.title", { code: draft.code });
    return {
      title,
      layout: "wide",
      back: { href: "/petugas/layanan", label: say("catalogue.definitions.title") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <div class="title-row">
            <h1>{title}</h1>
            {stateTag(draft.state, say)}
          </div>
          <p>
            <a href={`/petugas/layanan/${draft.id}/berkas`}>{say("catalogue.definition.files")}</a>
          </p>
          {draft.reviews[0]?.verdict === "returned" && draft.state !== "approved" && (
            <InsetText>
              <p class="strong">{say("catalogue.definition.returned", { name: draft.reviews[0].name })}</p>
              <ul>
                {draft.reviews[0].remarks.map(({ component, text }) => (
                  <li key={`${component} ${text}`}>
                    <code>{component}</code>: {text}
                  </li>
                ))}
              </ul>
            </InsetText>
          )}
          {draft.faults.length > 0 && (
            <section>
              <h2>{say("catalogue.definition.faults", { count: draft.faults.length })}</h2>
              <ul>
                {draft.faults
                  .slice(0, 50)
                  .map(faultWords)
                  .map((words) => (
                    <li key={words}>
                      <code>{words}</code>
                    </li>
                  ))}
              </ul>
            </section>
          )}
          {now && before && (
            <section>
              <h2>{say("catalogue.definition.changes", { version: draft.based_on ?? 0 })}</h2>
              <Changes changes={difference(before, now)} say={say} locale={locale} />
            </section>
          )}
          <Acts context={context} draft={draft} />
          <h2>{say("catalogue.definition.history")}</h2>
          <Timeline
            items={[
              ...draft.revisions.map((one) => ({
                at: one.at,
                what: say("catalogue.definition.revision", { revision: one.number }),
                more: [one.name, one.note].filter(Boolean).join(": "),
              })),
              ...draft.reviews.map((one) => ({
                at: one.at,
                what: say(`catalogue.definition.${one.verdict}-revision`, { revision: one.revision }),
                more: one.name,
              })),
            ]
              .sort((a, b) => b.at.getTime() - a.at.getTime())
              .map(({ at, ...one }) => ({ ...one, when: dateTime(at, locale, zone), iso: at.toISOString() }))}
          />
        </>
      ),
    };
  },
  async submit({ act, ask, form, params, uploads }) {
    const draft = params.id ?? "";
    const revision = Number(field(form, "revision")) || 0;
    const wish = field(form, "do");
    if (wish === "save") {
      const { files } = await ask(draftById, { id: draft });
      await act(saveDraft, {
        draft,
        revision,
        files: { ...files, ...filesOfUpload(uploads) },
        note: field(form, "note"),
      });
    } else if (wish === "submit") await act(submitDraft, { draft, revision });
    else if (wish === "approved") await act(reviewDraft, { draft, revision, verdict: wish });
    else if (wish === "returned")
      await act(reviewDraft, {
        draft,
        revision,
        verdict: wish,
        remarks: [{ component: field(form, "component"), text: field(form, "text") }],
      });
    else if (wish === "publish") {
      const from = field(form, "from");
      await act(publishDraft, { draft, revision, ...(from && { from }) });
    } else if (wish === "drop") {
      await act(dropDraft, { draft });
      return goTo("/petugas/layanan");
    } else refuse("invalid", "kernel.refusal.invalid");
    return goTo(`/petugas/layanan/${draft}`);
  },
});

/** The forms that fit the draft's state and the duties of who looks. */
function Acts({ context, draft }: { context: RequestContext; draft: Found }) {
  const { say, actor, form } = context;
  const roles = actor.officer?.roles ?? [];
  const own = draft.agency === actor.officer?.agency;
  const designs = own && roles.includes("designer");
  const judges =
    (roles.includes("designer") || roles.includes("approver")) && !draft.writers.includes(actor.account ?? "");
  const action = `/petugas/layanan/${draft.id}`;
  const Hidden = () => (
    <>
      <Once context={context} />
      <input type="hidden" name="revision" value={draft.revision} />
    </>
  );
  return (
    <>
      {designs && ["draft", "returned", "approved"].includes(draft.state) && (
        <form method="post" action={action} encType="multipart/form-data" class="short">
          <h2>{say("catalogue.definition.next")}</h2>
          <Hidden />
          <FileUpload
            id="archive"
            name="archive"
            accept=".zip"
            label={say("catalogue.definitions.archive")}
            hint={say("catalogue.definition.archive-hint")}
          />
          <TextInput id="note" name="note" label={say("catalogue.definition.note")} value={field(form, "note")} />
          <Button name="do" value="save" look="secondary">
            {say("catalogue.definition.save")}
          </Button>
        </form>
      )}
      {designs && draft.state === "draft" && (
        <form method="post" action={action}>
          <Hidden />
          {draft.faults.length === 0 && (
            <Button name="do" value="submit">
              {say("catalogue.definition.submit")}
            </Button>
          )}{" "}
          <Button name="do" value="drop" look="warning">
            {say("catalogue.definition.drop")}
          </Button>
        </form>
      )}
      {judges && draft.state === "in-review" && (
        <form method="post" action={action} class="short">
          <h2>{say("catalogue.definition.review")}</h2>
          <Hidden />
          <Select
            id="component"
            name="component"
            label={say("catalogue.definition.component")}
            value={field(form, "component")}
            options={Object.keys(draft.files).map((name) => ({ value: name, text: name }))}
          />
          <Textarea
            id="text"
            name="text"
            label={say("catalogue.definition.remark")}
            hint={say("catalogue.definition.remark-hint")}
            value={field(form, "text")}
          />
          <Button name="do" value="approved">
            {say("catalogue.definition.approve")}
          </Button>{" "}
          <Button name="do" value="returned" look="secondary">
            {say("catalogue.definition.return")}
          </Button>
        </form>
      )}
      {own && draft.state === "approved" && (designs || roles.includes("head")) && (
        <section>
          <h2>{say("catalogue.definition.publish-title")}</h2>
          {actor.assurance < 3 ? (
            <ButtonLink href={`/masuk/lagi?lanjut=${action}`}>{say("catalogue.definition.code-first")}</ButtonLink>
          ) : (
            <form method="post" action={action} class="short">
              <Hidden />
              <TextInput
                id="from"
                name="from"
                label={say("catalogue.definition.from")}
                hint={say("catalogue.definition.from-hint")}
                value={field(form, "from")}
              />
              <Button name="do" value="publish">
                {say("catalogue.definition.publish")}
              </Button>
            </form>
          )}
        </section>
      )}
    </>
  );
}

import { Difference, InsetText, Notice } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { field, goTo, type Answer as PageAnswer, Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import { type Answer, type Answers, answerWords, type FormPage, forms } from "../../forms/index.ts";
import { hashText, newToken } from "../../identity/index.ts";
import { rescuePage, restorePage } from "../commands/rescued-page.ts";
import { seenOf } from "../saved-page.ts";
import { draftRules } from "../settings.ts";
import type { DraftRow } from "../tables.ts";

/** The cookie that holds the word to a page's rescued answers. */
const cookie = "words";
export const elsewhere = "cases.refusal.saved-elsewhere";

/** What a form of a draft carries along: what its page said when it was shown. `_once` is its own word. */
export const Seen = ({ page, answers }: { page: FormPage; answers: Answers }) => (
  <input type="hidden" name="_seen" value={seenOf(page, answers)} />
);
/** The same words as `savePage` takes them. */
export const sentBy = ({ form }: Pick<RequestContext, "form">) => ({
  ...(field(form, "_seen") && { seen: field(form, "_seen").slice(0, 20) }),
  ...(field(form, "_once") && { hand: field(form, "_once").slice(0, 64) }),
});

/** A page was sent without a session: its words are kept until the person has signed in again. Then it is refused. */
export async function rescued(context: RequestContext): Promise<never> {
  const { act, form, params, world, network } = context;
  const word = newToken();
  await world.patience.knock("rescue-page", network, { times: 30, seconds: 3600 });
  await act(
    rescuePage,
    {
      hash: hashText(word),
      draft: params.draft ?? "",
      page: params.page ?? "",
      posted: Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith("_"))) as never,
    },
    { key: undefined },
  );
  context.setCookie(cookie, word, draftRules(world).rescue.minutes * 60);
  throw new Refusal("sign-in-needed", "kernel.refusal.sign-in-needed");
}

/** Signed in again: the rescued words are saved, and the page is shown anew with them. Null when there are none. */
export async function restored(context: RequestContext): Promise<PageAnswer | null> {
  const word = context.getCookie(cookie);
  if (!word || context.actor.hat === "anyone") return null;
  context.setCookie(cookie, null);
  const { restored: found } = await context.act(
    restorePage,
    { hash: hashText(word), draft: context.params.draft ?? "" },
    { key: undefined },
  );
  return found ? goTo(`${context.path}?${context.query.ubah ? "ubah=ya&" : ""}kembali=ya`) : null;
}

/** After the way back: what was written is here, only a photo has to be chosen again. */
export const BackNotice = ({ page, context: { say, query } }: { page: FormPage; context: RequestContext }) =>
  query.kembali ? (
    <Notice>
      {say(page.fields.some((one) => one.type === "photo") ? "cases.kept.back-photo" : "cases.kept.back")}
    </Notice>
  ) : null;

/** How long what is saved stays: the only time limit that filling in has. */
export const KeptUntil = ({ draft, context }: { draft: DraftRow; context: RequestContext }) => {
  const { say, locale, world } = context;
  const until = new Date(draft.saved_at.getTime() + draftRules(world).keep.days * 86_400_000);
  return <p class="quiet">{say("cases.kept.until", { day: longDate(until, locale, world.calendar.timeZone) })}</p>;
};

/** What the person just wrote on this page, when another screen has saved it meanwhile; undefined when none has. */
export function ownWords(
  context: RequestContext,
  page: FormPage,
  draft: DraftRow,
  refusal?: Refusal,
): Answers | undefined {
  if (refusal?.messageKey !== elsewhere) return undefined;
  return { ...draft.answers, ...forms.readPage(page, context.form, draft.answers).answers };
}

/** Both answers to each question that two screens answered differently: what was saved there, what stands here. */
export function SavedElsewhere({
  page,
  draft,
  own,
  context: { say, locale, world },
}: {
  page: FormPage;
  draft: DraftRow;
  own: Answers;
  context: RequestContext;
}) {
  const same = (a: Answer | undefined, b: Answer | undefined) =>
    JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const fields = page.fields.filter(({ id, type }) => type !== "fact" && !same(draft.answers[id], own[id]));
  return (
    <InsetText>
      <h2>{say("cases.elsewhere.title")}</h2>
      <p>{say("cases.elsewhere.what", { when: dateTime(draft.saved_at, locale, world.calendar.timeZone) })}</p>
      <dl>
        {fields.map((one) => (
          <div key={one.id}>
            <dt class="strong">{textIn(one.label, locale)}</dt>
            <dd>
              <Difference
                before={answerWords(one, draft.answers[one.id], say, locale)}
                after={answerWords(one, own[one.id], say, locale)}
                words={{ was: say("cases.elsewhere.there"), is: say("cases.elsewhere.here") }}
              />
            </dd>
          </div>
        ))}
      </dl>
    </InsetText>
  );
}

import { type RequestContext, refuse } from "../../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../../catalogue/index.ts";
import { type FormPage, forms } from "../../forms/index.ts";
import type { HeldDraft } from "../case.ts";
import { given } from "../facts.ts";
import { draftById } from "../queries/drafts.ts";
import { proofsOf } from "../queries/proof.ts";
import { staysAccepted } from "../versions.ts";

interface OpenDraft {
  draft: HeldDraft;
  service: OnlineService;
  scope: ReturnType<typeof given>;
  pages: FormPage[];
  /** The version that is in force now, when it is a later one; and whether the draft may still be handed in as it is. */
  newer: OnlineService | null;
  accepted: boolean;
  /** Where the person must be instead: at those who have to agree, or at what a newer version changes. */
  elsewhere: string | null;
}

/** The draft of the address, with the service that it is pinned to and the pages it now has. */
export async function openDraft({ ask, params, world }: RequestContext): Promise<OpenDraft> {
  const draft = await ask(draftById, { id: params.draft ?? "" });
  if (draft.state !== "open" && draft.state !== "signing") refuse("conflict", "cases.refusal.handed-in");
  const service = await ask(serviceByCode, { code: draft.service, version: draft.version });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  const today = world.calendar.today(world.clock.now());
  const scope = given(draft.facts, today, service);
  const newest = await ask(serviceByCode, { code: draft.service });
  const newer = newest && isOnline(newest) && newest.version > draft.version ? newest : null;
  const accepted = !newer || staysAccepted(newer, today);
  const place = draft.state === "signing" ? "tanda-tangan" : accepted ? null : "versi";
  const elsewhere = place && `/ajukan/${draft.id}/${place}`;
  const answers = forms.withComputed(service.form, draft.answers, scope);
  return {
    draft: { ...draft, answers },
    service,
    scope,
    newer,
    accepted,
    elsewhere,
    pages: forms.pagesToShow(service.form, draft.answers, scope),
  };
}

/** Answers that a code must still prove; most forms have none and nothing is asked for them. */
export async function unprovedOf({ ask }: Pick<RequestContext, "ask">, { form }: OnlineService, draft: string) {
  if (!form.pages.some(({ fields }) => fields.some(({ verify }) => verify))) return [];
  return (await ask(proofsOf, { draft })).filter(({ at }) => at === null);
}

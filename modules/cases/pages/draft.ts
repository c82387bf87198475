import { type RequestContext, refuse } from "../../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../../catalogue/index.ts";
import { type FormPage, forms } from "../../forms/index.ts";
import { given } from "../facts.ts";
import { draftById } from "../queries/drafts.ts";
import type { DraftRow } from "../tables.ts";

interface OpenDraft {
  draft: DraftRow;
  service: OnlineService;
  scope: ReturnType<typeof given>;
  pages: FormPage[];
}

/** The draft of the address, with the service that it is pinned to and the pages it now has. */
export async function openDraft({ ask, params, world }: RequestContext): Promise<OpenDraft> {
  const draft = await ask(draftById, { id: params.draft ?? "" });
  if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
  const service = await ask(serviceByCode, { code: draft.service, version: draft.version });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  const scope = given(draft.facts, world.calendar.today(world.clock.now()), service);
  const answers = forms.withComputed(service.form, draft.answers, scope);
  return { draft: { ...draft, answers }, service, scope, pages: forms.pagesToShow(service.form, draft.answers, scope) };
}

import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import { mayApply } from "../../catalogue/index.ts";
import { definitionOf } from "../case.ts";
import { given, lookUp, ownBusinesses } from "../facts.ts";
import type { CasesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
/** How many applications somebody may have begun at once. */
const mostDrafts = 20;

/** Begins an application: looks up what the registers know, and keeps everything from the first page on. */
export const beginDraft = command({
  name: "cases.begin-draft",
  input: z.object({ service: z.string().max(60), business: id.optional() }).strict(),
  allow: [
    { hat: "citizen", assurance: 2 },
    { hat: "business", assurance: 2 },
  ],
  async carryOut(context, { service: code, business }) {
    const { tx, world, actor, now, newId } = context;
    const service = await definitionOf(context, code);
    // What is for people alone needs no business; nobody applies for it in a business's name.
    const forBusiness = service.audience.includes("business");
    if (!forBusiness && actor.hat === "business") refuse("not-allowed", "cases.refusal.for-people");
    const businesses = forBusiness ? await ownBusinesses(context) : [];
    const chosen = business
      ? businesses.find((one) => one.id === business)
      : businesses.length === 1
        ? businesses[0]
        : undefined;
    if (!chosen && (forBusiness || business))
      refuse(
        business ? "not-found" : "conflict",
        businesses.length === 0 ? "cases.refusal.no-business" : "cases.refusal.choose-business",
      );
    const facts = await lookUp(context, chosen?.id ?? null);
    if (!mayApply(service, given(facts, world.calendar.today(now), service)))
      refuse("conflict", "cases.refusal.not-eligible");
    const [open] = await tx.query<{ n: number }>(
      "select count(*)::int as n from cases.draft where person = $1 and state = 'open'",
      [actor.person],
    );
    if ((open?.n ?? 0) >= mostDrafts) refuse("conflict", "cases.refusal.too-many-drafts", { most: mostDrafts });
    const draft = newId();
    await on<CasesTables>(tx)
      .insertInto("cases.draft")
      .values({
        id: draft,
        service: service.code,
        version: service.version,
        person: actor.person!,
        business: chosen?.id ?? null,
        hat: actor.hat === "business" ? "business" : "citizen",
        facts: JSON.stringify(facts) as never,
        answers: "{}" as never,
        state: "open",
        hands: "{}" as never,
        warned: null,
        warned_at: null,
        assisted: false,
        origins: "{}" as never,
        left_over: "[]" as never,
        created_at: now,
        saved_at: now,
      })
      .execute();
    return { result: { draft, firstPage: service.form.pages[0]!.id }, subject: draft };
  },
});

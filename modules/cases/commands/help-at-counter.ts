import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import { businessesOfPerson } from "../../registry/index.ts";
import { caseHeld, definitionOf, draftLocked } from "../case.ts";
import { emptied, throwAway } from "../dropped.ts";
import { lookUp } from "../facts.ts";
import { actRow, writeActs } from "../host.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");

/**
 * Begins an application for a person who agreed to be helped, and opens it to that officer for the counter's minutes. Only
 * the room that holds the person's consent tells it; from then on the officer works as on any draft that is helped with.
 */
export const beginDraftFor = command({
  name: "cases.begin-draft-for",
  internal: true,
  input: z
    .object({
      service: z.string().max(60),
      person: id,
      business: id.optional(),
      officer: id,
      officerName: z.string().max(150),
      agency: z.string().max(60),
      office: z.string().max(60),
    })
    .strict(),
  allow: [{ hat: "system", purpose: "counter" }],
  async carryOut(context, { service: code, person, business, officer, officerName, agency, office }) {
    const { world, tx, now, newId, ask } = context;
    const service = await definitionOf(context, code);
    const forBusiness = service.audience.includes("business");
    const own = forBusiness
      ? (await ask(businessesOfPerson, { person })).filter(({ status }) => status === "active")
      : [];
    const chosen = business ? own.find((one) => one.id === business) : own.length === 1 ? own[0] : undefined;
    if (!chosen && (forBusiness || business))
      refuse(
        business ? "not-found" : "conflict",
        own.length === 0 ? "cases.refusal.no-business" : "cases.refusal.choose-business",
      );
    const [draft, assistance] = [newId(), newId()];
    await on<CasesTables>(tx)
      .insertInto("cases.draft")
      .values({
        id: draft,
        service: service.code,
        version: service.version,
        person,
        business: chosen?.id ?? null,
        // Who is helped is there in private life; what they ask for may be for their business.
        hat: "citizen",
        facts: JSON.stringify(await lookUp(context, chosen?.id ?? null, person)) as never,
        answers: "{}" as never,
        state: "open",
        hands: "{}" as never,
        warned: null,
        warned_at: null,
        assisted: true,
        origins: "{}" as never,
        left_over: "[]" as never,
        created_at: now,
        saved_at: now,
      })
      .execute();
    await on<CasesTables>(tx)
      .insertInto("cases.assistance")
      .values({
        id: assistance,
        draft,
        person,
        business: chosen?.id ?? null,
        hat: "citizen",
        officer,
        officer_name: officerName,
        agency,
        office,
        hash: null,
        state: "open",
        asked_at: now,
        opened_at: now,
        expires_at: new Date(now.getTime() + draftRules(world).counter.work * 60_000),
      })
      .execute();
    const firstPage = service.form.pages[0]!.id;
    return { result: { draft, firstPage, assistance }, subject: draft, about: [person] };
  },
});

/** The help with a draft is over, whoever said so; the draft stays its person's. */
export const endHelpWith = command({
  name: "cases.end-help-with",
  internal: true,
  input: z.object({ draft: id }).strict(),
  allow: [{ hat: "system", purpose: "counter" }],
  async carryOut({ tx }, { draft }) {
    await tx.query("update cases.assistance set state = 'over', hash = null where draft = $1", [draft]);
    return { result: null, subject: draft };
  },
});

/** The person did not want what was done in their name: a draft goes, a case carries it in its history. */
export const recordObjection = command({
  name: "cases.record-objection",
  internal: true,
  input: z.object({ draft: id, reason: z.string().max(1000) }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: [{ hat: "system", purpose: "counter" }],
  async carryOut(context, { reason }, draft) {
    const { tx, tell } = context;
    await tell(endHelpWith, { draft: draft.id });
    if (await caseHeld(tx, draft.id)) {
      const line = actRow(context, draft.id, { kind: "objected", audience: "all", body: { message: reason } });
      writeActs(context, { ...line, hat: "citizen" });
      return { result: null, subject: draft.id, about: [draft.person] };
    }
    await on<CasesTables>(tx).updateTable("cases.draft").set(emptied).where("id", "=", draft.id).execute();
    return { result: null, subject: draft.id, about: [draft.person], jobs: await throwAway(tx, [draft.id]) };
  },
});

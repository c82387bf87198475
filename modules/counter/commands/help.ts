import { z } from "zod";
import { command, isId, refuse } from "../../../kernel/index.ts";
import { beginDraftFor, endHelpWith, recordObjection } from "../../cases/index.ts";
import { assistanceRules } from "../settings.ts";
import { tellPerson } from "../told.ts";
import { helped, helper, stillOpened, visitHeld } from "../visit.ts";

/**
 * Begins the application for the person who agreed. From here on the officer fills in and hands in by the same commands
 * and pages as the person would; each of them asks whether this help still holds.
 */
export const beginFor = command({
  name: "counter.begin",
  input: z.object({ visit: z.string(), business: z.string().refine(isId, "kernel.fault.format").optional() }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: [{ hat: "officer", roles: ["front-desk"], relation: helper, assurance: 2, purpose: "counter" }],
  async carryOut(context, { business }, visit) {
    const { tell, tx, actor } = context;
    stillOpened(visit);
    if (visit.state !== "confirmed") refuse("conflict", "counter.refusal.not-confirmed");
    if (visit.draft) refuse("conflict", "counter.refusal.begun");
    const { draft, firstPage, assistance } = await tell(beginDraftFor, {
      service: visit.service,
      person: visit.person,
      ...(business && { business }),
      officer: visit.officer,
      officerName: actor.name ?? "",
      agency: visit.agency,
      office: visit.office,
    });
    await tx.query("update counter.visit set draft = $2, assistance = $3 where id = $1", [visit.id, draft, assistance]);
    await tell(sayBegun, { visit: visit.id });
    return { result: { draft, firstPage }, subject: visit.id, about: [visit.person] };
  },
});

export const sayBegun = command({
  name: "counter.say-begun",
  internal: true,
  input: z.object({ visit: z.string().refine(isId) }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, visit) {
    await tellPerson(context, visit, "begun");
    return { result: null, subject: visit.id };
  },
});

/** The visit is over: said by the officer, or by the person from anywhere. What was not handed in stays the person's draft. */
export const endVisit = command({
  name: "counter.end-visit",
  input: z.object({ visit: z.string() }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: [
    { hat: "officer", roles: ["front-desk"], relation: helper },
    { hat: "citizen", relation: helped },
  ],
  async carryOut({ tx, tell }, _input, visit) {
    stillOpened(visit);
    await tx.query("update counter.visit set state = 'over', code_hash = null where id = $1", [visit.id]);
    if (visit.draft) await tell(endHelpWith, { draft: visit.draft });
    return { result: null, subject: visit.id, about: [visit.person] };
  },
});

const dayMs = 86_400_000;

/**
 * The person says that it was not wanted, or not so. The help ends at once; a draft is dropped, and a case that came of it
 * carries the objection in its history, for whoever decides on it and for auditors.
 */
export const object = command({
  name: "counter.object",
  input: z.object({ visit: z.string(), reason: z.string().trim().min(5, "counter.fault.reason").max(1000) }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: [{ hat: "citizen", relation: helped }],
  async carryOut({ tx, tell, now, world }, { reason }, visit) {
    if (visit.objected_at) refuse("conflict", "counter.refusal.objected");
    const { days } = assistanceRules(world).objection;
    if (visit.opened_at.getTime() + days * dayMs < now.getTime())
      refuse("conflict", "counter.refusal.too-late", { days });
    await tx.query(
      "update counter.visit set state = 'objected', code_hash = null, objected_at = $2, objection = $3 where id = $1",
      [visit.id, now, reason],
    );
    if (visit.draft) await tell(recordObjection, { draft: visit.draft, reason });
    return {
      result: null,
      subject: visit.id,
      about: [visit.person],
      facts: [{ name: "counter.objected", subject: visit.id, body: { agency: visit.agency, office: visit.office } }],
    };
  },
});

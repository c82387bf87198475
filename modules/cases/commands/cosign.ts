import { z } from "zod";
import { longDate } from "../../../design/words.ts";
import { command, isId, on, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { lookups, personByNik, readNik } from "../../registry/index.ts";
import { definitionOf, draftHeld, draftLocked, fillsIn, stillOpen } from "../case.ts";
import { type Cosign, cosignersOf, cosignHeld, cosignsOf, shownTo, signer, standing } from "../cosign.ts";
import { given } from "../facts.ts";
import { tellOwner } from "../help.ts";
import type { CasesTables, CosignRow, DraftRow } from "../tables.ts";

const day = 86_400_000;

/**
 * The applicant has declared and asks those who must agree too. Each is found by the number that the form asked for, and
 * told; the draft stands still until all have answered. `waiting` is 0 when all had agreed to exactly this before.
 */
export const askCosigners = command({
  name: "cases.ask-cosigners",
  input: z.object({ draft: z.string(), declaration: z.literal(true, "forms.fault.declaration") }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut(context, _input, draft) {
    const { world, tx, actor, now, newId, tell } = context;
    stillOpen(draft);
    await world.patience.knock("ask-cosigners", actor.account!, { times: 20, seconds: 3600 });
    const service = await definitionOf(context, draft.service, draft.version);
    const scope = given(draft.facts, world.calendar.today(now), service);
    const [incomplete] = forms.faultsOfForm(service.form, draft.answers, scope);
    if (incomplete)
      refuseFields(incomplete.faults.map((fault) => ({ ...fault, path: `${incomplete.page}/${fault.path}` })));
    const rows = await cosignsOf(tx, draft.id);
    const asked: CosignRow[] = [];
    for (const one of cosignersOf(service, draft.answers, scope)) {
      const person = await tell(findCosigner, { draft: draft.id, role: one.id });
      const { content } = shownTo(one, service, draft);
      const before = standing(rows, one, content);
      if (before?.state === "agreed" && before.signer === person) continue;
      asked.push({
        id: newId(),
        draft: draft.id,
        role: one.id,
        person: draft.person,
        business: draft.business,
        hat: draft.hat,
        signer: person,
        content,
        state: "asked",
        reason: null,
        reminded: false,
        asked_at: now,
        lapses_at: new Date(now.getTime() + one.withinDays * day),
        answered_at: null,
      });
    }
    if (asked.length > 0) {
      await on<CasesTables>(tx).insertInto("cases.cosign").values(asked).execute();
      await on<CasesTables>(tx)
        .updateTable("cases.draft")
        .set({ state: "signing" })
        .where("id", "=", draft.id)
        .execute();
      for (const { id } of asked) await tell(writeCosigner, { cosign: id, kind: "cosign-asked" });
    }
    return {
      result: { waiting: asked.length },
      subject: draft.id,
      about: [...asked.map((one) => one.signer), ...(actor.hat === "officer" ? [draft.person] : [])],
    };
  },
});

/** The person whose number the form asked for, found as the room; refused at that number's field when they can not sign. */
export const findCosigner = command({
  name: "cases.find-cosigner",
  internal: true,
  input: z.object({ draft: z.string(), role: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: [{ hat: "system" }],
  async carryOut(context, { role }, draft) {
    const service = await definitionOf(context, draft.service, draft.version);
    const { who } = service.form.cosign!.find(({ id }) => id === role)!;
    const at = forms.fieldById(service.form, who.question)!;
    const nik = String(draft.answers[who.question] ?? "");
    const found = readNik(nik) ? await context.ask(personByNik, { nik }) : null;
    const name = who.name === undefined ? found?.name : draft.answers[who.name];
    const fits =
      found !== null && !found.diedOn && lookups.plainName(String(name ?? "")) === lookups.plainName(found.name ?? "");
    const wrong = !fits ? "cases.fault.cosigner" : found.id === draft.person ? "cases.fault.cosign-own" : undefined;
    if (wrong) refuseFields([{ path: `${at.page.id}/${at.field.id}`, messageKey: wrong }]);
    return { result: found!.id, subject: draft.id };
  },
});

const roleOf = (service: { form: { cosign?: Cosign[] | undefined } }, role: string): Cosign =>
  service.form.cosign!.find(({ id }) => id === role)!;

/** A letter to the one who is asked, written as the room. */
export const writeCosigner = command({
  name: "cases.write-cosigner",
  internal: true,
  input: z.object({ cosign: z.string(), kind: z.enum(["cosign-asked", "cosign-reminder", "cosign-over"]) }).strict(),
  load: (context, { cosign }) => cosignHeld(context, cosign),
  allow: [{ hat: "system" }],
  async carryOut(context, { kind }, row) {
    const { world } = context;
    const draft = (await draftHeld(context, row.draft))!;
    const service = await definitionOf(context, draft.service, draft.version);
    await tellOwner(
      context,
      { person: row.signer },
      kind,
      (locale) => ({
        service: textIn(service.title, locale),
        applicant: String(draft.facts.applicant.name ?? ""),
        day: longDate(row.lapses_at, locale, world.calendar.timeZone),
      }),
      `/tanda-tangan/${row.id}`,
    );
    return { result: null, subject: row.draft };
  },
});

/** Yes or no of the one who is asked. With the last yes the application is handed in; a no gives it back to the applicant. */
export const answerCosign = command({
  name: "cases.answer-cosign",
  input: z
    .object({ cosign: z.string(), agree: z.boolean(), reason: z.string().trim().max(500).default("") })
    .strict()
    .refine(({ agree, reason }) => agree || reason.length >= 5, {
      message: "cases.fault.cosign-reason",
      path: ["reason"],
    }),
  load: (context, { cosign }) => (isId(cosign) ? cosignHeld(context, cosign) : Promise.resolve(null)),
  allow: [{ hat: "citizen", relation: signer, assurance: 2 }],
  async carryOut({ tell }, input, row) {
    const result = await tell(settleCosign, input);
    return { result, subject: row.draft, about: [row.person] };
  },
});

/** What an answer means for the draft, which the signer may not see or change: done as the room. */
export const settleCosign = command({
  name: "cases.settle-cosign",
  internal: true,
  input: z.object({ cosign: z.string(), agree: z.boolean(), reason: z.string() }).strict(),
  // First the draft, then the row: whoever recalls or lapses it holds them in the same order.
  async load(context, { cosign }) {
    const row = await cosignHeld(context, cosign);
    const draft = row && (await draftLocked(context, row.draft));
    return draft && { draft, row: (await cosignHeld(context, cosign, " for update"))! };
  },
  allow: [{ hat: "system" }],
  async carryOut(context, { agree, reason }, { draft, row }) {
    const { tx, now } = context;
    if (row.state !== "asked" || draft.state !== "signing" || row.lapses_at <= now)
      refuse("conflict", "cases.refusal.cosign-over");
    const service = await definitionOf(context, draft.service, draft.version);
    const state = agree ? "agreed" : "declined";
    await on<CasesTables>(tx)
      .updateTable("cases.cosign")
      .set({ state, reason: agree ? null : reason, answered_at: now })
      .where("id", "=", row.id)
      .execute();
    if (!agree) {
      await giveBack(context, draft, "recalled");
      await tellOf(context, draft, roleOf(service, row.role), "cosign-declined");
      return { result: { last: false }, subject: draft.id };
    }
    const open = (await cosignsOf(tx, draft.id)).some((one) => one.state === "asked");
    if (open) {
      await tellOf(context, draft, roleOf(service, row.role), "cosign-agreed");
      return { result: { last: false }, subject: draft.id };
    }
    return {
      result: { last: true },
      subject: draft.id,
      jobs: [{ name: "cases.hand-in-signed", payload: { draft: draft.id }, key: `signed:${draft.id}` }],
    };
  },
});

/** The applicant takes it back while it waits: to mend an answer, or to name somebody else. */
export const recallCosigns = command({
  name: "cases.recall-cosigns",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut(context, _input, draft) {
    if (draft.state !== "signing") refuse("conflict", "cases.refusal.cosign-over");
    const waiting = (await cosignsOf(context.tx, draft.id)).filter(({ state }) => state === "asked");
    for (const { id } of waiting) await context.tell(writeCosigner, { cosign: id, kind: "cosign-over" });
    await giveBack(context, draft, "recalled");
    return { result: null, subject: draft.id, about: waiting.map((one) => one.signer) };
  },
});

/** All have agreed, and it can not be handed in after all, since a newer version counts meanwhile: its applicant has it again. */
export const returnSigned = command({
  name: "cases.return-signed",
  internal: true,
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, draft) {
    if (draft.state !== "signing") return { result: { returned: false }, subject: draft.id };
    await giveBack(context, draft, "recalled");
    const service = await definitionOf(context, draft.service, draft.version);
    const title = (locale: "id" | "en") => ({ service: textIn(service.title, locale) });
    await tellOwner(context, draft, "cosign-returned", title, `/ajukan/${draft.id}/periksa`);
    return { result: { returned: true }, subject: draft.id };
  },
});

/** Those whose time is over: their application goes back to its applicant. And a reminder, three days before. */
export const lapseCosigns = command({
  name: "cases.lapse-cosigns",
  internal: true,
  input: z.object({ most: z.number().int().min(1).max(500).default(100) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { most }) {
    const { tx, now, tell } = context;
    const due = (before: Date) =>
      on<CasesTables>(tx)
        .selectFrom("cases.cosign")
        .selectAll()
        .where("state", "=", "asked")
        .where("lapses_at", "<=", before)
        .orderBy("lapses_at")
        .limit(most);
    let lapsed = 0;
    for (const row of await due(now).execute()) {
      const draft = await draftLocked(context, row.draft);
      // Answered in the last moment, or given back with another of the same application.
      if (draft?.state !== "signing" || (await cosignHeld(context, row.id))?.state !== "asked") continue;
      const service = await definitionOf(context, draft.service, draft.version);
      await giveBack(context, draft, "lapsed");
      await tellOf(context, draft, roleOf(service, row.role), "cosign-lapsed");
      lapsed += 1;
    }
    const soon = await due(new Date(now.getTime() + 3 * day))
      .where("reminded", "=", false)
      .execute();
    for (const { id } of soon) {
      await tell(writeCosigner, { cosign: id, kind: "cosign-reminder" });
      await on<CasesTables>(tx).updateTable("cases.cosign").set({ reminded: true }).where("id", "=", id).execute();
    }
    return { result: { lapsed, reminded: soon.length, more: soon.length === most }, subject: "cosigns" };
  },
});

type Within = Parameters<typeof tellOwner>[0];
async function giveBack({ tx, now }: Within, draft: DraftRow, state: "lapsed" | "recalled"): Promise<void> {
  const rows = on<CasesTables>(tx);
  await rows
    .updateTable("cases.cosign")
    .set({ state })
    .where("draft", "=", draft.id)
    .where("state", "=", "asked")
    .execute();
  await rows
    .updateTable("cases.draft")
    // Its days count anew: it lay still because others had it.
    .set({ state: "open", saved_at: now, warned: null, warned_at: null })
    .where("id", "=", draft.id)
    .execute();
}
async function tellOf(context: Within, draft: DraftRow, role: Cosign, kind: string): Promise<void> {
  const service = await definitionOf(context, draft.service, draft.version);
  const said = (locale: "id" | "en") => ({ service: textIn(service.title, locale), role: textIn(role.title, locale) });
  await tellOwner(context, draft, kind, said, `/ajukan/${draft.id}/tanda-tangan`);
}

import { z } from "zod";
import { command, isId, refuse, refuseFields, Together, type Tx } from "../../../kernel/index.ts";
import type { HearingRow } from "../afterlife.ts";
import { caseLocked, definitionOf, involved, keepFromOwn, type LockedCase } from "../case.ts";
import { actRow, writeActs } from "../host.ts";
import { tellOf } from "../tell.ts";

const desk = [
  { hat: "officer", roles: ["reviewer", "head"], relation: involved, assurance: 2, purpose: "service" },
] as const;

/** The case with one of its hearings, the case locked. */
async function hearingHeld(tx: Tx, id: string): Promise<(LockedCase & { hearing: HearingRow }) | null> {
  if (!isId(id)) return null;
  const [found] = await tx.query<{ case_id: string }>("select case_id from cases.hearing where id = $1", [id]);
  const row = found && (await caseLocked(tx, found.case_id));
  const [hearing] = row ? await tx.query<HearingRow>("select * from cases.hearing where id = $1", [id]) : [];
  return row && hearing ? { ...row, hearing } : null;
}

/** The applicant is invited to be heard: when, where, and about what. Enough days ahead to get ready. */
export const inviteToHearing = command({
  name: "cases.invite-to-hearing",
  input: z
    .object({
      case: z.string(),
      at: z.coerce.date("cases.fault.hearing-date"),
      place: z.string().trim().min(5, "cases.fault.place").max(200),
      matter: z.string().trim().min(10, "cases.fault.matter").max(1000),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: desk,
  async carryOut(context, { at, place, matter }, row) {
    const { tx, world, now, actor, newId } = context;
    await keepFromOwn(context, row);
    const service = await definitionOf(context, row.service, row.version);
    const rules = service.remedies?.hearing;
    if (!rules) refuse("conflict", "cases.refusal.no-hearing");
    const { calendar } = world;
    const day = calendar.today(at);
    if (at <= now || calendar.workingDaysBetween(now, at) < rules.noticeWorkingDays || !calendar.isWorkingDay(day))
      refuseFields([
        { path: "at", messageKey: "cases.fault.hearing-early", values: { days: rules.noticeWorkingDays } },
      ]);
    const hearing: HearingRow = {
      id: newId(),
      case_id: row.id,
      at,
      place,
      matter,
      agency: actor.officer!.agency,
      office: actor.officer!.office,
      officer: actor.officer!.id,
      officer_name: actor.name ?? "",
      invited_at: now,
      state: "invited",
      attendance: JSON.stringify([]) as never,
      minutes: null,
      document: null,
      held_at: null,
    };
    new Together()
      .insert("cases.hearing", [hearing])
      .insert("cases.act", [
        actRow(context, row.id, { kind: "hearing-invited", audience: "all", body: { message: `${place}: ${matter}` } }),
      ])
      .send(tx);
    const time = new Intl.DateTimeFormat("id-ID", { timeZone: calendar.timeZone, hour: "2-digit", minute: "2-digit" });
    await tellOf(context, row, "hearing", { day: at, time: time.format(at), place, matter, law: rules.law });
    return {
      result: { hearing: hearing.id },
      facts: [{ name: "cases.hearing-invited", subject: row.id, body: { hearing: hearing.id } }],
      about: [row.person],
    };
  },
});

/** It does not take place. */
export const cancelHearing = command({
  name: "cases.cancel-hearing",
  input: z.object({ hearing: z.string() }).strict(),
  load: ({ tx }, { hearing }) => hearingHeld(tx, hearing),
  allow: desk,
  async carryOut(context, _input, { hearing, ...row }) {
    if (hearing.state !== "invited") refuse("conflict", "cases.refusal.hearing-over");
    context.tx.send("update cases.hearing set state = 'cancelled' where id = $1", [hearing.id]);
    writeActs(context, actRow(context, row.id, { kind: "hearing-cancelled", audience: "all" }));
    await tellOf(context, row, "hearing-off", { day: hearing.at });
    return { result: null, facts: [{ name: "cases.hearing-cancelled", subject: row.id }], about: [row.person] };
  },
});

const attendant = z
  .object({ name: z.string().trim().min(2).max(120), as: z.string().trim().min(2).max(120), came: z.boolean() })
  .strict();

/** It took place: who came, and what was said. The minutes become a sealed document that the applicant gets too. */
export const holdHearing = command({
  name: "cases.hold-hearing",
  input: z
    .object({
      hearing: z.string(),
      attendance: z.array(attendant).min(1, "cases.fault.attendance").max(30),
      minutes: z.string().trim().min(20, "cases.fault.minutes").max(8000),
    })
    .strict(),
  load: ({ tx }, { hearing }) => hearingHeld(tx, hearing),
  allow: [{ hat: "officer", roles: ["reviewer", "head"], relation: involved, assurance: 3, purpose: "service" }],
  async carryOut(context, { attendance, minutes }, { hearing, ...row }) {
    const { tx, now, actor } = context;
    await keepFromOwn(context, row);
    if (hearing.state !== "invited") refuse("conflict", "cases.refusal.hearing-over");
    if (now < hearing.at) refuse("conflict", "cases.refusal.hearing-not-yet");
    // Who signs the minutes is who keeps them, though a colleague may have invited.
    tx.send(
      `update cases.hearing set state = 'held', attendance = $1, minutes = $2, held_at = $3, officer = $4,
         officer_name = $5, agency = $6, office = $7 where id = $8`,
      [
        JSON.stringify(attendance),
        minutes,
        now,
        actor.officer!.id,
        actor.name ?? "",
        actor.officer!.agency,
        actor.officer!.office,
        hearing.id,
      ],
    );
    writeActs(context, actRow(context, row.id, { kind: "hearing-held", audience: "all" }));
    return {
      result: null,
      facts: [{ name: "cases.hearing-held", subject: row.id, body: { hearing: hearing.id } }],
      jobs: [
        { name: "cases.issue-minutes", payload: { case: row.id, hearing: hearing.id }, key: `minutes:${hearing.id}` },
      ],
      about: [row.person],
    };
  },
});

export const recordMinutes = command({
  name: "cases.record-minutes",
  internal: true,
  input: z.object({ hearing: z.string(), document: z.string() }).strict(),
  load: ({ tx }, { hearing }) => hearingHeld(tx, hearing),
  allow: [{ hat: "system" }],
  async carryOut(context, { document }, { hearing, ...row }) {
    if (hearing.document) return { result: null, subject: row.id };
    context.tx.send("update cases.hearing set document = $1 where id = $2", [document, hearing.id]);
    await tellOf(context, row, "minutes", { day: hearing.at }, `/dokumen/${document}`);
    return { result: null, subject: row.id, about: [row.person] };
  },
});

export const hearingCommands = [inviteToHearing, cancelHearing, holdHearing, recordMinutes];

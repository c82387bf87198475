import { type CommandContext, isId, Together, type Tx } from "../../kernel/index.ts";
import { type OnlineService, stepOf } from "../catalogue/index.ts";
import { undoMeasure } from "../permits/index.ts";
import type { ObjectionRow, Remedy } from "./afterlife.ts";
import type { OpenService } from "./called.ts";
import { caseLocked, type LockedCase } from "./case.ts";
import { daysOf } from "./clocks.ts";
import { decisionRow, letterJob, writeDecision } from "./decisions.ts";
import { doDeeds } from "./deeds.ts";
import { actRow, type Move, writeActs, writeMove } from "./host.ts";
import { startClock } from "./law-clock.ts";
import { enter, reopen } from "./reopening.ts";
import { instanceWords, tellOf } from "./tell.ts";

export interface HeldObjection {
  objection: ObjectionRow;
  row: LockedCase;
}
/** An objection with its case, both locked: the case first, as everybody does. */
export async function objectionLocked(tx: Tx, id: string): Promise<HeldObjection | null> {
  if (!isId(id)) return null;
  const [found] = await tx.query<{ case_id: string }>("select case_id from cases.objection where id = $1", [id]);
  const row = found && (await caseLocked(tx, found.case_id));
  const [objection] = row
    ? await tx.query<ObjectionRow>("select * from cases.objection where id = $1 for update", [id])
    : [];
  return row && objection ? { objection, row } : null;
}

/** The way to the case goes with the office that answers: an agency that had no part in it gets one. */
export const withAgency = (row: LockedCase, agency: string): LockedCase => ({
  ...row,
  agencies: [...new Set([...row.agencies, agency])],
});

/** What an objection can bring: another decision, the case taken up again, or a permit as it was. */
export function remediesOf(service: OnlineService, { measure }: Pick<ObjectionRow, "measure">): Remedy[] {
  if (measure) return ["restore"];
  const { reopening } = service.remedies ?? {};
  return [...(stepOf(service, "approve") ? ["change" as const] : []), ...(reopening ? ["reopen" as const] : [])];
}

interface Verdict {
  state: "granted" | "dismissed";
  remedy: Remedy | null;
  deemed: boolean;
  answer: string | null;
  law: string;
}

/** Closes an objection and does what follows, in one transaction: the case moves on, or the permit is as it was. */
export async function settle(
  context: CommandContext,
  service: OpenService,
  { objection, row: before }: HeldObjection,
  { state, remedy, deemed, answer, law }: Verdict,
) {
  const { tx, now, actor, tell } = context;
  const closed: ObjectionRow = {
    ...objection,
    state,
    remedy,
    deemed,
    answer,
    closed_at: now,
    closed_by: actor.officer?.id ?? null,
    closed_by_name: actor.hat === "officer" ? actor.name : null,
  };
  new Together().update("cases.objection", objection, closed).send(tx);
  const said = actRow(context, before.id, {
    kind: `${objection.instance}-${state}${deemed ? "-by-law" : ""}`,
    audience: "all",
    body: { law, ...(answer && { message: answer }) },
  });
  let moved: Move | null = null;
  const jobs: ReturnType<typeof letterJob>[] = [];
  if (remedy === "restore") {
    writeActs(context, said);
    await tell(undoMeasure, { permit: objection.permit!, act: objection.measure!, law });
  } else if (remedy === "reopen") {
    moved = reopen(context, service, before, service.remedies!.reopening!.step);
    writeMove(context, before, moved, [said, ...(await doDeeds(context, service, moved))]);
    startClock(context, service, before, now);
  } else if (remedy === "change") {
    moved = enter(context, service, before, stepOf(service, "approve")!);
    writeMove(context, before, moved, [said, ...(await doDeeds(context, service, moved))]);
    const decision = await decisionRow(context, before, {
      outcome: "approved",
      at: moved.row.decided_at ?? now,
      agency: objection.agency,
      office: objection.office,
      officer: closed.closed_by,
      officer_name: closed.closed_by_name,
      message: answer,
      deemed,
      law,
    });
    if (decision) {
      writeDecision(tx, decision);
      if (service.remedies?.letter) jobs.push(letterJob(decision));
    }
  } else writeActs(context, said);
  const further = service.remedies?.appeal;
  await tellOf(context, before, `objection-${state}`, {
    law,
    answer: answer ?? "",
    instance: instanceWords(context, objection.instance),
    // Whether there is a further way, and how long it stays open.
    next: state === "dismissed" && objection.instance === "objection" && further ? "appeal" : "none",
    days: String(further ? daysOf(context, service, before, further.fileWithin, now) : 0),
  });
  return {
    facts: [
      { name: `cases.objection-${state}`, subject: before.id, body: { objection: objection.id, deemed, remedy } },
      ...(moved?.facts ?? []),
    ],
    jobs: [...jobs, ...(moved?.jobs ?? [])],
    about: [before.person],
  };
}

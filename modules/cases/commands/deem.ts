import { z } from "zod";
import { type CommandContext, command } from "../../../kernel/index.ts";
import { type OnlineService, stepOf } from "../../catalogue/index.ts";
import type { ClockRow } from "../afterlife.ts";
import type { OpenService } from "../called.ts";
import { caseHeld, caseLocked, definitionOf, type LockedCase } from "../case.ts";
import { daysOf, promisedDays } from "../clocks.ts";
import { decisionRow, letterJob, writeDecision } from "../decisions.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, writeActs, writeMove } from "../host.ts";
import { clockOf, nextLook, readClock, startClock } from "../law-clock.ts";
import { enter } from "../reopening.ts";
import { tellOf } from "../tell.ts";

/** The law's clock begins with the hand-in, however late this is done: it counts from that day. */
export const startLawClock = command({
  name: "cases.start-law-clock",
  internal: true,
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, row) {
    const service = await definitionOf(context, row.service, row.version);
    if (!row.decided_at && !row.closed_at) startClock(context, service, row, row.submitted_at);
    return { result: null, subject: row.id };
  },
});

/**
 * The clock of a case has come to a point: the office is warned, the head hears of it, or the law decides. Told twice,
 * or late because nothing ran meanwhile, it does what is due then and nothing again.
 */
export const ringLawClock = command({
  name: "cases.ring-law-clock",
  internal: true,
  input: z.object({ case: z.string() }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, before) {
    const { world, tx, now } = context;
    const { calendar } = world;
    const clock = await clockOf(tx, before.id);
    if (!clock || clock.look_at > now) return { result: { did: "nothing" as Rung }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const deemed = service.remedies?.deemed;
    if (before.decided_at || before.closed_at || !deemed) {
      tx.send("delete from cases.deemed_clock where case_id = $1", [before.id]);
      return { result: { did: "over" as Rung }, subject: before.id };
    }
    const reading = readClock(calendar, clock, before, deemed, promisedDays(service, before), now);
    if (!reading.stands && reading.due <= now) return grant(context, service, before, deemed);
    const warned = reading.stands ? clock.warned : reading.warnings.filter((at) => at <= now).length;
    const look = nextLook(reading, warned, calendar, now);
    tx.send("update cases.deemed_clock set look_at = $1, warned = $2 where case_id = $3", [look, warned, before.id]);
    if (warned <= clock.warned) return { result: { did: "waits" as Rung }, subject: before.id };
    const part = [...deemed.warnAt].sort((a, b) => a - b)[warned - 1]!;
    writeActs(
      context,
      actRow(context, before.id, { kind: "law-warning", audience: "office", body: { part, law: deemed.law } }),
    );
    return {
      result: { did: "warned" as Rung },
      facts: [{ name: "cases.law-warning", subject: before.id, body: { agency: before.agency, part } }],
    };
  },
});
type Rung = "nothing" | "over" | "waits" | "warned" | "decided";

type Deemed = NonNullable<NonNullable<OnlineService["remedies"]>["deemed"]>;

/** Silence has decided: the case goes where an officer's outcome would have sent it, and letter and document follow. */
async function grant(context: CommandContext, service: OpenService, before: LockedCase, { outcome, law }: Deemed) {
  const { tx, now } = context;
  const to = stepOf(service, outcome);
  if (!to) throw new Error(`${service.code}: nothing leads to "${outcome}"`);
  const moved = enter(context, service, before, to);
  const acts = [
    actRow(context, before.id, { kind: "deemed", audience: "all", body: { law } }),
    ...(await doDeeds(context, service, moved)),
  ];
  const decision = await decisionRow(context, before, {
    outcome: moved.row.closed_at && moved.row.status === "refused" ? "refused" : "approved",
    at: moved.row.decided_at ?? now,
    agency: before.agency,
    office: service.office,
    deemed: true,
    law,
  });
  if (!decision) throw new Error(`case ${before.number} was decided at this very moment`);
  writeMove(context, before, moved, acts);
  writeDecision(tx, decision);
  tx.send("delete from cases.deemed_clock where case_id = $1", [before.id]);
  await tellOf(context, moved.row, "deemed", { law });
  return {
    result: { did: "decided" as Rung },
    facts: [{ name: "cases.deemed", subject: before.id, body: { law, agency: before.agency } }, ...moved.facts],
    jobs: [...moved.jobs, ...(service.remedies?.letter ? [letterJob(decision)] : [])],
    about: [before.person],
  };
}

/** Whether the law has decided a case already, though its clock has not rung yet: then no officer does any more. */
export async function decidedByLaw(context: CommandContext, service: OpenService, row: LockedCase): Promise<boolean> {
  const deemed = service.remedies?.deemed;
  if (!deemed || row.decided_at || row.paused_at) return false;
  const { now, world } = context;
  const since = row.submitted_at;
  const clock: Pick<ClockRow, "since" | "working_days"> = (await clockOf(context.tx, row.id)) ?? {
    since,
    working_days: daysOf(context, service, row, deemed.workingDays, since),
  };
  return readClock(world.calendar, clock, row, deemed, promisedDays(service, row), now).due <= now;
}

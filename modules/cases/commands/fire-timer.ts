import { z } from "zod";
import { type CommandContext, command, type Fact, type Job, on } from "../../../kernel/index.ts";
import { caseLocked, definitionOf, type LockedCase } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import type { CasesTables } from "../tables.ts";

const Timer = z.object({ case: z.string(), token: z.number().int(), target: z.string() });

/** A timer of a case is due. One that no longer fits, because the case moved on, is simply over. */
export const fireTimer = command({
  name: "cases.fire-timer",
  internal: true,
  input: Timer,
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, timer, before) {
    const { tx, now } = context;
    const [due] = await on<CasesTables>(tx)
      .deleteFrom("cases.timer")
      .where("case_id", "=", before.id)
      .where("token", "=", timer.token)
      .where("target", "=", timer.target)
      .where("due_at", "<=", now)
      .returning("token")
      .execute();
    if (!due || before.closed_at) return { result: { fired: false }, subject: before.id };
    const { facts, jobs } = await rings(context, before, timer);
    return { result: { fired: true }, facts, jobs };
  },
});

/**
 * Many timers that are due, each of a case of its own, in one transaction: a morning on which thousands ring is over in
 * seconds. Cases that somebody is just moving are left for the next round. One that cannot go on undoes them all; then
 * each is fired by itself.
 */
export const fireTimers = command({
  name: "cases.fire-timers",
  internal: true,
  input: z.object({ timers: z.array(Timer).min(1).max(200) }),
  allow: [{ hat: "system" }],
  async carryOut(context, { timers }) {
    const { tx, now } = context;
    const ids = timers.map((timer) => timer.case);
    const held = await tx.query<LockedCase>(
      "select * from cases.case where id = any($1::uuid[]) order by id for update skip locked",
      [ids],
    );
    const due = await tx.query<{ case_id: string; token: number; target: string }>(
      `delete from cases.timer t using unnest($1::uuid[], $2::int[], $3::text[]) as d(case_id, token, target)
       where t.case_id = d.case_id and t.token = d.token and t.target = d.target and t.due_at <= $4
         and t.case_id = any($5::uuid[]) returning t.case_id, t.token, t.target`,
      [ids, timers.map(({ token }) => token), timers.map(({ target }) => target), now, held.map(({ id }) => id)],
    );
    const facts: Fact[] = [];
    const jobs: Job[] = [];
    for (const before of held) {
      const timer = due.find(({ case_id }) => case_id === before.id);
      if (!timer || before.closed_at) continue;
      const rung = await rings(context, before, timer);
      facts.push(...rung.facts);
      jobs.push(...rung.jobs);
    }
    return { result: { fired: due.length }, facts, jobs, subject: "cases.timers" };
  },
});

async function rings(
  context: CommandContext,
  before: LockedCase,
  { token, target }: { token: number; target: string },
): Promise<{ facts: Fact[]; jobs: Job[] }> {
  const service = await definitionOf(context, before.service, before.version);
  const moved = move(context, service, before, { type: "timer", token, to: target });
  const acts = [
    actRow(context, before.id, { kind: "timer", audience: "office", body: { target } }),
    ...(await doDeeds(context, service, moved)),
  ];
  writeMove(context, before, moved, acts);
  return {
    facts: [{ name: "cases.timer-fired", subject: before.id, body: { target } }, ...moved.facts],
    jobs: moved.jobs,
  };
}

/**
 * A timer that could not ring is tried again in a quarter of an hour: it neither goes silent nor stands before those
 * that can.
 */
export const putOffTimer = command({
  name: "cases.put-off-timer",
  internal: true,
  input: Timer,
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { token, target }, before) {
    await on<CasesTables>(tx)
      .updateTable("cases.timer")
      .set({ due_at: new Date(now.getTime() + 15 * 60_000) })
      .where("case_id", "=", before.id)
      .where("token", "=", token)
      .where("target", "=", target)
      .where("due_at", "<=", now)
      .execute();
    return { result: null, subject: before.id };
  },
});

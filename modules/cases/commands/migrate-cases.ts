import { z } from "zod";
import { type CommandContext, command, type Fact, isId, type Job, Refusal, Together } from "../../../kernel/index.ts";
import { definitionOf, type LockedCase } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, writeMove } from "../host.ts";
import { fateOf, type Hindrance, moveOf, placeOf } from "../migrate.ts";
import { type MigrationRow, openCases } from "../migration.ts";

const batch = 100;

/**
 * One batch of a migration that was approved: what can be moved is moved, with a line in its history; what cannot stays
 * on its version and is listed with the reason. Gives whether there is more to do.
 */
export const migrateCases = command({
  name: "cases.migrate-cases",
  internal: true,
  input: z.object({ migration: z.string() }),
  load: async ({ tx }, { migration }) =>
    isId(migration)
      ? ((await tx.query<MigrationRow>("select * from cases.migration where id = $1 for update", [migration]))[0] ??
        null)
      : null,
  allow: [{ hat: "system" }],
  async carryOut(context, _input, migration) {
    const { tx, now } = context;
    if (migration.state !== "running") return { result: { more: false }, subject: migration.id };
    const after = await definitionOf(context, migration.service, migration.to_version);
    const rows = await openCases(tx, migration, migration.last, batch, "for update of c");
    const [open] =
      migration.last === null
        ? await tx.query<{ n: number }>(
            "select count(*)::int as n from cases.case where service = $1 and version = any ($2) and closed_at is null",
            [migration.service, migration.from_versions],
          )
        : [];
    const facts: Fact[] = [];
    const jobs: Job[] = [];
    const kept: { migration: string; case_id: string; number: string; obstacles: string }[] = [];
    for (const { mends, ...row } of rows) {
      const before = await definitionOf(context, migration.service, row.version);
      const fate = fateOf(context, { before, after, mapping: migration.mapping }, row, mends);
      const obstacles: Hindrance[] = fate.fate === "person" ? fate.obstacles : [];
      if (fate.fate !== "person")
        try {
          const done = await moveOne(context, after, row as LockedCase, fate);
          // The law's clock goes on as it began, also one that began when a version said one number for all.
          tx.send("update cases.deemed_clock set working_days = coalesce(working_days, $1) where case_id = $2", [
            Number(before.remedies?.deemed?.workingDays ?? 0) || null,
            row.id,
          ]);
          facts.push(...done.facts);
          jobs.push(...done.jobs);
        } catch (error) {
          // An office that the government no longer has, or money on its way.
          if (!(error instanceof Refusal)) throw error;
          obstacles.push({ step: row.process.tokens[0]?.at ?? "", why: "stuck" });
        }
      if (obstacles.length > 0)
        kept.push({
          migration: migration.id,
          case_id: row.id,
          number: row.number,
          obstacles: JSON.stringify(obstacles),
        });
    }
    const more = rows.length === batch;
    new Together()
      .insert("cases.migration_kept", kept)
      .update<MigrationRow>("cases.migration", migration, {
        ...migration,
        moved: migration.moved + rows.length - kept.length,
        kept: migration.kept + kept.length,
        open_cases: open?.n ?? migration.open_cases,
        last: rows.at(-1)?.id ?? migration.last,
        ...(!more && { state: "done" as const, done_at: now }),
      })
      .send(tx);
    return {
      result: { more },
      subject: migration.id,
      facts,
      jobs,
      note: { moved: rows.length - kept.length, kept: kept.length },
    };
  },
});

type Fated = Parameters<typeof moveOf>[3];
async function moveOne(
  context: CommandContext,
  after: Parameters<typeof moveOf>[1],
  row: LockedCase,
  fate: Fated,
): Promise<{ facts: Fact[]; jobs: Job[] }> {
  const { tx } = context;
  const { moved, inPlace } = moveOf(context, after, row, fate);
  const deeds = await doDeeds(context, after, moved);
  // Before the move is written, because it may set a timer that has the name of one that goes.
  const timers = inPlace.filter((one) => one.effect !== "rework");
  const taken = await tx.query<{ token: number; target: string; due_at: Date }>(
    `delete from cases.timer t using unnest($2::int[], $3::text[]) as g(token, target)
     where t.case_id = $1 and t.token = g.token and t.target = g.target returning t.token, t.target, t.due_at`,
    [
      row.id,
      timers.map(({ token }) => token),
      timers.map((one) => (one.effect === "timer-gone" ? one.target : one.from)),
    ],
  );
  const all = new Together();
  for (const { token, target, due_at } of taken) {
    const renamed = timers.find((one) => one.effect === "timer-renamed" && one.token === token && one.from === target);
    if (renamed?.effect === "timer-renamed")
      all.insert("cases.timer", [{ case_id: row.id, token, target: renamed.to, due_at }]);
  }
  for (const one of inPlace) {
    if (one.effect !== "rework") continue;
    const { agency, office } = placeOf(context, one);
    const same = { agency, office, role: one.work.role };
    all.add`update cases.task set step = ${one.step}, title = ${one.work.title}, role = ${one.work.role},
      agency = ${agency}, office = ${office}, assurance = ${one.work.assurance}, outcomes = ${Object.keys(one.work.outcomes)},
      assignee = case when (agency, office, role) = (${same.agency}, ${same.office}, ${same.role}) then assignee end,
      assignee_name = case when (agency, office, role) = (${same.agency}, ${same.office}, ${same.role}) then assignee_name end
      where case_id = ${row.id} and token = ${one.token} and closed_at is null`;
  }
  all.send(tx);
  const body = { from: row.version, to: after.version };
  writeMove(context, row, moved, [
    actRow(context, row.id, { kind: "migrated", audience: "office", body: { ...body, moves: fate.moves } }),
    ...deeds,
  ]);
  return {
    facts: [{ name: "cases.migrated", subject: row.id, body: { ...body, fate: fate.fate } }, ...moved.facts],
    jobs: moved.jobs,
  };
}

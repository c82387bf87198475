import { z } from "zod";
import { command, numbered, refuse, Together } from "../../../kernel/index.ts";
import { isFileAnswer } from "../../forms/index.ts";
import { fresh } from "../../process/index.ts";
import { caseLocked, definitionOf, involved, keepFromOwn, type LockedCase } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import type { AwaitedRow } from "../desk-tables.ts";
import { actRow, addedBy, begin, decisionsFor } from "../host.ts";
import { tellInHouseWords } from "../messages.ts";
import type { CaseRow, FileRow } from "../tables.ts";

/**
 * Makes two applications out of one that asks for two things. The second begins at the start with the same answers,
 * photos, day of arrival and time limit: the applicant loses nothing by how it was written. Both are linked.
 */
export const splitCase = command({
  name: "cases.split-case",
  input: z.object({ case: z.string(), reason: z.string().trim().min(5, "cases.fault.message").max(1000) }).strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "officer", roles: ["reviewer", "head"], relation: involved, purpose: "service" }],
  async carryOut(context, { reason }, row) {
    const { tx, now, world, newId, actor } = context;
    if (row.closed_at) refuse("conflict", "cases.refusal.closed");
    if (row.bill) refuse("conflict", "cases.refusal.billed");
    await keepFromOwn(context, row);
    const service = await definitionOf(context, row.service, row.version);
    const day = world.calendar.today(now);
    const id = newId();
    const files = await tx.query<FileRow>("select * from cases.file where draft = $1 and audience = 'all'", [row.id]);
    const copies = new Map(files.map((file) => [file.id, { ...file, id: newId(), draft: id }]));
    const answers = Object.fromEntries(
      Object.entries(row.answers).map(([field, value]) => {
        const copy = isFileAnswer(value) ? copies.get(value.file) : undefined;
        return [field, isFileAnswer(value) && copy ? { ...value, file: copy.id } : value];
      }),
    );
    const [next] = await tx.query<{ seq: bigint }>("select nextval('cases.case_number') as seq");
    const { locked: _, ...plain } = row as LockedCase;
    const before: CaseRow = {
      ...plain,
      id,
      number: numbered(service.numbers.case, day.slice(0, 4), next!.seq),
      agency: service.agency,
      agencies: [...new Set([service.agency, actor.officer!.agency])],
      answers,
      decisions: decisionsFor(service, { answers, facts: row.facts }, world.calendar.today(row.submitted_at)),
      process: fresh,
      status: "in-progress",
      rev: 0,
      document: null,
      consent: null,
      due_at: row.paused_at ? world.calendar.resume(row.due_at, row.paused_at, now) : row.due_at,
      paused_at: null,
      paused_why: null,
      decided_at: null,
    };
    const moved = await begin(context, service, before);
    const acts = [
      actRow(context, id, { kind: "split", audience: "all", body: { to: row.number, message: reason } }),
      ...(await doDeeds(context, service, moved)),
      actRow(context, row.id, { kind: "split", audience: "all", body: { to: before.number, message: reason } }),
    ];
    addedBy(moved, acts, new Together().insert("cases.case", [moved.row])).send(tx);
    const awaited = await tx.query<AwaitedRow>("select * from cases.awaited where case_id = $1 and over_at is null", [
      row.id,
    ]);
    new Together()
      .insert("cases.file", [...copies.values()])
      .insert(
        "cases.awaited",
        awaited.map((one) => ({ ...one, id: newId(), case_id: id })),
      )
      .insert("cases.link", [
        { id: newId(), a: id, b: row.id, kind: "split-from", made_at: now, made_by: actor.name ?? "" },
      ])
      .send(tx);
    await tellInHouseWords(context, row, "split", { second: before.number, reason }, `/permohonan/${id}`);
    return {
      result: { case: id },
      facts: [{ name: "cases.split", subject: row.id, body: { into: id } }, ...moved.facts],
      jobs: moved.jobs,
      about: [row.person],
    };
  },
});

import { z } from "zod";
import { command, isId, type Relation, refuse, relation } from "../../../kernel/index.ts";
import { editionOn } from "../edition.ts";
import { holdingsOf } from "../holdings.ts";
import { dueOf } from "../queries/due.ts";
import { ofTheDesk } from "./destroy-key.ts";

const holding = z.string().max(80);

/** Takes away records of one kind whose time is over, a batch at a time; the journal keeps how many. */
export const applyRetention = command({
  name: "rights.apply-retention",
  internal: true,
  input: z.object({ holding, after: z.string().max(200).nullable().default(null) }).strict(),
  load: async ({ world }, { holding: name }) => holdingsOf(world).find((one) => one.name === name) ?? null,
  allow: [{ hat: "system", purpose: "rights" }],
  async carryOut(context, { after }, kind) {
    const { due, next } = await dueOf(context, kind, after);
    if (!kind.remove || due.length === 0) return { result: { removed: 0, next }, subject: kind.name };
    await kind.remove(
      context,
      due.map(({ id }) => id),
    );
    return {
      result: { removed: due.length, next },
      subject: kind.name,
      about: [...new Set(due.map(({ person }) => person))],
      note: { holding: kind.name, removed: due.length },
    };
  },
});

/** A run has worked as long as it may: another goes on where it stopped. */
export const restRetention = command({
  name: "rights.rest-retention",
  internal: true,
  input: z.object({ holding, after: z.string().max(200).nullable() }).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  carryOut: async (_context, { holding: name, after }) => ({
    result: null,
    subject: name,
    jobs: [{ name: "rights.apply-retention", payload: { holding: name, after } }],
  }),
});

/** Stops the clock of a kind of record, or of one person's records of it: for a lawsuit, an audit, an objection. */
export const holdRecords = command({
  name: "rights.hold-records",
  input: z
    .object({
      holding,
      person: z.string().refine(isId, "kernel.fault.format").optional(),
      reason: z.string().trim().min(10, "rights.fault.hold-reason").max(500, "rights.fault.told-long"),
    })
    .strict(),
  load: async ({ world, now }) => editionOn(world.government, world.calendar.today(now)).officer,
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: ofTheDesk, assurance: 2, purpose: "rights" }],
  async carryOut({ world, tx, now, newId, actor }, { holding: name, person, reason }) {
    if (!holdingsOf(world).some((one) => one.name === name)) refuse("not-found", "kernel.refusal.not-found");
    const id = newId();
    await tx.query(
      "insert into rights.hold (id, holding, person, agency, reason, since) values ($1, $2, $3, $4, $5, $6)",
      [id, name, person ?? null, actor.officer!.agency, reason, now],
    );
    return { result: { hold: id }, subject: id, about: person ? [person] : [], note: { holding: name } };
  },
});

interface HoldRow extends Record<string, unknown> {
  id: string;
  agency: string;
  person: string | null;
}
const itsDesk: Relation<HoldRow, unknown> = relation<HoldRow>(ofTheDesk.name, (actor, row) =>
  ofTheDesk.holds(actor, row, {}),
);

/** Lets the clock run again. */
export const liftHold = command({
  name: "rights.lift-hold",
  input: z.object({ hold: z.string().refine(isId, "kernel.fault.format") }).strict(),
  load: async ({ tx }, { hold }) =>
    (
      await tx.query<HoldRow>("select id, agency, person from rights.hold where id = $1 and lifted_at is null", [hold])
    )[0] ?? null,
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: itsDesk, assurance: 2, purpose: "rights" }],
  async carryOut({ tx, now }, _input, row) {
    await tx.query("update rights.hold set lifted_at = $2 where id = $1", [row.id, now]);
    return { result: null, subject: row.id, about: row.person ? [row.person] : [] };
  },
});

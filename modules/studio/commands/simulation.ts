import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { drafting, isOnline } from "../../catalogue/index.ts";
import { designers, draftShown } from "../designers.ts";
import { empty, type Tally } from "../replay.ts";

/** Begins to put the cases since a day through a draft as it stands now. The work is a job; its page shows how far it is. */
export const beginSimulation = command({
  name: "studio.begin-simulation",
  input: z.object({ draft: z.uuid(), since: z.iso.date() }).strict(),
  load: draftShown,
  allow: designers,
  async carryOut({ tx, now, newId, world }, { draft, since }, shown) {
    const { definition } = drafting.inspected({ world }, shown.files);
    if (!definition || !isOnline(definition)) refuse("conflict", "studio.refusal.no-run");
    const [running] = await tx.query(
      "select id from studio.simulation where draft = $1 and finished_at is null and begun_at > $2",
      [draft, new Date(now.getTime() - 3_600_000)],
    );
    if (running) refuse("conflict", "studio.refusal.simulating");
    const id = newId();
    tx.send(
      `insert into studio.simulation (id, draft, revision, service, since, day, tally, begun_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, draft, shown.revision, shown.code, since, world.calendar.today(now), JSON.stringify(empty()), now],
    );
    return {
      result: { id },
      subject: draft,
      jobs: [{ name: "studio.simulate", payload: { id } }],
    };
  },
});

/** Keeps how far a simulation has come. Of two workers at the same batch the later one finds that it is no longer there. */
export const keepTally = command({
  name: "studio.keep-tally",
  internal: true,
  input: z
    .object({
      id: z.uuid(),
      from: z.uuid().nullable(),
      after: z.uuid().nullable(),
      total: z.number().int(),
      tally: z.custom<Tally>((value) => typeof value === "object" && value !== null),
      over: z.boolean(),
      fault: z.string().max(500).nullable(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { id, from, after, total, tally, over, fault }) {
    const kept = await tx.query(
      `update studio.simulation set after = $3, total = $4, tally = $5, finished_at = $6, fault = $7
       where id = $1 and after is not distinct from $2 and finished_at is null returning id`,
      [id, from, after, total, JSON.stringify(tally), over ? now : null, fault],
    );
    return { result: { kept: kept.length === 1 }, subject: id };
  },
});

import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { drafting } from "../../catalogue/index.ts";
import { designers, draftShown } from "../designers.ts";
import type { Tally } from "../replay.ts";

export interface SimulationRow {
  id: string;
  draft: string;
  revision: number;
  service: string;
  since: string;
  day: string;
  total: number | null;
  after: string | null;
  tally: Tally;
  begun_at: Date;
  finished_at: Date | null;
  fault: string | null;
}

/** The newest simulation of a draft; null when there is none. */
export const simulationOf = query({
  name: "studio.simulation",
  input: z.object({ draft: z.uuid() }).strict(),
  load: draftShown,
  allow: designers,
  async answer({ tx }, { draft }) {
    const [row] = await tx.query<SimulationRow>(
      "select * from studio.simulation where draft = $1 order by id desc limit 1",
      [draft],
    );
    return row ?? null;
  },
});

/** A simulation that is not over, with the draft as it stood when it was begun. */
export const simulationToRun = query({
  name: "studio.simulation-to-run",
  internal: true,
  input: z.object({ id: z.uuid() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx, ask, world }, { id }) {
    const [row] = await tx.query<SimulationRow>(
      "select * from studio.simulation where id = $1 and finished_at is null",
      [id],
    );
    if (!row) return null;
    const files = await ask(drafting.revision, { draft: row.draft, number: row.revision });
    return { row, definition: files ? drafting.inspected({ world }, files).definition : null };
  },
});

import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { asked, invitationHeld } from "../invitation.ts";
import type { FollowUpRow, InvitationRow, SatisfactionTables } from "../tables.ts";

/** What I was asked about a case, and whether I answered. */
export const surveyOf = query({
  name: "satisfaction.survey",
  input: z.object({ case: z.string().max(60) }).strict(),
  load: ({ tx }, { case: id }) => invitationHeld(tx, id),
  allow: [
    { hat: "citizen", relation: asked, purpose: "own-data" },
    { hat: "business", relation: asked, purpose: "own-data" },
  ],
  async answer({ askAsRoom }, _input, row) {
    const { instrument } = await askAsRoom(instrumentOfCell, { cell: row.cell });
    return { number: row.number, title: row.title, until: row.until, answered: row.answered, instrument };
  },
});

export const instrumentOfCell = query({
  name: "satisfaction.instrument-of-cell",
  internal: true,
  input: z.object({ cell: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { cell }) {
    const [row] = await tx.query<{ instrument: string }>("select instrument from satisfaction.cell where id = $1", [
      cell,
    ]);
    return { instrument: row?.instrument ?? "" };
  },
});

/** What waits for my answer. */
export const mySurveys = query({
  name: "satisfaction.mine",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor, now }): Promise<Pick<InvitationRow, "case_id" | "title" | "number" | "until">[]> {
    const rows = on<SatisfactionTables>(tx)
      .selectFrom("satisfaction.invitation")
      .select(["case_id", "title", "number", "until"])
      .where("answered", "=", false)
      .where("until", ">", now)
      .orderBy("until")
      .limit(5);
    return (
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id).where("hat", "=", "business")
        : rows.where("person", "=", actor.person!).where("hat", "=", "citizen")
    ).execute();
  },
});

/** What agencies say they do, newest first. */
export const followUps = query({
  name: "satisfaction.follow-ups",
  input: z.object({ service: z.string().max(60).optional(), agency: z.string().max(60).optional() }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { service, agency }): Promise<FollowUpRow[]> {
    let rows = on<SatisfactionTables>(tx)
      .selectFrom("satisfaction.follow_up")
      .selectAll()
      .orderBy("id", "desc")
      .limit(50);
    if (service) rows = rows.where("service", "=", service);
    if (agency) rows = rows.where("agency", "=", agency);
    return rows.execute();
  },
});

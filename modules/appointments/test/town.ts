import type { TestContext } from "node:test";
import { actors, type StageOptions, stage } from "../../../test/stage.ts";
import { countStock } from "../commands/desk.ts";
import type { TicketRow } from "../tables.ts";

/** A Tuesday morning in Jakarta, a quarter of an hour before the doors open: the mall is open from 08.00. */
export const morning = "2026-11-24T00:45:00Z";
export const today = "2026-11-24";
export const tomorrow = "2026-11-25";

/** The counters of the example with nobody there yet. */
export async function town(t: TestContext, more: StageOptions = {}) {
  const s = await stage(t, { now: morning, ...more });
  const officer = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"]);
  return {
    ...s,
    officer,
    foreign: actors.officer(s.world.newId(), "pupr", "loket", ["front-desk"]),
    system: actors.system("test"),
    somebody: () => actors.citizen(s.world.newId()),
    tickets: (where = "true") => s.asOwner<TicketRow>(`select * from appointments.ticket where ${where} order by id`),
    stock: (stock: string, onHand: number) => s.act(officer, countStock, { place: "mpp", stock, onHand }),
    kinds: async () =>
      (await s.asOwner<{ kind: string }>("select kind from messages.message order by id")).map(({ kind }) => kind),
  };
}
export const licence = { place: "mpp", errand: "izin-usaha" };
export const card = { place: "mpp", errand: "ktp" };

import { type Holding, heldIn } from "../../kernel/index.ts";
import { answerPlace, requestHeld, toldPlace } from "./request.ts";

/** What a person asked for here, and what was answered. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "rights.request",
    table: "rights.request",
    ended: "r.decided_at",
    hides: ["told", "answer"],
    async opens({ world, tx }, id) {
      const row = await requestHeld(tx, id);
      return {
        told: row && (await world.secrets.open(tx, id, toldPlace, row.told)),
        answer: row?.answer && (await world.secrets.open(tx, id, answerPlace, row.answer)),
      };
    },
  }),
];

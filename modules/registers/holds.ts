import { type Holding, heldIn } from "../../kernel/index.ts";
import { recordById, wholeData } from "./register.ts";

/** The records of all registers that are about a person. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "registers.record",
    table: "registers.record",
    ended: "r.ended_on",
    hides: ["sealed", "words"],
    async opens(context, id) {
      const found = await recordById(context.tx, id);
      return { data: found && (await wholeData(context, found.row)) };
    },
  }),
];

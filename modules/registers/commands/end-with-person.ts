import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { personById } from "../../registry/index.ts";
import { factsOf, type Kept } from "../keep.ts";
import { leadingTo } from "../links/links.ts";
import { registerNamed } from "../register.ts";
import { endWhole } from "./write-record.ts";

/**
 * Somebody died: records whose link to them says so end with them, from that day on, and what ends with those. What is to
 * hold a record back holds no death: those records stay, for their keeper.
 */
export const endWithPerson = command({
  name: "registers.end-with-person",
  internal: true,
  input: z.object({ person: z.uuid() }).strict(),
  allow: [{ hat: "system", purpose: "register-upkeep" }],
  async carryOut(context, { person }) {
    const { world, tx, now, ask } = context;
    const { id, diedOn } = await ask(personById, { id: person });
    // An entry of a death that was taken back meanwhile ends nothing.
    if (diedOn === null) return { result: { ended: 0 } };
    const reason = world.words.say("id")("registers.link-died");
    const ended: Kept[] = [];
    for (const { field: _field, on_end, ...row } of await leadingTo(tx, "person", id)) {
      if (on_end !== "cascade" || ended.some((one) => one.row.id === row.id)) continue;
      const since = diedOn > row.valid_from ? diedOn : world.calendar.today(now);
      await endWhole(context, row, reason, since, ended);
    }
    const facts = [];
    for (const one of ended) facts.push(...factsOf((await registerNamed(tx, one.row.register))!, one, false));
    const about = ended.flatMap(({ row }) => (row.person ? [row.person] : []));
    return { result: { ended: ended.length }, subject: id, facts, ...(about.length > 0 && { about }) };
  },
});

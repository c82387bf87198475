import { z } from "zod";
import { daySchema as day } from "../person.ts";
import { nikSchema as nik } from "../queries/person-by-nik.ts";
import { address, change, familyOf, lifeEvent, living, newFamily, newHead, past, placed } from "./event.ts";

const movers = z.array(nik).min(1).max(30);

/**
 * People live elsewhere within the regency from that day on. `whole`: with them all of the first one's family. A whole
 * family keeps its card; a part of one gets a card of its own, headed by the first of them.
 */
export const move = lifeEvent({
  input: z.object({ people: movers, whole: z.boolean().nullish(), on: day, address }).strict(),
  async happen(context, { people, whole, on, address: to }) {
    past(context, on);
    placed(context, to);
    const { tx } = context;
    const named = await living(context, people);
    const [first] = named;
    const family = await familyOf(tx, first!.family);
    const going = whole ? family : named;
    const all = family.every((one) => going.some(({ id }) => id === one.id));
    const card = all ? first!.family : await newFamily(context, first!.id, to.village);
    for (const one of going)
      await change(
        context,
        one,
        {
          ...to,
          ...(!all && {
            family: card,
            family_role: one.id === first!.id ? "head" : one.family_role === "head" ? "other" : one.family_role,
          }),
        },
        on,
      );
    const left = [...new Set(going.map((one) => one.family))].filter((id) => id !== card);
    const heads: string[] = [];
    for (const id of left)
      heads.push(
        ...(await newHead(
          context,
          id,
          going.map((one) => one.id),
          on,
        )),
      );
    if (all) await tx.query("update registry.family set village = $2 where id = $1", [card, to.village]);
    return {
      on,
      people: [...new Set([...going.map(({ id }) => id), ...heads])],
      facts: going.map(({ id, village }) => ({
        name: "registry.person-moved",
        subject: id,
        body: { from: village, to: to.village },
      })),
    };
  },
});

/** People have a letter that lets them move away: they stay in this register until their new home has recorded them. */
export const departure = lifeEvent({
  input: z
    .object({ people: movers, whole: z.boolean().nullish(), on: day, to: z.string().trim().min(1).max(300) })
    .strict(),
  async happen(context, { people, whole, on, to }) {
    const named = await living(context, people);
    const going = whole ? await familyOf(context.tx, named[0]!.family) : named;
    return {
      on,
      people: going.map(({ id }) => id),
      facts: going.map(({ id, village }) => ({
        name: "registry.person-departs",
        subject: id,
        body: { from: village },
      })),
      more: { to },
    };
  },
});

import { z } from "zod";
import { refuse } from "../../../kernel/index.ts";
import { daySchema as day } from "../person.ts";
import { nikSchema as nik } from "../queries/person-by-nik.ts";
import { change, familyOf, lifeEvent, living, newHead, past } from "./event.ts";

/**
 * A record ends: who was married to the deceased is widowed, and a family that lost its head gets another. The spouse is
 * who is named, else whom the family shows as one.
 */
export const death = lifeEvent({
  input: z.object({ nik, diedOn: day, diedIn: z.string().trim().max(150).nullish(), spouse: nik.nullish() }).strict(),
  async happen(context, { nik: number, diedOn, diedIn, spouse }) {
    past(context, diedOn);
    const [deceased] = await living(context, [number]);
    if (diedOn < deceased!.birth_date) refuse("conflict", "registry.fault.before-birth");
    const couple = ["head", "spouse"];
    const widowed = spouse
      ? (await living(context, [spouse]))[0]
      : (await familyOf(context.tx, deceased!.family)).find(
          (one) =>
            one.id !== deceased!.id &&
            one.marital_status === "married" &&
            deceased!.marital_status === "married" &&
            couple.includes(one.family_role) &&
            couple.includes(deceased!.family_role),
        );
    await change(context, deceased!, { died_on: diedOn }, diedOn);
    const becomes = deceased!.family_role === "head" && widowed?.family === deceased!.family ? "head" : undefined;
    if (widowed)
      await change(context, widowed, { marital_status: "widowed", ...(becomes && { family_role: becomes }) }, diedOn);
    if (becomes)
      await context.tx.query("update registry.family set head = $2 where id = $1", [widowed!.family, widowed!.id]);
    const heads =
      deceased!.family_role === "head" ? await newHead(context, deceased!.family, [deceased!.id], diedOn) : [];
    return {
      on: diedOn,
      people: [...new Set([deceased!.id, ...(widowed ? [widowed.id] : []), ...heads])],
      facts: [{ name: "registry.person-died", subject: deceased!.id, body: { village: deceased!.village } }],
      ...(diedIn && { more: { diedIn } }),
    };
  },
});

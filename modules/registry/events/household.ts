import { z } from "zod";
import { nikSchema as nik } from "../queries/person-by-nik.ts";
import type { PersonRow } from "../tables.ts";
import { change, familyOf, type Happening, lifeEvent, living, newFamily, newHead, roleNamed } from "./event.ts";

const member = z.object({ nik, relation: z.string().max(40) });
const today = ({ world, now }: Happening): string => world.calendar.today(now);

/** They belong to that family from now on; the families that they leave get another head where they need one. */
async function gather(
  context: Happening,
  family: string,
  joining: readonly { row: PersonRow; role: PersonRow["family_role"] }[],
): Promise<string[]> {
  const on = today(context);
  const ids = joining.map(({ row }) => row.id);
  for (const { row, role } of joining) await change(context, row, { family, family_role: role }, on);
  const left = [...new Set(joining.map(({ row }) => row.family))].filter((id) => id !== family);
  const heads: string[] = [];
  for (const id of left) heads.push(...(await newHead(context, id, ids, on)));
  return [...new Set([...ids, ...heads])];
}

const told = (people: readonly string[], family: string) =>
  people.map((subject) => ({ name: "registry.family-changed", subject, body: { family } }));

/** A family card of its own: for a head and whoever belongs to it, each out of the family that they were in. */
export const household = lifeEvent({
  input: z.object({ head: nik, members: z.array(member).max(30) }).strict(),
  async happen(context, { head, members }) {
    const [first, ...rows] = await living(context, [head, ...members.map((one) => one.nik)]);
    const family = await newFamily(context, first!.id, first!.village);
    const people = await gather(context, family, [
      { row: first!, role: "head" },
      ...rows.map((row, i) => ({ row, role: roleNamed(members[i]!.relation) })),
    ]);
    return { on: today(context), people, facts: told(people, family) };
  },
});

/** Somebody comes into the family of the one named. */
export const joining = lifeEvent({
  input: z.object({ family: nik, members: z.array(member).min(1).max(30) }).strict(),
  async happen(context, { family, members }) {
    const [of, ...rows] = await living(context, [family, ...members.map((one) => one.nik)]);
    const people = await gather(
      context,
      of!.family,
      rows.map((row, i) => ({ row, role: roleNamed(members[i]!.relation) })),
    );
    return { on: today(context), people, facts: told(people, of!.family) };
  },
});

/** Somebody goes out of a family and gets a card of their own. Who is alone on it already stays. */
export const leaving = lifeEvent({
  input: z.object({ nik }).strict(),
  async happen(context, { nik: number }) {
    const [row] = await living(context, [number]);
    const family = await familyOf(context.tx, row!.family);
    if (family.length === 1) return { on: today(context), people: [row!.id], facts: [] };
    const own = await newFamily(context, row!.id, row!.village);
    const people = await gather(context, own, [{ row: row!, role: "head" }]);
    return { on: today(context), people, facts: told(people, own) };
  },
});

/** A court gave a child new parents: it belongs to their family from now on. */
export const adoption = lifeEvent({
  input: z.object({ child: nik, parent: nik }).strict(),
  async happen(context, { child, parent }) {
    const [one, other] = await living(context, [child, parent]);
    const people = await gather(context, other!.family, [{ row: one!, role: "child" }]);
    return {
      on: today(context),
      people: [...new Set([...people, other!.id])],
      facts: [{ name: "registry.child-adopted", subject: one!.id, body: { family: other!.family } }],
    };
  },
});

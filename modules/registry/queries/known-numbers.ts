import { z } from "zod";
import { query, type Tx } from "../../../kernel/index.ts";
import { largestBatch } from "../commands/enrol-people.ts";
import { familyPlace, nikPlace } from "../person.ts";

const numbers = z.array(z.string().max(20)).max(largestBatch * 5);

/** Which of these numbers the registers hold already: what an import leaves as it is. */
export const knownNumbers = query({
  name: "registry.known-numbers",
  internal: true,
  input: z.object({ niks: numbers, familyNumbers: numbers, nibs: numbers }).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }, { niks, familyNumbers, nibs }) {
    const found = async (list: readonly string[], place: string, table: "person" | "family") => {
      const byIndex = new Map(list.map((number) => [world.secrets.blindIndex(place, number).toString("hex"), number]));
      const rows = await indexed(tx, table, [...byIndex.keys()]);
      return rows.map(({ at, id }) => ({ number: byIndex.get(at)!, id }));
    };
    const people = await found(niks, nikPlace, "person");
    const families = await found(familyNumbers, familyPlace, "family");
    const businesses = await tx.query<{ nib: string }>("select nib from registry.business where nib = any($1)", [nibs]);
    return {
      niks: people.map(({ number }) => number),
      families: families.map(({ number, id }) => [number, id] as const),
      nibs: businesses.map(({ nib }) => nib),
    };
  },
});

function indexed(tx: Tx, table: "person" | "family", indexes: string[]): Promise<{ at: string; id: string }[]> {
  const column = table === "person" ? "nik_index" : "number_index";
  return tx.query(
    `select encode(${column}, 'hex') as at, id from registry.${table}
     where ${column} = any(select decode(x, 'hex') from unnest($1::text[]) as x)`,
    [indexes],
  );
}

import { type Holding, heldIn } from "../../kernel/index.ts";
import { openNik, ownRow } from "./person.ts";

/** What the registers hold of a person: their own record, and the businesses that they own or direct. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "registry.person",
    table: "registry.person",
    person: "r.id",
    // A record that was merged into another is kept as long as that one: it is the same person's.
    ended: `case when r.merged_into is null then r.died_on
      else (select p.died_on from registry.person p where p.id = registry.standing(r.id)) end`,
    personKey: true,
    hides: ["nik_sealed", "nik_index"],
    async opens({ world, tx }, id) {
      const row = await ownRow(tx, id);
      return { nik: row && (await openNik(world, tx, row)) };
    },
  }),
  heldIn({
    name: "registry.business",
    table: "(select b.*, o.person, o.role from registry.business_role o join registry.business b on b.id = o.business)",
    ended: "null",
  }),
];

import { type Holding, heldIn } from "../../kernel/index.ts";
import { openNik, personRow } from "./person.ts";

/** What the registers hold of a person: their own record, and the businesses that they own or direct. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "registry.person",
    table: "registry.person",
    person: "r.id",
    ended: "r.died_on",
    personKey: true,
    hides: ["nik_sealed", "nik_index"],
    async opens({ world, tx }, id) {
      const row = await personRow(tx, id);
      return { nik: row && (await openNik(world, tx, row)) };
    },
  }),
  heldIn({
    name: "registry.business",
    table: "(select b.*, o.person, o.role from registry.business_role o join registry.business b on b.id = o.business)",
    ended: "null",
  }),
];

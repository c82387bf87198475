import { type Context, on, refuse, succeed } from "../../kernel/index.ts";
import { keepWords } from "./names/dictionary.ts";
import type { HeldPerson } from "./person.ts";
import type { PersonFacts, PersonRow, RegistryTables } from "./tables.ts";

/**
 * Writes a person's next version and keeps what stood there; gives its number. Of two at the same moment the later one
 * finds the version gone and is refused.
 */
export async function newVersion(
  { world, tx, now }: Pick<Context, "world" | "tx" | "now">,
  held: PersonRow & Partial<Pick<HeldPerson, "keeper" | "wrapped">>,
  changed: Partial<PersonFacts>,
  { since, reason }: { since: string; reason: string },
): Promise<number> {
  const { id: person, nik_sealed: _sealed, nik_index: _index, keeper: _keeper, wrapped: _wrapped, ...old } = held;
  const { from, kept } = succeed({ ...old, person }, since, now);
  await on<RegistryTables>(tx).insertInto("registry.person_version").values(kept).execute();
  const [fresh] = await on<RegistryTables>(tx)
    .updateTable("registry.person")
    .set({ ...changed, version: held.version + 1, valid_from: from, recorded_at: now, reason })
    .where("id", "=", person)
    .where("version", "=", held.version)
    .returning("version")
    .execute();
  if (!fresh) refuse("conflict", "registry.refusal.mended-meanwhile");
  if (changed.name !== undefined) {
    await keepWords(world, tx, [changed.name]);
    await on<RegistryTables>(tx)
      .updateTable("registry.business_role")
      .set({ name: changed.name })
      .where("person", "=", person)
      .execute();
  }
  return fresh.version;
}

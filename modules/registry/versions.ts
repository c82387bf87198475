import { type Context, on, refuse } from "../../kernel/index.ts";
import type { PersonFacts, PersonRow, RegistryTables } from "./tables.ts";

/**
 * Writes a person's next version and keeps what stood there. With a `since` after the day from which the last version
 * holds, that one stays true for the days before; with the same day or an earlier one it never was. Gives the number
 * of the version. Of two at the same moment the later one finds the version gone and is refused.
 */
export async function newVersion(
  { tx, now }: Pick<Context, "tx" | "now">,
  held: PersonRow & { keeper?: string },
  changed: Partial<PersonFacts>,
  { since, reason }: { since: string; reason: string },
): Promise<number> {
  const from = since > held.valid_from ? since : held.valid_from;
  await keepOld({ tx, now }, held, from > held.valid_from ? from : null);
  const [fresh] = await on<RegistryTables>(tx)
    .updateTable("registry.person")
    .set({ ...changed, version: held.version + 1, valid_from: from, recorded_at: now, reason })
    .where("id", "=", held.id)
    .where("version", "=", held.version)
    .returning("version")
    .execute();
  if (!fresh) refuse("conflict", "registry.refusal.mended-meanwhile");
  if (changed.name !== undefined)
    await on<RegistryTables>(tx)
      .updateTable("registry.business_role")
      .set({ name: changed.name })
      .where("person", "=", held.id)
      .execute();
  return fresh.version;
}

/**
 * Keeps what was believed until now, as it was believed. After a change the old version is believed anew, from now on,
 * for the time up to that day: so for any day and any moment of knowing exactly one version answers.
 */
async function keepOld(
  { tx, now }: Pick<Context, "tx" | "now">,
  held: PersonRow & { keeper?: string },
  validUntil: string | null,
): Promise<void> {
  const { id, nik_sealed: _sealed, nik_index: _index, keeper: _keeper, ...old } = held;
  const kept = [{ ...old, person: id, valid_until: null as string | null, recorded_until: now as Date | null }];
  if (validUntil !== null)
    kept.push({ ...old, person: id, valid_until: validUntil, recorded_at: now, recorded_until: null });
  await on<RegistryTables>(tx).insertInto("registry.person_version").values(kept).execute();
}
